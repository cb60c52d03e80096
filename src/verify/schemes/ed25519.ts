import { z } from 'zod';
import type { Scheme, SchemeContext } from '../scheme.ts';
import { decode } from '../signature/encoding.ts';
import { SignatureKeys } from '../signature/keys.ts';
import { signatureScheme } from '../signature/signature-scheme.ts';
import { ed25519Key } from './standard-webhooks.ts';

export const Ed25519 = z
  .strictObject({
    scheme: z.literal('ed25519'),
    public_key: z.string().min(1).describe("The sender's public key: 32 bytes in hex or Base64."),
    encoding: z.enum(['hex', 'base64', 'either']).describe('How the signature is written.').default('hex'),
    ...SignatureKeys,
  })
  .describe("An Ed25519 signature, checked with the sender's public key.");

/** Compiles the scheme `ed25519`. */
export function ed25519(leaf: z.output<typeof Ed25519>, context: SchemeContext): Scheme {
  const bytes = decode(leaf.public_key, 'either');
  if (bytes?.length !== 32) {
    context.fault(['public_key'], 'the public key must be 32 bytes, in hex or Base64');
  }
  const keys = bytes?.length === 32 ? [ed25519Key(bytes)] : [];
  return signatureScheme(
    {
      keys: leaf,
      encoding: leaf.encoding,
      defaultSigned: '{body}',
      values: [],
      keysFor: () => keys,
      ownKey: undefined,
      secrets: [],
    },
    context,
  );
}
