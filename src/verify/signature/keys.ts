import { z } from 'zod';
import { DURATION } from '../../duration.ts';

const HeaderName = z
  .string()
  .regex(/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/, 'this must be the name of a header, such as X-Signature');

/** One name, or a list of names. */
export const HeaderNames = z.union([HeaderName, z.array(HeaderName).min(1)]);
export { HeaderName };

/** A path in a JSON body, such as `data.id`; `[]` after a key stands for each item of its list. */
export const JsonPath = z
  .string()
  .regex(/^[^.[\]]+(\[\])?(\.[^.[\]]+(\[\])?)*$/, 'this must be a path such as data.id');

/** What is added to a URL, or stands in it, that is public. */
export const PublicUrl = z
  .string()
  .refine(
    (text) => /^https?:$/.test(URL.parse(text)?.protocol ?? ''),
    'this must be a URL, such as https://example.com',
  );

export const Timestamp = z
  .strictObject({
    header: HeaderName.describe('The header that holds it.').optional(),
    pair: z.string().describe('The name it has in the header of the signature: `t` in `t=…,v1=…`.').optional(),
    json: JsonPath.describe('Where it stands in the body.').optional(),
    unit: z
      .enum(['s', 'ms', 'iso'])
      .describe('Seconds or milliseconds since 1970, or ISO 8601 with its zone.')
      .default('s'),
    tolerance: z
      .union([z.literal('any'), z.string().regex(DURATION, 'a duration with its unit, such as 5m, or the word any')])
      .describe('How far it may be from now, both ways; `any`: it is not compared.')
      .default('5m'),
  })
  .refine(({ header, pair, json }) => [header, pair, json].filter((place) => place !== undefined).length === 1, {
    error: 'give one of `header`, `pair` and `json`: where the timestamp stands',
  });
export type Timestamp = z.output<typeof Timestamp>;

/** Where a signature stands and what is signed: the same for all schemes that sign. */
export const SignatureKeys = {
  header: HeaderNames.describe('The header(s) that may hold the signature.').optional(),
  prefix: z.string().min(1).describe('What stands before the signature: `sha256=`.').optional(),
  pair: z.string().min(1).describe('The name of the signature in a header of pairs: `v1` in `t=…,v1=…`.').optional(),
  list: z
    .string()
    .min(1)
    .describe('The version of the signature in a header of a list: `v1` in `v1,… v1,…`.')
    .optional(),
  each: JsonPath.describe('The items of the body that are signed one by one: `items[].item`.').optional(),
  field: JsonPath.describe('Where the signature stands in the item, or in the body.').optional(),
  signed: z
    .string()
    .min(1)
    .describe('What is signed: `{timestamp}.{body}`; docs/verify.md lists what may stand in braces.')
    .optional(),
  timestamp: Timestamp.describe('When it was sent: what is too far from now is refused.').optional(),
  url: PublicUrl.describe(
    'The address as it was given to the sender, where that is signed; default: `public_url`.',
  ).optional(),
  url_ports: z.boolean().describe('true: the URL is tried with its port and without.').optional(),
  body_hash: z
    .string()
    .min(1)
    .describe('The query value that holds the SHA-256 of a body that is no form (Twilio).')
    .optional(),
};

const Keys = z.object(SignatureKeys);
export type SignatureKeys = z.output<typeof Keys>;
