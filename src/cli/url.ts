import type { Command } from 'commander';
import type { Config } from '../config/load.ts';
import type { Store } from '../deliveries/store.ts';
import type { Hook } from '../hook/hook.ts';
import { makeSecret } from '../verify/url-secrets.ts';
import { CannotRun, type CommonOptions, EXIT, type ExitCode, exiting, newCommand } from './command.ts';
import { findHook, soundConfig, withStore } from './configuration.ts';
import { hookPath, hookUrl } from './hook-url.ts';
import { say } from './terminal.ts';

export function urlCommand(): Command {
  return newCommand('url', 'Prints the URL of a hook, secret and all; without HOOK those of all hooks.')
    .argument('[hook]', "the hook's name")
    .action(exiting(url));
}

async function url(name: string | undefined, { config: folder, json }: CommonOptions): Promise<ExitCode> {
  const config = await soundConfig(folder);
  const hooks = name === undefined ? config.hooks : [findHook(config, name)];
  const widest = Math.max(0, ...hooks.map((hook) => hook.name.length));
  await withStore(config.store, async (store) => {
    for (const hook of hooks) {
      const address = knownUrl(config, await pathOf(store, hook));
      if (json) {
        say(JSON.stringify({ hook: hook.name, url: address }));
      } else {
        say(name === undefined ? `${hook.name.padEnd(widest)}  ${address}` : address);
      }
    }
  });
  return EXIT.good;
}

/** The end of a hook's URL; makes the secret in it when there is none yet. */
export async function pathOf(store: Store, hook: Hook): Promise<string> {
  const made = () => store.ensureSecret(hook.name, makeSecret());
  return hookPath(hook, hook.path === undefined ? (hook.secret ?? (await made())) : '');
}

/** The full URL. Throws CannotRun when the configuration leaves the port open. */
export function knownUrl(config: Config, path: string): string {
  if (config.server.publicUrl === undefined && config.server.port === 0) {
    throw new CannotRun('the port is 0, which is any free one: only `hookdoo serve` can tell the URL, when it starts');
  }
  return hookUrl(config, path);
}
