import type { IncomingMessage } from 'node:http';
import type { Log } from '../log.ts';
import { AddressRanges, clientAddress } from '../verify/client-address.ts';

/** Where reverse proxies usually stand. */
const PRIVATE = new AddressRanges(['127.0.0.0/8', '::1', '10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', 'fc00::/7']);

/** Tells the address a request comes from: behind a trusted proxy, whom it speaks for. */
export function senderAddress(trusted: () => AddressRanges, log: Log): (request: IncomingMessage) => string {
  let isTold = false;
  return ({ socket, headers }) => {
    const { remoteAddress: peer = '' } = socket;
    const forwarded = [headers['x-forwarded-for'] ?? []].flat().join(',');
    if (!isTold && forwarded !== '' && PRIVATE.has(peer) && !trusted().has(peer)) {
      isTold = true;
      log.warn(
        { proxy: peer },
        'a proxy that `server.trusted_proxies` does not name: all its senders count as one address',
      );
    }
    return clientAddress(peer, forwarded, trusted());
  };
}
