import { setImmediate } from 'node:timers/promises';
import type { Problem } from '../errors.ts';
import { type Hook, parseHook } from '../hook/hook.ts';
import type { SettingsRead } from './load.ts';
import { toProblem } from './problem.ts';
import type { YamlFile } from './yaml-file.ts';

/** Compiles the hooks of the files, which come by the hooks' names, as the presets do. `connections` undefined: their names cannot be told. */
export async function readHooks(
  yamls: ReadonlyMap<string | undefined, YamlFile>,
  presets: ReadonlyMap<string, YamlFile>,
  { value: settings, connections }: Pick<SettingsRead, 'value' | 'connections'>,
): Promise<{ hooks: Hook[]; problems: Problem[] }> {
  const hooks: Hook[] = [];
  const problems: Problem[] = [];
  for (const [name, yaml] of yamls) {
    if (name === undefined) {
      continue;
    }
    const { file, content, secrets, placeAt } = yaml;
    const parsed = parseHook(content, {
      name,
      file,
      connections: connections ?? assumed(content),
      secrets,
      placeAt,
      presets,
      // While hookdoo.yaml is broken, a hook is not blamed for what stands there.
      publicUrl: settings === undefined ? 'https://unknown' : settings.server.publicUrl,
      trustedProxies: settings === undefined ? ['127.0.0.1'] : settings.server.trustedProxies,
    });
    if ('issues' in parsed) {
      problems.push(...parsed.issues.map((issue) => toProblem(issue, yaml)));
    } else {
      hooks.push(parsed.hook);
    }
    await setImmediate();
  }
  const shared = [...sharedAddresses('secret', hooks, yamls), ...sharedAddresses('path', hooks, yamls)];
  return { hooks, problems: [...problems, ...shared] };
}

/** While hookdoo.yaml is broken, a hook is not blamed for the connections it names. */
function assumed(content: unknown): string[] {
  const fetches = [typeof content === 'object' && content !== null && 'fetch' in content ? content.fetch : []].flat();
  const named = new Set([content, ...fetches].map(connectionIn).filter((name) => name !== ''));
  return named.size === 0 ? [''] : [...named];
}

function connectionIn(map: unknown): string {
  const named = typeof map === 'object' && map !== null && 'odoo' in map ? map.odoo : undefined;
  return typeof named === 'string' ? named : '';
}

/** Hooks that have a part of their address in common with one before them. */
function sharedAddresses(
  part: 'secret' | 'path',
  hooks: Hook[],
  yamls: ReadonlyMap<string | undefined, YamlFile>,
): Problem[] {
  const owners = new Map<string, Hook>();
  const problems: Problem[] = [];
  for (const hook of hooks) {
    const address = hook[part];
    const owner = address === undefined ? undefined : owners.get(address);
    const yaml = yamls.get(hook.name);
    if (owner !== undefined && yaml !== undefined) {
      const message = `the ${part} is also that of ${owner.file}: the URL could not tell the two hooks apart`;
      problems.push(toProblem({ path: [part], message }, yaml));
    } else if (address !== undefined) {
      owners.set(address, hook);
    }
  }
  return problems;
}
