import { setTimeout } from 'node:timers/promises';
import { SANDBOX } from './config/connections.ts';
import type { Environment } from './config/env.ts';
import { type Config, loadConfig } from './config/load.ts';
import { watchConfig } from './config/watch.ts';
import { type Connections, createConnections } from './connections.ts';
import { openStore } from './deliveries/open-store.ts';
import { type Store, StoreUnavailable } from './deliveries/store.ts';
import { ConfigError, type Problem } from './errors.ts';
import type { Hook } from './hook/hook.ts';
import { createServer } from './http/server.ts';
import type { Log } from './log.ts';
import type { Connection } from './odoo/connection.ts';
import { createOutgoing } from './outgoing/outgoing.ts';
import { fetchText } from './verify/keys/fetch-text.ts';
import { type FetchText, publicKeys } from './verify/keys/public-keys.ts';
import { urlPaths } from './verify/url-paths.ts';
import { makeSecret, urlSecrets } from './verify/url-secrets.ts';
import { cleanUpRegularly } from './work/clean-up.ts';
import { KeyWatch } from './work/key-watch.ts';
import { Work } from './work/work.ts';

/** The server, up and running. */
export interface App {
  /** The port it listens on. */
  port: number;
  /** The configuration that is served now. */
  config(): Config;
  store: Store;
  /** An open connection, by its name in hookdoo.yaml. */
  connection(name: string): Connection;
  /** Whether records go to the built-in sandbox Odoo. */
  usesSandbox(): boolean;
  /** Takes nothing new, finishes what is in flight, and closes everything. */
  stop(): Promise<void>;
}

/** How long requests in flight may take to finish when the server stops, in milliseconds. */
const GRACE = 30_000;
/** How long what was cut may take to write down what it knows. */
const CUT = 1_000;
/** Between two tries to become the server of the store. */
const LOCK_PAUSE = 250;

/** Loads the configuration in `folder` and serves it; `keyFrom` fetches the keys of senders. Throws ConfigError when it has problems, StoreUnavailable. */
export async function startApp(
  folder: string,
  environment: Environment,
  log: Log,
  { keyFrom = fetchText }: { keyFrom?: FetchText } = {},
): Promise<App> {
  const loaded = await loadConfig(folder, environment);
  if ('problems' in loaded) {
    throw new ConfigError(loaded.problems);
  }
  log.level = loaded.config.log.level;
  const served = new Served(loaded.config);
  const store = await openStore(loaded.config.store);
  await becomeServer(store, loaded.config.store, log);
  const connections = createConnections(log);
  await connections.use(loaded.config.connections);
  await keepSecrets(store, served.config);

  const work = new Work({
    store,
    log,
    hooks: () => served.hooks,
    connection: connections.get,
    limits: () => served.config.server.limits,
    outgoing: createOutgoing(() => served.config.server.allowPrivate),
  });
  const keys = new KeyWatch(connections.all, log);
  const means = { now: Date.now, keys: publicKeys(keyFrom) };
  const server = createServer({
    hooks: () => served.hooks,
    secrets: urlSecrets({ hooks: () => served.hooks, stored: () => store.secrets() }, means),
    paths: urlPaths(() => served.hooks, means),
    limits: () => served.config.server.limits,
    trustedProxies: () => served.config.server.trustedProxies,
    take: (request, hook) => work.take(request, hook),
    refuse: (request, hook, error) => work.refuse(request, hook, error),
    readiness: {
      problems: () => served.problems,
      checks: () => new Map([['store', () => store.check()]]),
      others: () => odooChecks(connections),
      warnings: () => keys.warnings(),
    },
    log,
  });
  await work.start();
  const stopped = new AbortController();
  void cleanUpRegularly(store, () => served.config.keep, log, stopped.signal);
  void keys.run(stopped.signal);
  const { host, port: wanted } = served.config.server;
  const { port } = await server.listen(host, wanted);
  const watcher = watchConfig(loaded, environment, takeOver(served, store, connections, log), log);

  async function stop(): Promise<void> {
    stopped.abort();
    await Promise.all([server.close(GRACE), work.stop(GRACE), watcher.close()]);
    // Cuts what is still under way; it is taken up again from its journal at the next start.
    await connections.close();
    await work.rest(CUT);
    await store.close();
  }
  let stopping: Promise<void> | undefined;

  return {
    port,
    config: () => served.config,
    store,
    connection: connections.get,
    usesSandbox: () => [...served.config.connections.values()].some(({ url }) => url === SANDBOX),
    stop: () => (stopping ??= stop()),
  };
}

/**
 * Makes this process the one that serves the store: two would carry out each delivery twice. One that is just stopping is waited for.
 * Throws StoreUnavailable.
 */
async function becomeServer(store: Store, file: string, log: Log): Promise<void> {
  const giveUpAt = Date.now() + GRACE + CUT;
  for (let tries = 0; !(await store.serve()); tries += 1) {
    if (tries === 0) {
      log.warn({ store: file }, 'another server serves this store; waiting for it to stop');
    }
    if (Date.now() > giveUpAt) {
      await store.close();
      throw new StoreUnavailable(
        `Another server serves the store ${file}: stop it, or give this one a store of its own`,
      );
    }
    await setTimeout(LOCK_PAUSE);
  }
}

/** The configuration that is served, and the problems of a later edit that is not. */
class Served {
  config: Config;
  hooks: ReadonlyMap<string, Hook>;
  problems: Problem[] = [];

  constructor(config: Config) {
    this.config = config;
    this.hooks = byName(config);
  }

  swap(config: Config): void {
    this.config = config;
    this.hooks = byName(config);
    this.problems = [];
  }
}

function byName(config: Config): ReadonlyMap<string, Hook> {
  return new Map(config.hooks.map((hook) => [hook.name, hook]));
}

/** What happens when a file of the configuration changes: parse, check, compile, then swap; a broken edit changes nothing. */
function takeOver(
  served: Served,
  store: Store,
  connections: Connections,
  log: Log,
): { loaded(config: Config): Promise<void>; broken(problems: Problem[]): void } {
  return {
    async loaded(config) {
      await connections.use(config.connections);
      await keepSecrets(store, config);
      const { store: file, server } = served.config;
      if (config.store !== file || config.server.host !== server.host || config.server.port !== server.port) {
        log.warn('`store`, `server.host` and `server.port` count from the next start on');
      }
      served.swap(config);
      log.level = config.log.level;
      log.info({ hooks: config.hooks.length }, 'configuration taken over');
    },
    broken(problems) {
      served.problems = problems;
      for (const { file, line, column, message } of problems) {
        log.warn(
          { at: `${file}:${line}:${column}`, problem: message },
          'configuration broken, the one before it is served',
        );
      }
    },
  };
}

/** Makes a secret for each hook that has none yet, and is not called by a path. */
async function keepSecrets(store: Store, config: Config): Promise<void> {
  const without = config.hooks.filter(({ secret, path }) => secret === undefined && path === undefined);
  await Promise.all(without.map(({ name }) => store.ensureSecret(name, makeSecret())));
}

function odooChecks(connections: Connections): ReadonlyMap<string, () => Promise<void>> {
  return new Map(connections.all().map((connection) => [`odoo ${connection.settings.name}`, () => connection.check()]));
}
