import { hash as digestOf } from 'node:crypto';
import { z } from 'zod';
import type { Scheme, SchemeContext } from '../scheme.ts';
import { SignatureKeys } from '../signature/keys.ts';
import { type SigningKey, signatureScheme } from '../signature/signature-scheme.ts';
import { listOf, oneOf, Secrets } from './credentials.ts';
import { equalBytes } from './equal.ts';
import { HashName } from './hmac.ts';

export const Digest = z
  .strictObject({
    scheme: z.literal('digest'),
    hash: HashName.describe('The hash; default sha256.').prefault('sha256'),
    ...Secrets,
    encoding: z.enum(['hex', 'base64', 'either']).describe('How the hash is written.').default('hex'),
    ...SignatureKeys,
  })
  .refine(...oneOf('secret', 'secrets'))
  .refine(({ signed }) => signed?.includes('{secret}') ?? true, {
    path: ['signed'],
    error: 'without `{secret}` in it anybody could make this hash',
  })
  .describe(
    'A plain hash over a text that begins with the secret. Weaker than hmac: only where the sender has nothing better.',
  );

/** Compiles the scheme `digest`. */
export function digest(leaf: z.output<typeof Digest>, context: SchemeContext): Scheme {
  const secrets = listOf(leaf.secret, leaf.secrets);
  const keys = secrets.map((secret): SigningKey => {
    const make = (signed: Buffer) => digestOf(leaf.hash, signed, 'buffer');
    return { values: { secret }, make, matches: (signed, signature) => equalBytes(make(signed), signature) };
  });
  return signatureScheme(
    {
      keys: leaf,
      encoding: leaf.encoding,
      defaultSigned: '{secret}{body}',
      values: ['secret'],
      keysFor: () => keys,
      ownKey: keys[0],
      secrets,
    },
    context,
  );
}
