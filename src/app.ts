import { SANDBOX } from './config/connections.ts';
import type { Environment } from './config/env.ts';
import { type Config, loadConfig } from './config/load.ts';
import { watchConfig } from './config/watch.ts';
import { type Connections, createConnections } from './connections.ts';
import { openStore } from './deliveries/open-store.ts';
import type { Store } from './deliveries/store.ts';
import { ConfigError, type Problem } from './errors.ts';
import type { Hook } from './hook/hook.ts';
import { createServer } from './http/server.ts';
import type { Log } from './log.ts';
import type { Connection } from './odoo/connection.ts';
import { makeSecret, urlSecrets } from './verify/url-secrets.ts';
import { carryOut } from './work/carry-out.ts';

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

/** Loads the configuration in `folder` and serves it. Throws ConfigError when it has problems, StoreUnavailable. */
export async function startApp(folder: string, environment: Environment, log: Log): Promise<App> {
  const loaded = await loadConfig(folder, environment);
  if ('problems' in loaded) {
    throw new ConfigError(loaded.problems);
  }
  log.level = loaded.config.log.level;
  const served = new Served(loaded.config);
  const store = await openStore(loaded.config.store);
  const connections = createConnections(log);
  await connections.use(loaded.config.connections);
  await keepSecrets(store, served.config);

  const server = createServer({
    hooks: () => served.hooks,
    secrets: urlSecrets({ hooks: () => served.hooks, stored: () => store.secrets() }),
    store,
    limits: () => served.config.server.limits,
    carryOut(delivery, hook) {
      const { depth } = served.config.server.limits;
      return carryOut(delivery, hook, {
        store,
        log,
        connection: connections.get(hook.connection),
        limits: { depth },
      });
    },
    readiness: { problems: () => served.problems, checks: () => checks(store, connections) },
    log,
  });
  const { host, port: wanted } = served.config.server;
  const { port } = await server.listen(host, wanted);
  const watcher = watchConfig(loaded, environment, takeOver(served, store, connections, log), log);

  return {
    port,
    config: () => served.config,
    store,
    connection: connections.get,
    usesSandbox: () => [...served.config.connections.values()].some(({ url }) => url === SANDBOX),
    async stop() {
      await watcher.close();
      await server.close(GRACE);
      await store.close();
      await connections.close();
    },
  };
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

/** Makes a secret for each hook that has none yet. */
async function keepSecrets(store: Store, config: Config): Promise<void> {
  const without = config.hooks.filter(({ secret }) => secret === undefined);
  await Promise.all(without.map(({ name }) => store.ensureSecret(name, makeSecret())));
}

function checks(store: Store, connections: Connections): ReadonlyMap<string, () => Promise<void>> {
  const odoo = connections
    .all()
    .map((connection): [string, () => Promise<void>] => [`odoo ${connection.settings.name}`, () => connection.check()]);
  return new Map([['store', () => store.check()], ...odoo]);
}
