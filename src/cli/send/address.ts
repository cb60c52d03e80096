import type { Config } from '../../config/load.ts';
import { faultOf } from '../../outgoing/guard.ts';
import { CannotRun } from '../command.ts';
import { localUrl } from '../hook-url.ts';

/** Where a request goes. */
export interface Address {
  /** What is called. */
  url: URL;
  /** The path under which the server of the hook sees it: a reverse proxy may have more before it. It can be a part of what is signed. */
  path: string;
}

/** The address of a hook whose URL ends in `end`: on this machine, or where `given` says, a server or the whole URL. Throws CannotRun. */
export function addressOf(config: Config, end: string, given: string | undefined): Address {
  if (given === undefined) {
    if (config.server.port === 0) {
      throw new CannotRun('the port is 0, which is any free one: --url gives the address that `hookdoo serve` tells');
    }
    return { url: new URL(end, localUrl(config, config.server.port)), path: end };
  }
  const url = URL.parse(given);
  const fault = url === null ? 'is no URL' : faultOf(url);
  if (url === null || fault !== undefined) {
    throw new CannotRun(`--url takes a URL such as https://hooks.example.com; what was given ${fault}`);
  }
  if (url.pathname === '/') {
    url.pathname = end;
  }
  return { url, path: url.pathname.endsWith(end) ? end : url.pathname };
}

/** The address as it may be written: without the secret of a hook, and without its query. */
export function shownAddress({ origin, pathname }: URL): string {
  return `${origin}${pathname.replace(/(\/web\/hook\/)[^/]+/, '$1(hidden)')}`;
}
