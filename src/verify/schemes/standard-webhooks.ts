import { createPublicKey, type KeyObject, verify as verifySignature } from 'node:crypto';
import { z } from 'zod';
import { DURATION } from '../../duration.ts';
import { type Draft, withHeader } from '../draft.ts';
import type { Means, Scheme, SchemeContext } from '../scheme.ts';
import { headerOf, notVerified, type Sent } from '../sent.ts';
import { secretBytes } from '../signature/secret-bytes.ts';
import { type SigningKey, signatureScheme } from '../signature/signature-scheme.ts';
import { listOf, oneOf, Secrets } from './credentials.ts';
import { hmacKey } from './hmac.ts';

const PUBLIC_KEY = 'whpk_';

export const StandardWebhooks = z
  .strictObject({
    scheme: z.literal('standard_webhooks'),
    ...Secrets,
    key: z
      .enum(['base64', 'utf8'])
      .describe('How the key is written after `whsec_`; utf8: the secret is the key as it stands (BigCommerce).')
      .default('base64'),
    tolerance: z
      .string()
      .regex(DURATION, 'a duration with its unit, such as 5m')
      .describe('How far the timestamp may be from now, both ways.')
      .default('5m'),
  })
  .refine(...oneOf('secret', 'secrets'))
  .describe(
    'standardwebhooks.com: `whsec_…` secrets (v1) and `whpk_…` public keys (v1a); headers webhook-* or svix-*.',
  );
type Leaf = z.output<typeof StandardWebhooks>;

/** Compiles the scheme `standard_webhooks`. */
export function standardWebhooks(leaf: Leaf, context: SchemeContext): Scheme {
  const all = listOf(leaf.secret, leaf.secrets);
  const shared = all.filter((secret) => !secret.startsWith(PUBLIC_KEY));
  const symmetric = shared.map((secret) => hmacKey('sha256', sharedKey(secret, leaf, context)));
  const asymmetric = all
    .filter((secret) => secret.startsWith(PUBLIC_KEY))
    .flatMap((secret) => publicKey(secret, context) ?? []);
  const forms = new Map(
    ['webhook', 'svix'].map((name) => [
      name,
      [form(name, 'v1', symmetric, shared, leaf, context), form(name, 'v1a', asymmetric, [], leaf, context)],
    ]),
  );
  return {
    check: (sent, means) => checkForms(forms, sent, means),
    sign: shared.length === 0 ? undefined : (draft, now) => sign(forms, draft, now),
    hides: [],
    secrets: shared,
  };
}

/** The scheme for one spelling of the headers and one version of the signature. */
function form(
  name: string,
  version: string,
  keys: SigningKey[],
  secrets: readonly string[],
  { tolerance }: Leaf,
  context: SchemeContext,
): Scheme | undefined {
  if (keys.length === 0) {
    return undefined;
  }
  return signatureScheme(
    {
      keys: {
        header: `${name}-signature`,
        list: version,
        timestamp: { header: `${name}-timestamp`, unit: 's', tolerance },
      },
      encoding: 'base64',
      defaultSigned: `{header:${name}-id}.{timestamp}.{body}`,
      values: [],
      keysFor: () => keys,
      ownKey: keys[0],
      secrets,
    },
    context,
  );
}

/** The first form that holds decides; else the reason of the first. */
function checkForms(forms: ReadonlyMap<string, (Scheme | undefined)[]>, sent: Sent, means: Means): void {
  const name = headerOf(sent, 'webhook-signature') === undefined ? 'svix' : 'webhook';
  const present = (forms.get(name) ?? []).flatMap((one) => one ?? []);
  if (headerOf(sent, `${name}-signature`) === undefined) {
    throw notVerified('the header webhook-signature (or svix-signature) is missing');
  }
  const faults: unknown[] = [];
  for (const one of present) {
    try {
      void one.check(sent, means);
      return;
    } catch (error) {
      faults.push(error);
    }
  }
  throw faults[0];
}

/** In the spelling in which the request has its id; else in the standard's own, with a new id. */
function sign(forms: ReadonlyMap<string, (Scheme | undefined)[]>, draft: Draft, now: number): Draft {
  const has = (name: string) => draft.headers.some(([header]) => header.toLowerCase() === `${name}-id`);
  const name = has('svix') && !has('webhook') ? 'svix' : 'webhook';
  const named = has(name) ? draft : withHeader(draft, 'webhook-id', `msg_${now}`);
  return forms.get(name)?.[0]?.sign?.(named, now) ?? named;
}

function sharedKey(secret: string, { key }: Leaf, { fault }: SchemeContext): Uint8Array {
  const bytes = secretBytes(secret, key, key === 'base64' ? 'whsec_' : undefined);
  if (bytes === undefined || bytes.length === 0) {
    fault(['secret'], 'the secret is not what it must be: `whsec_` and a key in Base64');
  }
  return bytes ?? new Uint8Array();
}

function publicKey(secret: string, { fault }: SchemeContext): SigningKey | undefined {
  const bytes = secretBytes(secret, 'base64', PUBLIC_KEY);
  if (bytes?.length !== 32) {
    fault(['secret'], `the public key is not what it must be: ${PUBLIC_KEY} and 32 bytes in Base64`);
    return undefined;
  }
  return ed25519Key(bytes);
}

/** A key that checks Ed25519 signatures, from its 32 bytes. */
export function ed25519Key(bytes: Uint8Array): SigningKey {
  const jwk = { kty: 'OKP', crv: 'Ed25519', x: Buffer.from(bytes).toString('base64url') };
  const key: KeyObject = createPublicKey({ format: 'jwk', key: jwk });
  return { values: {}, matches: (signed, signature) => verifySignature(null, signed, key, signature) };
}
