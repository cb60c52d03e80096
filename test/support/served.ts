import assert from 'node:assert/strict';
import path from 'node:path';
import type { Delivery } from '../../src/deliveries/delivery.ts';
import { openStore } from '../../src/deliveries/open-store.ts';
import type { Store } from '../../src/deliveries/store.ts';
import type { Hook } from '../../src/hook/hook.ts';
import { createServer, type Limits, type Server, type ServerParts } from '../../src/http/server.ts';
import { createLog } from '../../src/log.ts';
import { createOutgoing } from '../../src/outgoing/outgoing.ts';
import { publicKeys } from '../../src/verify/keys/public-keys.ts';
import { urlPaths } from '../../src/verify/url-paths.ts';
import { urlSecrets } from '../../src/verify/url-secrets.ts';
import type { Settled } from '../../src/work/carry-out.ts';
import { Work } from '../../src/work/work.ts';
import { plainHook } from './plain-hook.ts';
import { arrival } from './raw-request.ts';
import { tempFolder } from './temp-folder.ts';

/** For hooks that verify nothing. */
const NO_MEANS = { now: Date.now, keys: publicKeys(() => assert.fail('no key is fetched')) };

export const SECRET = '0123456789abcdef0123456789abcdef';

/** Small limits, so that a test reaches them soon. */
export const LIMITS: Limits = {
  body: 1000,
  depth: 10,
  keys: 1000,
  url: 8000,
  headers: 16_384,
  time: 300,
  connections: 1000,
  rate: undefined,
  guesses: undefined,
};

export interface Served {
  port: number;
  server: Server;
  store: Store;
  /** The lines of the log. */
  lines: string[];
  stop(): Promise<void>;
}

/** Carries out a delivery in place of its hook. */
export type CarryOut = (delivery: Delivery, hook: Hook) => Promise<Settled>;

/** A real server on a free port with a real store and one hook, `orders`, which opens with SECRET and is carried out by `carryOut`. */
export async function serve(
  changes: Partial<ServerParts> & { hook?: Partial<Hook>; store?: Store } = {},
  carryOut: CarryOut = async () => ({ state: 'done' }),
): Promise<Served> {
  const temp = tempFolder();
  const lines: string[] = [];
  const { hook, store = await openStore(path.join(temp.folder, 'hookdoo.sqlite')), ...parts } = changes;
  const hooks = new Map([['orders', plainHook('orders', { secret: SECRET, ...hook })]]);
  const log = createLog({ level: 'debug', readable: false, write: (line) => lines.push(line) });
  const work = new Work({
    store,
    log,
    hooks: () => hooks,
    connection: () => assert.fail('nothing is sent'),
    limits: () => ({ depth: 10, keys: 1000, waiting: 10, answer: 1000 }),
    outgoing: createOutgoing(() => []),
  });
  const server = createServer({
    hooks: () => hooks,
    secrets: urlSecrets({ hooks: () => hooks, stored: () => store.secrets() }, NO_MEANS),
    paths: urlPaths(() => hooks, NO_MEANS),
    limits: () => LIMITS,
    trustedProxies: () => [],
    take: async (request, { name, redact }) => {
      const { delivery } = await store.receive(arrival({ hook: name, request, redact, take: true }));
      return { id: delivery.id, settled: carryOut(delivery, plainHook(name)) };
    },
    refuse: (request, refusing, error) => work.refuse(request, refusing, error),
    log,
    readiness: { problems: () => [], checks: () => new Map(), others: () => new Map() },
    ...parts,
  });
  const { port } = await server.listen('127.0.0.1', 0);
  const stop = async () => {
    await server.close(1000);
    await store.close();
    temp.remove();
  };
  return { port, server, store, lines, stop };
}
