import { BlockList, isIP, isIPv4 } from 'node:net';

// The registries of special-purpose addresses: https://www.iana.org/assignments/iana-ipv4-special-registry and …/iana-ipv6-special-registry.
const SPECIAL_IPV4 = rangesOf([
  '0.0.0.0/8', // this network
  '10.0.0.0/8', // private
  '100.64.0.0/10', // between a carrier and its customers
  '127.0.0.0/8', // loopback
  '169.254.0.0/16', // link-local, where clouds answer with credentials
  '172.16.0.0/12', // private
  '192.0.0.0/24', // protocol assignments
  '192.0.2.0/24', // documentation
  '192.88.99.0/24', // 6to4 relays
  '192.168.0.0/16', // private
  '198.18.0.0/15', // benchmarks
  '198.51.100.0/24', // documentation
  '203.0.113.0/24', // documentation
  '224.0.0.0/4', // multicast
  '240.0.0.0/4', // reserved, and broadcast
]);
/** All that is routed in the open; the rest is loopback, link-local, private, multicast or unassigned. */
const PUBLIC_IPV6 = rangesOf(['2000::/3']);
const SPECIAL_IPV6 = rangesOf([
  '2001::/23', // protocol assignments, Teredo
  '2001:db8::/32', // documentation
  '2002::/16', // 6to4, which leads to an IPv4 address
  '3fff::/20', // documentation
]);
/** The forms of IPv6 addresses that stand for the IPv4 address in their last 32 bits: mapped ones, and NAT64. */
const HOLDS_IPV4 = rangesOf(['::ffff:0.0.0.0/96', '64:ff9b::/96']);

/** Whether anybody on the internet has the address: not private, loopback, link-local, multicast or reserved. */
export function isPublic(address: string): boolean {
  const plain = withoutZone(address);
  const inside = heldIPv4(plain);
  if (inside !== undefined || isIPv4(plain)) {
    return !SPECIAL_IPV4.check(inside ?? plain, 'ipv4');
  }
  return PUBLIC_IPV6.check(plain, 'ipv6') && !SPECIAL_IPV6.check(plain, 'ipv6');
}

/** Hosts and ranges of addresses that may be reached although they are not public. */
export class Allowed {
  readonly #hosts: ReadonlySet<string>;
  readonly #ranges: BlockList;

  /** `list`: host names, addresses and ranges such as `10.0.0.0/8`. */
  constructor(list: readonly string[]) {
    this.#hosts = new Set(list.filter((entry) => !isRange(entry)).map(plainHost));
    this.#ranges = rangesOf(list.filter(isRange));
  }

  /** Whether the host is named, whatever its address. */
  host(name: string): boolean {
    return this.#hosts.has(plainHost(name));
  }

  /** Whether a connection may go to the address. */
  address(address: string): boolean {
    const plain = withoutZone(address);
    return isPublic(plain) || [plain, heldIPv4(plain)].some((one) => one !== undefined && this.#inRange(one));
  }

  #inRange(address: string): boolean {
    return this.#ranges.check(address, isIPv4(address) ? 'ipv4' : 'ipv6');
  }
}

/** Whether a text can stand in the list of what is allowed: a host name, an address or a range. */
export function isAllowable(text: string): boolean {
  return (
    isRange(text) ||
    /^(?!\d+(\.\d+)*\.?$)[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?)*\.?$/i.test(text)
  );
}

function isRange(text: string): boolean {
  const [address = '', bits, more] = text.split('/');
  const family = isIP(address);
  const most = family === 4 ? 32 : 128;
  return family !== 0 && more === undefined && (bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= most));
}

function rangesOf(texts: readonly string[]): BlockList {
  const list = new BlockList();
  for (const text of texts) {
    const [address = '', bits] = text.split('/');
    const family = isIPv4(address) ? 'ipv4' : 'ipv6';
    list.addSubnet(address, Number(bits ?? (family === 'ipv4' ? 32 : 128)), family);
  }
  return list;
}

/** A name with a dot at its end is the same name. */
function plainHost(name: string): string {
  return name.toLowerCase().replace(/\.$/, '');
}

/** `fe80::1%eth0` is the address `fe80::1`. */
function withoutZone(address: string): string {
  return address.replace(/%.*$/, '');
}

function heldIPv4(address: string): string | undefined {
  if (isIPv4(address) || !HOLDS_IPV4.check(address, 'ipv6')) {
    return undefined;
  }
  // As the URL parser writes it the last 32 bits are two groups of hexadecimal digits; one that is left out is 0.
  const groups = new URL(`http://[${address}]`).hostname.slice(1, -1).split(':').slice(-2);
  const [high = 0, low = 0] = groups.map((group) => Number.parseInt(group || '0', 16));
  return [high >> 8, high & 255, low >> 8, low & 255].join('.');
}
