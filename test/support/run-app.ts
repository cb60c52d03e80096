import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type App, startApp } from '../../src/app.ts';
import { createLog } from '../../src/log.ts';
import type { OdooCall } from '../../src/odoo/call.ts';
import type { Json } from '../../src/odoo/json.ts';
import { type Answer, send } from './http-client.ts';
import { tempFolder } from './temp-folder.ts';

export interface RunningApp {
  readonly app: App;
  /** The configuration's folder. */
  folder: string;
  /** The lines of the log. */
  lines: string[];
  /** The path of a hook's URL. */
  path(hook: string): Promise<string>;
  /** Posts to a hook: an object as JSON, a text as it is. */
  post(hook: string, body: unknown, headers?: Record<string, string>): Promise<Answer>;
  /** Calls the Odoo behind it, to see what became of its records. */
  odoo(model: string, method: string, args: Json[], kwargs?: OdooCall['kwargs']): Promise<Json>;
  /** Stops the program and starts it again on what it left. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

const SETTINGS = `
server:
  host: 127.0.0.1
  port: 0
  limits:
    body: 1mb
    depth: 20
    time: 2s
    answer: \${ANSWER:-10s}
    waiting: \${WAITING:-100000}
    guesses: \${GUESSES:-60/m}
  outgoing: {allow_private: ["\${ALLOW_PRIVATE:-none.invalid}"]}
store: hookdoo.db
connections:
  odoo: {url: "\${ODOO_URL:-sandbox}", database: "\${ODOO_DATABASE:-}", login: "\${ODOO_LOGIN:-}", api_key: "\${ODOO_API_KEY:-}", protocol: "\${ODOO_PROTOCOL:-auto}", timeout: "\${ODOO_TIMEOUT:-150s}"}
`;

/**
 * The whole program in this process, on a free port, with these files in its configuration (by their paths in it). The Odoo behind it is
 * the sandbox, or the one that `variables` name.
 */
export async function runApp(
  files: Record<string, string>,
  variables: Record<string, string | undefined> = {},
  options: Parameters<typeof startApp>[3] = {},
): Promise<RunningApp> {
  const temp = tempFolder();
  const folder = path.join(temp.folder, 'config');
  for (const [name, text] of Object.entries({ 'hookdoo.yaml': SETTINGS, ...files })) {
    const file = path.join(folder, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  const lines: string[] = [];
  const log = createLog({ level: 'info', readable: false, write: (line) => lines.push(line) });
  let app = await startApp(folder, { variables, configFolder: undefined }, log, options);

  async function urlPath(hook: string): Promise<string> {
    const given = app.config().hooks.find(({ name }) => name === hook)?.secret;
    const kept = (await app.store.secrets()).find((secret) => secret.hook === hook && secret.expiresAt === undefined);
    const secret = given ?? kept?.secret;
    assert.ok(secret, `${hook} has a secret`);
    return `/web/hook/${secret}`;
  }

  return {
    get app() {
      return app;
    },
    folder,
    lines,
    path: urlPath,
    async post(hook, body, headers = { 'Content-Type': 'application/json' }) {
      const text = typeof body === 'string' ? body : JSON.stringify(body);
      return await send(app.port, await urlPath(hook), { method: 'POST', body: text, headers });
    },
    odoo: (model, method, args, kwargs = {}) => app.connection('odoo').rpc({ model, method, args, kwargs }),
    async restart() {
      await app.stop();
      app = await startApp(folder, { variables, configFolder: undefined }, log, options);
    },
    async stop() {
      await app.stop();
      temp.remove();
    },
  };
}

/** The text of a sample hook as it ships. */
export function sampleHook(name: string): string {
  return readFileSync(path.join(import.meta.dirname, '../../config/hooks', `${name}.yaml`), 'utf8');
}
