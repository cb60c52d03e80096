import { BlockList, isIP, isIPv4, isIPv6 } from 'node:net';
import type { Sent } from './sent.ts';

/** Whether an address is one of those listed. */
export type Network = (address: string) => boolean;

/** The addresses and networks (`10.0.0.0/8`, `::1`) of a list. Gives the first text that is none. */
export function networkOf(texts: readonly string[]): { contains: Network } | { wrong: string } {
  const list = new BlockList();
  for (const text of texts) {
    const [address = '', length, ...rest] = text.split('/');
    const family = isIPv6(address) ? 'ipv6' : 'ipv4';
    const most = family === 'ipv6' ? 128 : 32;
    const bits = length === undefined ? most : /^\d{1,3}$/.test(length) ? Number(length) : Number.NaN;
    if (isIP(address) === 0 || !(bits <= most) || rest.length > 0) {
      return { wrong: text };
    }
    list.addSubnet(address, bits, family);
  }
  return {
    contains(address) {
      const plain = plainAddress(address);
      return isIP(plain) !== 0 && list.check(plain, isIPv6(plain) ? 'ipv6' : 'ipv4');
    },
  };
}

/**
 * The address that a request came from: that of the connection, or, behind trusted proxies, the last one in `X-Forwarded-For` that is not
 * a trusted proxy itself. What stands before it is the sender's own word. Where a proxy names nobody, it is the proxy.
 */
export function clientAddress({ address, headers }: Pick<Sent, 'address' | 'headers'>, isTrusted: Network): string {
  const forwarded = headers
    .filter(([name]) => name === 'x-forwarded-for')
    .flatMap(([, value]) => (value === '' ? [] : value.split(',')))
    .map((one) => plainAddress(one.trim()));
  let client = plainAddress(address);
  while (isIP(forwarded.at(-1) ?? '') !== 0 && isTrusted(client)) {
    client = forwarded.pop() ?? client;
  }
  return client;
}

/** An IPv4 address that is written as IPv6 (`::ffff:10.0.0.1`) as IPv4; without a zone and without a port. */
function plainAddress(address: string): string {
  if (isIPv4(address)) {
    return address;
  }
  const bare = address.replace(/^\[(.*)\](:\d+)?$/, '$1').replace(/%.*$/, '');
  const mapped = bare.replace(/^::ffff:(?=\d+\.)/i, '');
  return isIP(mapped) === 0 ? mapped.replace(/^(\d+\.\d+\.\d+\.\d+):\d+$/, '$1') : mapped;
}
