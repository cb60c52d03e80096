import type { IncomingMessage } from 'node:http';
import type { Log } from '../log.ts';
import { clientAddress, type Network, networkOf } from '../verify/client-address.ts';

/** Where reverse proxies usually stand. */
const isPrivate = listed(['127.0.0.0/8', '::1', '10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', 'fc00::/7']);

/** Tells the address a request comes from: behind a trusted proxy, whom it speaks for. */
export function senderAddress(trustedProxies: () => readonly string[], log: Log): (request: IncomingMessage) => string {
  let isTold = false;
  let texts: readonly string[] = [];
  let isTrusted = listed(texts);
  return ({ socket, headers }) => {
    if (trustedProxies() !== texts) {
      texts = trustedProxies();
      isTrusted = listed(texts);
    }
    const { remoteAddress: address = '' } = socket;
    const forwarded = [headers['x-forwarded-for'] ?? []].flat().join(',');
    if (!isTold && forwarded !== '' && isPrivate(address) && !isTrusted(address)) {
      isTold = true;
      log.warn(
        { proxy: address },
        'a proxy that `server.trusted_proxies` does not name: all its senders count as one address',
      );
    }
    return clientAddress({ address, headers: [['x-forwarded-for', forwarded]] }, isTrusted);
  };
}

/** The texts were checked with the configuration. */
function listed(texts: readonly string[]): Network {
  const network = networkOf(texts);
  return 'contains' in network ? network.contains : () => false;
}
