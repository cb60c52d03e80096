import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import type { Scheme } from '../../../src/verify/scheme.ts';
import { draft, presetScheme, refusal, schemeOf } from '../../support/scheme-of.ts';

const Vector = z.object({
  sender: z.string(),
  scheme: z.string(),
  valid: z.boolean().default(true),
  secret: z.string(),
  method: z.string().default('POST'),
  url: z.string().default('https://hooks.example.com/hook/test'),
  timestamp: z.string().optional(),
  headers: z.record(z.string(), z.string()),
  body: z.string().nullable(),
  body_spec: z.string().optional(),
  expected: z.string().optional(),
  certificate_pem: z.string().optional(),
  response: z.record(z.string(), z.string()).optional(),
  note: z.string().default(''),
  source: z.string().optional(),
  basis: z.string().optional(),
});
type Vector = z.output<typeof Vector>;

function read(file: string): Vector[] {
  const text = readFileSync(path.join(import.meta.dirname, 'vectors', file), 'utf8');
  return z.array(Vector).parse(JSON.parse(text));
}

/** Each vector as its sender's preset reads it, or, where a sender has several schemes, as it stands in YAML. */
function schemeFor({ sender, scheme, secret, url, headers }: Vector): Scheme {
  const shortened = scheme.split(':')[0];
  if (sender === 'hubspot') {
    const signed = shortened === 'v1' ? '{secret}{body}' : '{secret}{method}{url}{body}';
    return schemeOf({ scheme: 'digest', header: 'X-HubSpot-Signature', signed, secret, url });
  }
  if (sender === 'adyen') {
    return presetScheme(headers.hmacsignature === undefined ? 'adyen' : 'adyen-platform', { secret });
  }
  if (sender === 'generic-hmac') {
    const hash = scheme.includes('sha1') ? 'sha1' : 'sha256';
    return schemeOf({ scheme: 'hmac', hash, header: 'X-Signature', secret });
  }
  if (sender === 'generic-basic') {
    const [user, password] = secret.split(':');
    return schemeOf({ scheme: 'basic', user, password });
  }
  if (sender === 'paypal') {
    return presetScheme('paypal', { webhook_id: secret.replace('webhook_id=', '') });
  }
  if (sender.startsWith('adobe-')) {
    const header = Object.keys(headers)[0];
    return schemeOf({
      scheme: 'rsa',
      header,
      public_key: secret,
      ...(sender === 'adobe-commerce-webhooks' && { signed: '{body_base64}' }),
    });
  }
  const signsUrl = sender === 'square' || sender === 'twilio';
  return presetScheme(sender, { secret, ...(signsUrl && { url }) });
}

function requestFor(vector: Vector) {
  const { sender, method, url, headers, expected } = vector;
  const body = vector.body ?? 'a'.repeat(262_144);
  // The vectors of the RFCs give the hash alone.
  const given = sender === 'generic-hmac' ? { 'X-Signature': expected ?? '' } : headers;
  return draft({ method, url: url.replace(/\/\/[^@/]*@/, '//'), headers: Object.entries(given), body });
}

/** The time at which a vector was made, where it is signed. */
function timeOf({ timestamp, sender, headers }: Vector): number | undefined {
  // PayPal's certificate of this vector ended in 2017.
  const written =
    sender === 'paypal' ? headers['PAYPAL-TRANSMISSION-TIME'] : (timestamp ?? headers['webhook-timestamp']);
  return written === undefined ? undefined : /^\d+$/.test(written) ? Number(written) * 1000 : Date.parse(written);
}

function optionsFor(vector: Vector) {
  const now = timeOf(vector);
  return {
    ...(now !== undefined && { now }),
    ...(vector.certificate_pem !== undefined && { key: vector.certificate_pem }),
  };
}

for (const [file, title] of [
  ['published.json', 'the signatures that senders publish'],
  ['derived.json', 'signatures made after the descriptions of senders that publish none'],
] as const) {
  describe(title, () => {
    const vectors = read(file).filter(({ response }) => response === undefined);

    it('are all there', () => {
      assert.equal(vectors.length, file === 'published.json' ? 40 : 11);
    });

    for (const [index, vector] of vectors.entries()) {
      const { sender, valid, note, source, basis } = vector;

      it(`${valid ? 'hold' : 'are refused'}: ${index + 1} ${sender} ${note} (${source ?? basis})`, async () => {
        const refused = await refusal(schemeFor(vector), requestFor(vector), optionsFor(vector));

        assert.equal(refused === undefined, valid, refused);
      });

      if (valid && (vector.body ?? 'a') !== '') {
        it(`are refused with one byte of the body changed: ${index + 1} ${sender} ${note}`, async () => {
          const request = requestFor(vector);
          const changed = Uint8Array.from(request.body);
          const at = changedByte(vector, request.body);
          changed[at] = (changed[at] ?? 0) ^ 1;

          const refused = await refusal(schemeFor(vector), { ...request, body: changed }, optionsFor(vector));

          assert.notEqual(refused, undefined);
        });
      }
    }
  });
}

/** A byte that is signed: some senders sign parts of the body only. */
function changedByte({ sender, headers }: Vector, body: Uint8Array): number {
  const text = Buffer.from(body).toString('latin1');
  if (sender === 'adyen' && headers.hmacsignature === undefined) {
    return text.indexOf('"value":1000') + '"value":'.length;
  }
  return sender === 'zettle' ? text.indexOf('12776') : Math.floor(body.length / 2);
}

describe("the vectors' time", () => {
  it('is held both ways: accepted near its timestamp, refused long after it and long before', async () => {
    const stripe = read('published.json').find(({ sender }) => sender === 'stripe');
    assert.ok(stripe);
    const at = (seconds: number) =>
      refusal(schemeFor(stripe), requestFor(stripe), { now: (Number(stripe.timestamp) + seconds) * 1000 });

    const near = [await at(100), await at(300), await at(-300)];
    const far = [await at(301), await at(400), await at(-301)];

    assert.deepEqual(near, [undefined, undefined, undefined]);
    assert.match(far[0] ?? '', /the timestamp is 301 s old; at most 5m is allowed/);
    assert.match(far[1] ?? '', /400 s old/);
    assert.match(far[2] ?? '', /301 s ahead of this clock/);
  });
});
