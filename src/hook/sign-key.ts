import { z } from 'zod';
import { type Signing, STANDARD_SECRET } from '../outgoing/sign.ts';

const StandardSecret = z.string().regex(STANDARD_SECRET, {
  error: 'a secret of Standard Webhooks is Base64, such as whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
});

const Standard = z
  .strictObject({
    scheme: z.literal('standard-webhooks').default('standard-webhooks'),
    secret: z
      .union([StandardSecret, z.array(StandardSecret).min(1)])
      .describe('The secret; a list of two while the receiver changes from one to the other.'),
  })
  .transform(({ scheme, secret }): Signing => ({ scheme, secrets: [secret].flat() }));

const Hmac = z
  .strictObject({
    scheme: z.literal('hmac'),
    secret: z.string().min(1).describe('The secret.'),
    header: z.string().min(1).describe('The header that takes the signature of the body.'),
    hash: z.enum(['sha1', 'sha256', 'sha512']).default('sha256'),
    encoding: z.enum(['hex', 'base64']).default('hex'),
    prefix: z.string().describe('Stands before the signature, such as sha256=.').default(''),
  })
  .transform((signing): Signing => signing);

/** The key `sign`: how a message is signed. */
export const SignKey = z
  .union([Standard, Hmac])
  .describe('How the message is signed: by Standard Webhooks, or an HMAC of the body in a header.');
