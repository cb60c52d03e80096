import type { Config } from '../config/load.ts';

/** The URL that opens a hook. `port` is the one listened on, where the configuration leaves it open. */
export function hookUrl(config: Config, secret: string, port = config.server.port): string {
  const { publicUrl, host } = config.server;
  const local = ['0.0.0.0', '::', '[::]'].includes(host) ? '127.0.0.1' : host;
  const base = publicUrl ?? `http://${local.includes(':') ? `[${local}]` : local}:${port}`;
  return `${base.replace(/\/$/, '')}/web/hook/${secret}`;
}
