import { z } from 'zod';
import { networkOf } from '../client-address.ts';
import type { Scheme, SchemeContext } from '../scheme.ts';
import { neededHeader, notVerified } from '../sent.ts';
import { equalTexts } from './equal.ts';

export const ClientCertificate = z
  .strictObject({
    scheme: z.literal('client_certificate'),
    headers: z
      .record(z.string(), z.union([z.string().min(1), z.array(z.string().min(1)).min(1)]))
      .refine((headers) => Object.keys(headers).length > 0, '`headers` must name at least one')
      .describe('The headers that the reverse proxy sets from the certificate, each with the value(s) it must have.'),
  })
  .describe("Mutual TLS: what a reverse proxy of `server.trusted_proxies` says of the sender's certificate.");

/** Compiles the scheme `client_certificate`. */
export function clientCertificate(
  leaf: z.output<typeof ClientCertificate>,
  { trustedProxies, fault }: SchemeContext,
): Scheme {
  const trusted = networkOf(trustedProxies);
  if (trustedProxies.length === 0) {
    fault([], 'a certificate is known from the reverse proxy alone: list it in `server.trusted_proxies`');
  }
  return {
    check(sent) {
      if ('wrong' in trusted || !trusted.contains(sent.address)) {
        throw notVerified(
          'the request did not come through a trusted proxy, so its headers say nothing of a certificate',
        );
      }
      for (const [name, expected] of Object.entries(leaf.headers)) {
        const given = neededHeader(sent, name);
        if (![expected].flat().some((value) => equalTexts(value, given))) {
          throw notVerified(`the header ${name} has another value: it is another certificate, or none`);
        }
      }
    },
    sign: (draft) => draft,
    hides: [],
    secrets: [],
  };
}
