import { createHmac, getHashes } from 'node:crypto';
import { z } from 'zod';
import type { Scheme, SchemeContext } from '../scheme.ts';
import { SignatureKeys } from '../signature/keys.ts';
import { secretBytes } from '../signature/secret-bytes.ts';
import { type SigningKey, signatureScheme } from '../signature/signature-scheme.ts';
import { listOf, oneOf, Secrets } from './credentials.ts';
import { equalBytes } from './equal.ts';

/** A name of a hash that this Node has. */
export const HashName = z
  .string()
  .transform((name) => name.toLowerCase())
  .refine((name) => getHashes().includes(name), 'this must be the name of a hash, such as sha256, sha1 or sha512');

export const Hmac = z
  .strictObject({
    scheme: z.literal('hmac'),
    hash: HashName.describe('The hash; default sha256.').prefault('sha256'),
    ...Secrets,
    key: z.enum(['utf8', 'base64', 'hex']).describe('How the key is written in the secret.').default('utf8'),
    key_prefix: z.string().min(1).describe('What stands before the key in the secret: `whsec_`.').optional(),
    encoding: z.enum(['hex', 'base64', 'either']).describe('How the signature is written.').default('hex'),
    ...SignatureKeys,
  })
  .refine(...oneOf('secret', 'secrets'))
  .describe('A keyed hash over what was sent, with a secret that both sides know.');

/** Compiles the scheme `hmac`. */
export function hmac(leaf: z.output<typeof Hmac>, context: SchemeContext): Scheme {
  const secrets = listOf(leaf.secret, leaf.secrets);
  const keys = secrets.map((secret) => hmacKey(leaf.hash, readKey(secret, leaf, context)));
  return signatureScheme(
    {
      keys: leaf,
      encoding: leaf.encoding,
      defaultSigned: '{body}',
      values: [],
      keysFor: () => keys,
      ownKey: keys[0],
      secrets,
    },
    context,
  );
}

function readKey(secret: string, { key, key_prefix }: z.output<typeof Hmac>, { fault }: SchemeContext): Uint8Array {
  const bytes = secretBytes(secret, key, key_prefix);
  if (bytes === undefined || bytes.length === 0) {
    fault(
      ['secret'],
      `the secret is not what it must be: ${key}${key_prefix === undefined ? '' : ` after ${key_prefix}`}`,
    );
  }
  return bytes ?? new Uint8Array();
}

/** A key of a keyed hash. */
export function hmacKey(hash: string, key: Uint8Array): SigningKey {
  const make = (signed: Buffer) => createHmac(hash, key).update(signed).digest();
  return { values: {}, make, matches: (signed, signature) => equalBytes(make(signed), signature) };
}
