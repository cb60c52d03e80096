import { z } from 'zod';
import { type Signing, STANDARD_SECRET } from '../outgoing/sign.ts';

const Secret = z.string().min(1);

const Keys = z.strictObject({
  scheme: z
    .enum(['standard_webhooks', 'hmac'])
    .describe('Standard Webhooks, or an HMAC of the body in a header.')
    .default('standard_webhooks'),
  secret: z
    .union([Secret, z.array(Secret).min(1)])
    .describe('The secret; for standard_webhooks a list of two, while the receiver changes from one to the other.'),
  header: z.string().min(1).describe('hmac: the header that takes the signature.').optional(),
  hash: z.enum(['sha1', 'sha256', 'sha512']).describe('hmac: the hash; default sha256.').optional(),
  encoding: z.enum(['hex', 'base64']).describe('hmac: how the signature is written; default hex.').optional(),
  prefix: z.string().describe('hmac: what stands before the signature, such as sha256=.').optional(),
});
type Keys = z.output<typeof Keys>;

/** The key `sign`: how a message is signed. */
export const SignKey = Keys.superRefine(check)
  .transform(toSigning)
  .describe('How the message is signed; without it, it is not.');

function check(keys: Keys, ctx: z.RefinementCtx): void {
  const { scheme, secret, header, hash, encoding, prefix } = keys;
  const add = (key: keyof Keys, message: string) => ctx.addIssue({ code: 'custom', path: [key], message });
  if (scheme === 'hmac') {
    if (header === undefined) {
      add('header', '`hmac` needs `header`: the header that takes the signature');
    }
    if (Array.isArray(secret)) {
      add('secret', '`hmac` has one secret');
    }
    return;
  }
  if ([secret].flat().some((one) => !STANDARD_SECRET.test(one))) {
    add('secret', 'a secret of Standard Webhooks is Base64, such as whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw');
  }
  const ofHmac = { header, hash, encoding, prefix };
  for (const key of ['header', 'hash', 'encoding', 'prefix'] as const) {
    if (ofHmac[key] !== undefined) {
      add(key, `\`${key}\` is for \`scheme: hmac\`: Standard Webhooks says it by itself`);
    }
  }
}

function toSigning({ scheme, secret, header = '', hash = 'sha256', encoding = 'hex', prefix = '' }: Keys): Signing {
  const secrets = [secret].flat();
  return scheme === 'hmac' ? { scheme, secret: secrets[0] ?? '', header, hash, encoding, prefix } : { scheme, secrets };
}
