import { existsSync } from 'node:fs';
import { readEnvironment } from '../config/env.ts';
import { type Config, type Loaded, loadConfig } from '../config/load.ts';
import { openStore } from '../deliveries/open-store.ts';
import type { Store } from '../deliveries/store.ts';
import { didYouMean } from '../did-you-mean.ts';
import { ConfigError } from '../errors.ts';
import type { Hook } from '../hook/hook.ts';
import type { ConnectionSettings } from '../odoo/connection.ts';
import { CannotRun } from './command.ts';

/** Reads the folder's configuration, sound or not. Throws CannotRun when there is no such folder. */
export async function readConfig(folder: string): Promise<Loaded> {
  if (!existsSync(folder)) {
    throw new CannotRun(`there is no folder ${folder}; --config names the folder that holds hookdoo.yaml`);
  }
  return await loadConfig(folder, readEnvironment());
}

/** The folder's configuration. Throws ConfigError when it has problems, CannotRun. */
export async function soundConfig(folder: string): Promise<Config> {
  const loaded = await readConfig(folder);
  if ('problems' in loaded) {
    throw new ConfigError(loaded.problems);
  }
  return loaded.config;
}

/** The hook of that name. Throws CannotRun, naming those there are. */
export function findHook({ hooks, folder }: Config, name: string): Hook {
  const hook = hooks.find((one) => one.name === name);
  if (hook === undefined) {
    throw new CannotRun(noSuchHook(name, hooks, folder));
  }
  return hook;
}

function noSuchHook(name: string, hooks: readonly Hook[], folder: string): string {
  const names = hooks.map((hook) => hook.name);
  if (names.length === 0) {
    return `there is no hook \`${name}\`: ${folder}/hooks holds none`;
  }
  const meant = didYouMean(name, names);
  return `there is no hook \`${name}\`${meant === undefined ? '' : `; did you mean \`${meant}\`?`}\nhooks: ${names.join(', ')}`;
}

/** The settings of a hook's connection. */
export function connectionOf({ connections }: Config, hook: Hook): ConnectionSettings {
  const settings = connections.get(hook.connection);
  if (settings === undefined) {
    throw new Error(`no connection is called ${hook.connection}`);
  }
  return settings;
}

/** Runs `work` with the store open. */
export async function withStore<T>(path: string, work: (store: Store) => Promise<T>): Promise<T> {
  const store = await openStore(path);
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}

/**
 * Runs `work` with the store that holds what was received, also while a hook file is broken; without one when nothing ever was. Throws
 * ConfigError when hookdoo.yaml does not tell where the store is, CannotRun.
 */
export async function withReceived<T>(
  folder: string,
  work: (store: Store | undefined, loaded: Loaded) => Promise<T>,
): Promise<T> {
  const loaded = await readConfig(folder);
  const path = 'config' in loaded ? loaded.config.store : loaded.store;
  if (path === undefined) {
    throw new ConfigError('problems' in loaded ? loaded.problems : []);
  }
  return existsSync(path) ? await withStore(path, (store) => work(store, loaded)) : await work(undefined, loaded);
}
