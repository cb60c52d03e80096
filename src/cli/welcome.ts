import type { App } from '../app.ts';
import type { Hook } from '../hook/hook.ts';
import { writeJson } from '../odoo/json.ts';
import { hookPath, hookUrl } from './hook-url.ts';
import { isJson } from './is-json.ts';

/**
 * What a person is shown when the server is up: where records go, and a ready `curl` for each hook. The URLs are secrets, so with a real
 * Odoo they are shown on a terminal only.
 */
export async function welcome(app: App, onTerminal: boolean): Promise<string> {
  const config = app.config();
  const lines = ['', `Hookdoo listens on http://${config.server.host}:${app.port}`, ...whereRecordsGo(app), ''];
  if (!app.usesSandbox() && !onTerminal) {
    return [...lines, "The hooks' URLs: npm run -s hookdoo -- url", ''].join('\n');
  }
  const secrets = new Map(
    (await app.store.secrets())
      .filter(({ expiresAt }) => expiresAt === undefined)
      .map(({ hook, secret }) => [hook, secret]),
  );
  for (const hook of config.hooks.filter(({ enabled }) => enabled)) {
    const url = hookUrl(config, hookPath(hook, hook.secret ?? secrets.get(hook.name) ?? ''), app.port);
    lines.push(
      `${hook.name}${hook.description === undefined ? '' : `: ${hook.description}`}`,
      `  ${url}`,
      // What is verified only its sender can sign.
      ...(hook.verify === undefined ? [`  ${curl(hook, url)}`] : []),
      '',
    );
  }
  return lines.join('\n');
}

function whereRecordsGo(app: App): string[] {
  const { connections } = app.config();
  const real = [...connections.values()]
    .filter(({ url }) => url !== 'sandbox')
    .map(({ name, url, database }) => `Records go to ${url}, database ${database} (connection ${name}).`);
  if (!app.usesSandbox()) {
    return real;
  }
  return [
    ...real,
    'Records go to the built-in sandbox Odoo: they are gone when it stops.',
    'For a real Odoo set ODOO_URL, ODOO_DATABASE, ODOO_LOGIN and ODOO_API_KEY.',
  ];
}

/** A call with the payload of the hook's first test. */
function curl(hook: Hook, url: string): string {
  const payload = hook.tests.find((test) => isJson(test.payload))?.payload;
  const body = isJson(payload) ? writeJson(payload) : '{}';
  return `curl -d '${body.replaceAll("'", String.raw`'\''`)}' ${url}`;
}
