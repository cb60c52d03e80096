import { createPublicKey, type KeyObject, verify as verifySignature } from 'node:crypto';
import { z } from 'zod';
import { keyOfCertificate } from '../keys/certificate.ts';
import type { Means, Scheme, SchemeContext } from '../scheme.ts';
import { neededHeader, notVerified, type Sent } from '../sent.ts';
import { HeaderName, SignatureKeys } from '../signature/keys.ts';
import { type SigningKey, signatureScheme } from '../signature/signature-scheme.ts';
import { HashName } from './hmac.ts';

const Folders = z
  .array(z.string().regex(/^https:\/\/[a-z0-9.-]+\/(\S+\/)?$/, 'this must be an https URL with a / at its end'))
  .min(1)
  .describe('The URLs under which it may be; no other host is asked.');

const CertificateAt = z
  .strictObject({
    header: HeaderName.describe('The header that holds the URL of the certificate.'),
    under: Folders,
    names: z.array(z.string().min(1)).min(1).describe("Ends of the certificate's common name: `.paypal.com`."),
    authorities: z
      .string()
      .describe('Certificates of authorities that are trusted beside those of Node, as PEM.')
      .optional(),
    alone: z.boolean().describe('false: a certificate without those of its issuers does not count.').default(true),
  })
  .describe('The certificate of the key, at a URL that the request names.');

const KeyAt = z
  .strictObject({
    header: HeaderName.describe('The header that holds the URL of the key, or its path on the host.'),
    under: Folders,
  })
  .describe('The key as PEM, at a URL that the request names.');

export const Rsa = z
  .strictObject({
    scheme: z.literal('rsa'),
    hash: HashName.describe('The hash; default sha256.').prefault('sha256'),
    public_key: z.string().min(1).describe("The sender's public key as PEM.").optional(),
    certificate: CertificateAt.optional(),
    key_at: KeyAt.optional(),
    webhook_id: z
      .string()
      .min(1)
      .describe('The id that the sender gave the webhook, where it is signed (PayPal).')
      .optional(),
    encoding: z.enum(['hex', 'base64', 'either']).describe('How the signature is written.').default('base64'),
    ...SignatureKeys,
  })
  .refine((given) => [given.public_key, given.certificate, given.key_at].filter(Boolean).length === 1, {
    error: 'give one of `public_key`, `certificate` and `key_at`: where the key is from',
  })
  .describe("An RSA signature, checked with the sender's public key or certificate.");
type Leaf = z.output<typeof Rsa>;

/** Compiles the scheme `rsa`. */
export function rsa(leaf: Leaf, context: SchemeContext): Scheme {
  const { webhook_id = '', hash } = leaf;
  const asKey = (key: KeyObject): SigningKey => ({
    values: { webhook_id },
    matches: (signed, signature) => verifySignature(hash, signed, key, signature),
  });
  if (leaf.signed?.includes('{webhook_id}') && leaf.webhook_id === undefined) {
    context.fault(['webhook_id'], '`webhook_id` is missing: the sender signs the id that it gave the webhook');
  }
  const own = leaf.public_key === undefined ? undefined : readKey(leaf.public_key, context);
  return signatureScheme(
    {
      keys: leaf,
      encoding: leaf.encoding,
      defaultSigned: '{body}',
      values: ['webhook_id'],
      keysFor: (sent, means) =>
        own === undefined ? fetchedKey(leaf, sent, means).then((key) => [asKey(key)]) : [asKey(own)],
      ownKey: undefined,
      secrets: [],
    },
    context,
  );
}

function readKey(pem: string, { fault }: SchemeContext): KeyObject | undefined {
  try {
    const key = createPublicKey(pem);
    if (key.asymmetricKeyType === 'rsa') {
      return key;
    }
  } catch {
    // Said below.
  }
  fault(['public_key'], '`public_key` must be an RSA public key as PEM (-----BEGIN PUBLIC KEY-----)');
  return undefined;
}

async function fetchedKey({ certificate, key_at }: Leaf, sent: Sent, means: Means): Promise<KeyObject> {
  const place = certificate ?? key_at;
  const url = allowedUrl(neededHeader(sent, place?.header ?? ''), place?.under ?? []);
  const text = await means.keys.get(url);
  if (certificate !== undefined) {
    const { names, authorities, alone } = certificate;
    return keyOfCertificate(text, { names, authorities, alone }, means.now());
  }
  try {
    return createPublicKey(text);
  } catch {
    throw notVerified('what the key URL gave is no public key');
  }
}

/** The URL of a key, if it leads under one of the folders; a path alone is one on the host of the first. Throws RequestError 401. */
function allowedUrl(given: string, folders: readonly string[]): string {
  const url = URL.parse(given, folders[0]);
  if (url === null || !folders.some((folder) => url.href.startsWith(folder) && url.href !== folder)) {
    throw notVerified(`the URL of the key does not lead to ${folders.join(' or ')}`);
  }
  url.hash = '';
  return url.href;
}
