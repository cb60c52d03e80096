import { type LookupAddress, type LookupOptions, lookup as resolveHost } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { isIP } from 'node:net';
import { HookRefused } from '../errors.ts';
import type { Allowed } from './addresses.ts';

/** Says where requests may go. */
export interface Guard {
  /** The URL, when it may be asked; what its name leads to is not known yet. Throws HookRefused. */
  url(text: string): URL;
  /** Resolves a host's name for a connection, and gives only addresses that may be reached. */
  lookup: LookupFunction;
}

/** Looks up a name; Node's own, unless a test has another. */
export type Resolve = (
  host: string,
  options: LookupOptions & { all: true },
  done: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

/**
 * The guard of all requests: `http` and `https` only, no login in the URL, and no address that is not public unless it is allowed. A name
 * is held against that where the connection is made, so a name that changes its address gains nothing. `allowed` is asked each time.
 */
export function createGuard(allowed: () => Allowed, resolve: Resolve = resolveHost): Guard {
  return {
    url(text) {
      const url = requestUrl(text);
      const address = url.hostname.replace(/^\[|\]$/g, '');
      if (isIP(address) !== 0 && !allowed().host(address) && !allowed().address(address)) {
        throw notPublic(url.hostname);
      }
      return url;
    },
    lookup(host, options, done) {
      const one = allowed().host(host);
      resolve(host, { ...options, all: true }, (error, found) => {
        const reachable = error === null ? found.filter(({ address }) => one || allowed().address(address)) : [];
        const [first] = reachable;
        if (error !== null || first === undefined) {
          done(error ?? notPublic(host), options.all ? [] : '', 0);
        } else if (options.all) {
          done(null, reachable);
        } else {
          done(null, first.address, first.family);
        }
      });
    },
  };
}

/** A URL that a request can go to, as far as its form tells. Throws HookRefused. */
export function requestUrl(text: string): URL {
  const url = URL.parse(text);
  const fault = url === null ? 'is no URL' : faultOf(url);
  if (url === null || fault !== undefined) {
    throw refused(`a request needs a URL such as https://api.example.com/orders/7; what the hook gave ${fault}`);
  }
  return url;
}

/** What makes a URL unfit, to complete a sentence; undefined when it is fit. Says nothing of its address. */
export function faultOf(url: URL): string | undefined {
  if (!/^https?:$/.test(url.protocol)) {
    return 'begins with another word than http or https';
  }
  return url.username === '' && url.password === ''
    ? undefined
    : 'has a user or password in it, which would be written wherever the URL is';
}

function notPublic(host: string): HookRefused {
  return refused(
    `${host} leads to an address that is not public, and none such is asked unless \`server.outgoing.allow_private\` of hookdoo.yaml lists it`,
  );
}

function refused(message: string): HookRefused {
  return new HookRefused('address_refused', message);
}
