import { z } from 'zod';
import { clientAddress, networkOf } from '../client-address.ts';
import type { Scheme, SchemeContext } from '../scheme.ts';
import { notVerified } from '../sent.ts';

export const Ip = z
  .strictObject({
    scheme: z.literal('ip'),
    addresses: z.array(z.string().min(1)).min(1).describe('Addresses and networks: `203.0.113.7`, `10.0.0.0/8`.'),
  })
  .describe('The address that the request comes from; behind `server.trusted_proxies` the one they name.');

/** Compiles the scheme `ip`. */
export function ip(leaf: z.output<typeof Ip>, { trustedProxies, fault }: SchemeContext): Scheme {
  const allowed = networkOf(leaf.addresses);
  const trusted = networkOf(trustedProxies);
  if ('wrong' in allowed) {
    fault(['addresses'], 'this must be a list of addresses and networks, such as 203.0.113.7 or 10.0.0.0/8');
  }
  return {
    check(sent) {
      const address = clientAddress(sent, 'contains' in trusted ? trusted.contains : () => false);
      if ('wrong' in allowed || !allowed.contains(address)) {
        throw notVerified(`the address ${address.slice(0, 45)} is none of those allowed`);
      }
    },
    sign: (draft) => draft,
    hides: [],
    secrets: [],
  };
}
