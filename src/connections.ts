import { isDeepStrictEqual } from 'node:util';
import { SANDBOX } from './config/connections.ts';
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

/** Opens connections as the configuration names them; the sandbox Odoo is started when one asks for it. */
export function createConnections(log: Log): Connections {
  let open = new Map<string, { settings: ConnectionSettings; connection: Connection }>();
  /** Those the configuration names no more: a request that came in before it changed may still ask for one. */
  const leaving = new Map<string, Connection>();
  let sandbox: Sandbox | undefined;

  async function toOpen(settings: ConnectionSettings): Promise<ConnectionSettings> {
    if (settings.url !== SANDBOX) {
      return settings;
    }
    sandbox ??= await startSandbox();
    const { url, database, login, password } = sandbox;
    return { ...settings, url, database, login, password, protocol: 'json-rpc' };
  }

  /** Closes it after the time one call may take: no call of its can still be under way then. */
  function leave(name: string, connection: Connection, timeout: number): void {
    leaving.set(name, connection);
    setTimeout(() => {
      if (leaving.get(name) === connection) {
        leaving.delete(name);
      }
      void connection.close();
    }, timeout).unref();
  }

  return {
    get(name) {
      const found = open.get(name)?.connection ?? leaving.get(name);
      if (found === undefined) {
        throw new Error(`no connection is called ${name}`);
      }
      return found;
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
          leave(name, connection, settings.timeout);
        }
      }
    },
    async close() {
      const all = [...leaving.values(), ...[...open.values()].map(({ connection }) => connection)];
      await Promise.all(all.map((connection) => connection.close()));
      await sandbox?.stop();
    },
  };
}
