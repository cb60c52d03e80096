import path from 'node:path';
import { openStore } from '../../src/deliveries/open-store.ts';
import type { Store } from '../../src/deliveries/store.ts';
import type { Hook } from '../../src/hook/hook.ts';
import { createServer, type Server, type ServerParts } from '../../src/http/server.ts';
import { createLog } from '../../src/log.ts';
import { urlSecrets } from '../../src/verify/url-secrets.ts';
import { plainHook } from './plain-hook.ts';
import { tempFolder } from './temp-folder.ts';

export const SECRET = '0123456789abcdef0123456789abcdef';

export interface Served {
  port: number;
  server: Server;
  store: Store;
  /** The lines of the log. */
  lines: string[];
  stop(): Promise<void>;
}

/** A real server on a free port with a real store and one hook, `orders`, which opens with SECRET and is carried out by `carryOut`. */
export async function serve(
  changes: Partial<ServerParts> & { hook?: Partial<Hook> } = {},
  carryOut: ServerParts['carryOut'] = async () => ({ state: 'done' }),
): Promise<Served> {
  const temp = tempFolder();
  const lines: string[] = [];
  const store = changes.store ?? (await openStore(path.join(temp.folder, 'hookdoo.sqlite')));
  const hooks = new Map([['orders', plainHook('orders', { secret: SECRET, ...changes.hook })]]);
  const server = createServer({
    hooks: () => hooks,
    secrets: urlSecrets({ hooks: () => hooks, stored: () => store.secrets() }),
    store,
    limits: () => ({ body: 1000, time: 300 }),
    carryOut,
    log: createLog({ level: 'debug', readable: false, write: (line) => lines.push(line) }),
    readiness: { problems: () => [], checks: () => new Map() },
    ...changes,
  });
  const { port } = await server.listen('127.0.0.1', 0);
  const stop = async () => {
    await server.close(1000);
    await store.close();
    temp.remove();
  };
  return { port, server, store, lines, stop };
}
