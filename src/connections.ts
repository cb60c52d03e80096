import { isDeepStrictEqual } from 'node:util';
import type { Log } from './log.ts';
import { type Connection, type ConnectionSettings, openConnection } from './odoo/connection.ts';
import { type Sandbox, startSandbox } from './sandbox/sandbox.ts';

/** The open connections by name. */
export interface Connections {
  get(name: string): Connection;
  all(): Connection[];
  /** Opens those that are new or changed; what they replace serves the deliveries that began with it to their end. */
  use(settings: ReadonlyMap<string, ConnectionSettings>): Promise<void>;
  close(): Promise<void>;
}

/** The word that stands for the built-in sandbox Odoo where a URL is expected. */
export const SANDBOX_URL = 'sandbox';

/** Opens connections as the configuration names them; the sandbox Odoo is started when one asks for it. */
export function createConnections(log: Log): Connections {
  let open = new Map<string, { settings: ConnectionSettings; connection: Connection }>();
  let sandbox: Sandbox | undefined;

  async function toOpen(settings: ConnectionSettings): Promise<ConnectionSettings> {
    if (settings.url !== SANDBOX_URL) {
      return settings;
    }
    sandbox ??= await startSandbox();
    const { url, database, login, password } = sandbox;
    return { ...settings, url, database, login, password };
  }

  return {
    get(name) {
      const found = open.get(name);
      if (found === undefined) {
        throw new Error(`no connection is called ${name}`);
      }
      return found.connection;
    },
    all: () => [...open.values()].map(({ connection }) => connection),
    async use(wanted) {
      const before = open;
      const after: typeof open = new Map();
      for (const [name, settings] of wanted) {
        const kept = before.get(name);
        const same = kept !== undefined && isDeepStrictEqual(kept.settings, settings);
        after.set(name, same ? kept : { settings, connection: openConnection(await toOpen(settings), log) });
      }
      open = after;
      for (const [name, { settings, connection }] of before) {
        if (after.get(name)?.connection !== connection) {
          // No call of its can still be under way after the time one call may take.
          setTimeout(() => void connection.close(), settings.timeout).unref();
        }
      }
    },
    async close() {
      await Promise.all([...open.values()].map(({ connection }) => connection.close()));
      await sandbox?.stop();
    },
  };
}
