import { setImmediate } from 'node:timers/promises';
import type { Problem } from '../errors.ts';
import { type Hook, parseHook } from '../hook/hook.ts';
import { toProblem } from './problem.ts';
import type { YamlFile } from './yaml-file.ts';

/** Compiles the hooks of the files, which come by the hooks' names. `connections` undefined: their names cannot be told. */
export async function readHooks(
  yamls: ReadonlyMap<string | undefined, YamlFile>,
  connections: string[] | undefined,
): Promise<{ hooks: Hook[]; problems: Problem[] }> {
  const hooks: Hook[] = [];
  const problems: Problem[] = [];
  for (const [name, yaml] of yamls) {
    if (name === undefined) {
      continue;
    }
    const { file, content, secrets, placeAt } = yaml;
    const parsed = parseHook(content, { name, file, connections: connections ?? assumed(content), secrets, placeAt });
    if ('issues' in parsed) {
      problems.push(...parsed.issues.map((issue) => toProblem(issue, yaml)));
    } else {
      hooks.push(parsed.hook);
    }
    await setImmediate();
  }
  return { hooks, problems: [...problems, ...sharedSecrets(hooks, yamls)] };
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

function sharedSecrets(hooks: Hook[], yamls: ReadonlyMap<string | undefined, YamlFile>): Problem[] {
  const owners = new Map<string, Hook>();
  const problems: Problem[] = [];
  for (const hook of hooks) {
    const owner = hook.secret === undefined ? undefined : owners.get(hook.secret);
    const yaml = yamls.get(hook.name);
    if (owner !== undefined && yaml !== undefined) {
      const message = `the secret is also that of ${owner.file}: the URL could not tell the two hooks apart`;
      problems.push(toProblem({ path: ['secret'], message }, yaml));
    } else if (hook.secret !== undefined) {
      owners.set(hook.secret, hook);
    }
  }
  return problems;
}
