import { BlockList, isIP, isIPv4 } from 'node:net';

const RANGE = /^([\da-fA-F.:]+)(?:\/(\d{1,3}))?$/;

/** IP addresses, given one by one and as CIDR ranges: `10.0.0.0/8`, `2001:db8::/32`, `127.0.0.1`. */
export class AddressRanges {
  readonly #list = new BlockList();

  /** `ranges`: those for which `isAddressRange` holds; throws RangeError for others. */
  constructor(ranges: readonly string[]) {
    for (const range of ranges) {
      const parts = partsOf(range);
      if (parts === undefined) {
        throw new RangeError(`${range} is no IP address and no CIDR range`);
      }
      this.#list.addSubnet(parts.address, parts.bits, family(parts.address));
    }
  }

  /** Whether the address is one of them; an IPv4 address is the same in IPv6's notation (`::ffff:10.0.0.1`). */
  has(address: string): boolean {
    const plain = plainAddress(address);
    return isIP(plain) !== 0 && this.#list.check(plain, family(plain));
  }
}

/** Whether a text is an IP address or a CIDR range. */
export function isAddressRange(text: string): boolean {
  return partsOf(text) !== undefined;
}

/**
 * The address a request comes from: the peer of the connection, or, where that is a trusted proxy, whom it says it speaks for in
 * X-Forwarded-For. The header is read from its end and only as far as trusted proxies wrote it: what stands before is the sender's own.
 */
export function clientAddress(peer: string, forwardedFor: string | undefined, trusted: AddressRanges): string {
  let address = plainAddress(peer);
  for (const hop of (forwardedFor ?? '').split(',').reverse()) {
    const before = plainAddress(withoutPort(hop.trim()));
    if (isIP(before) === 0 || !trusted.has(address)) {
      break;
    }
    address = before;
  }
  return address;
}

function partsOf(range: string): { address: string; bits: number } | undefined {
  const [, address = '', bits] = RANGE.exec(range) ?? [];
  const most = { 0: -1, 4: 32, 6: 128 }[isIP(address)] ?? -1;
  const given = bits === undefined ? most : Number(bits);
  return most === -1 || given > most ? undefined : { address, bits: given };
}

function family(address: string): 'ipv4' | 'ipv6' {
  return isIPv4(address) ? 'ipv4' : 'ipv6';
}

/** Without a zone (`%eth0`), and IPv4 in its own notation. */
function plainAddress(address: string): string {
  const [plain = ''] = address.split('%');
  const inner = plain.replace(/^::ffff:/i, '');
  return isIPv4(inner) ? inner : plain;
}

/** `192.0.2.1:4711` and `[2001:db8::1]:4711`, as some proxies write. */
function withoutPort(hop: string): string {
  return /^\[(.*)\](?::\d+)?$/.exec(hop)?.[1] ?? /^([\d.]+):\d+$/.exec(hop)?.[1] ?? hop;
}
