import type { Config } from '../config/load.ts';
import type { Hook } from '../hook/hook.ts';

/** The end of a hook's URL: `/hook/<path>`, or `/web/hook/<secret>`. */
export function hookPath({ path }: Pick<Hook, 'path'>, secret: string): string {
  return path === undefined ? `/web/hook/${secret}` : `/hook/${path}`;
}

/** The URL of a hook by its end. `port` is the one listened on, where the configuration leaves it open. */
export function hookUrl(config: Config, path: string, port = config.server.port): string {
  const base = config.server.publicUrl ?? localUrl(config, port);
  return `${base.replace(/\/$/, '')}${path}`;
}

/** Where the server is called on this machine, without a slash at its end. */
export function localUrl({ server: { host } }: Config, port: number): string {
  const local = ['0.0.0.0', '::', '[::]'].includes(host) ? '127.0.0.1' : host;
  return `http://${local.includes(':') ? `[${local}]` : local}:${port}`;
}
