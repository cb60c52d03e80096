import assert from 'node:assert/strict';
import { createSign, generateKeyPairSync, sign as signBytes } from 'node:crypto';
import fc from 'fast-check';
import type { Draft } from '../../../src/verify/draft.ts';
import { withHeader } from '../../../src/verify/draft.ts';
import type { Scheme } from '../../../src/verify/scheme.ts';
import { draft, presetScheme, refusal, schemeOf } from '../../support/scheme-of.ts';

const NOW = Date.UTC(2026, 2, 2, 9, 30);
const URL_OF_HOOK = 'https://hooks.example.com/hook/orders';
const BODY = '{"id":"A1","amount":{"value":4760,"currency":"EUR"},"text":"Zoë"}';
const ADYEN_ITEM = JSON.stringify({
  notificationItems: [
    {
      NotificationRequestItem: {
        pspReference: 'P1',
        merchantAccountCode: 'M1',
        merchantReference: 'R1',
        amount: { value: 4760, currency: 'EUR' },
        eventCode: 'CAPTURE',
        success: 'true',
      },
    },
  ],
});

/** One signed request of a scheme, and which parts of it are signed. */
interface Case {
  scheme: Scheme;
  request: Draft;
  /** The headers whose every bit counts. */
  headers: string[];
  /** Whether every bit of the body counts, or only those of these texts in it. */
  body: true | string[];
  /** Whether the URL is signed. */
  url?: boolean;
  /** Whether two bodies say the same. */
  same?: (one: string, other: string) => boolean;
  key?: string;
}

function signed(scheme: Scheme, changes: Parameters<typeof draft>[0] = {}): { scheme: Scheme; request: Draft } {
  const request = scheme.sign?.(draft({ url: URL_OF_HOOK, body: BODY, ...changes }), NOW);
  assert.ok(request);
  return { scheme, request };
}

const rsaKeys = generateKeyPairSync('rsa', { modulusLength: 2048 });
const publicPem = rsaKeys.publicKey.export({ type: 'spki', format: 'pem' }).toString();
const edKeys = generateKeyPairSync('ed25519');
const edPublic = Buffer.from(edKeys.publicKey.export({ format: 'jwk' }).x ?? '', 'base64url');

const CASES: Record<string, () => Case> = {
  'hmac over the body': () => ({
    ...signed(schemeOf({ scheme: 'hmac', header: 'X-Signature', secret: 's1' })),
    headers: ['X-Signature'],
    body: true,
  }),
  'hmac in base64 with sha512 and a key in hex': () => ({
    ...signed(
      schemeOf({
        scheme: 'hmac',
        hash: 'sha512',
        key: 'hex',
        encoding: 'base64',
        header: 'X-Signature',
        secret: 'a1b2c3',
      }),
    ),
    headers: ['X-Signature'],
    body: true,
  }),
  'hmac with a timestamp in pairs (stripe)': () => ({
    ...signed(presetScheme('stripe', { secret: 'whsec_1' })),
    headers: ['Stripe-Signature'],
    body: true,
  }),
  'hmac with a timestamp in a header (slack)': () => ({
    ...signed(presetScheme('slack', { secret: 's1' })),
    headers: ['X-Slack-Signature', 'X-Slack-Request-Timestamp'],
    body: true,
  }),
  'hmac over method, URL, body and time (hubspot)': () => ({
    ...signed(presetScheme('hubspot', { secret: 's1' }, { publicUrl: 'https://hooks.example.com' }), {
      url: `${URL_OF_HOOK}?a=1`,
    }),
    headers: ['X-HubSpot-Signature-v3', 'X-HubSpot-Request-Timestamp'],
    body: true,
    url: true,
  }),
  'hmac over the URL and a sorted form (twilio)': () => ({
    ...signed(presetScheme('twilio', { secret: 's1' }, { publicUrl: 'https://hooks.example.com' }), {
      url: `${URL_OF_HOOK}?a=1`,
      body: 'Body=two+ferns&From=%2B14155550100',
    }),
    headers: ['X-Twilio-Signature'],
    body: true,
    url: true,
    same: (one, other) =>
      [...new URLSearchParams(one)].flat().join('') === [...new URLSearchParams(other)].flat().join(''),
  }),
  'hmac over the URL with the hash of the body in it (twilio, JSON)': () => ({
    ...signed(presetScheme('twilio', { secret: 's1' }, { publicUrl: 'https://hooks.example.com' }), {
      url: `${URL_OF_HOOK}?bodySHA256=0a1ff7634d9ab3b95db5c9a2dfe9416e41502b283a80c7cf19632632f96e6620`,
      body: '{"property": "value", "boolean": true}',
    }),
    headers: ['X-Twilio-Signature'],
    body: true,
    url: true,
  }),
  'hmac in each item of the body (adyen)': () => ({
    ...signed(presetScheme('adyen', { secret: 'a1b2c3d4' }), { body: ADYEN_ITEM }),
    headers: [],
    body: ['P1', 'M1', 'R1', '4760', 'EUR', 'CAPTURE', '"true"'],
  }),
  'hmac over parts of the body (zettle)': () => ({
    ...signed(presetScheme('zettle', { secret: 's1' }), {
      body: '{"timestamp":"2026-03-02","payload":"{\\"amount\\":1}"}',
    }),
    headers: ['X-iZettle-Signature'],
    body: ['2026-03-02', 'amount'],
  }),
  'standard webhooks': () => ({
    ...signed(presetScheme('standard-webhooks', { secret: 'whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3' })),
    headers: ['webhook-id', 'webhook-timestamp', 'webhook-signature'],
    body: true,
  }),
  'standard webhooks with Ed25519': () => {
    const scheme = presetScheme('standard-webhooks', { secret: `whpk_${edPublic.toString('base64')}` });
    const time = String(NOW / 1000);
    const signature = signBytes(null, Buffer.from(`msg_1.${time}.${BODY}`), edKeys.privateKey).toString('base64');
    const headers: [string, string][] = [
      ['webhook-id', 'msg_1'],
      ['webhook-timestamp', time],
      ['webhook-signature', `v1a,${signature}`],
    ];
    return {
      scheme,
      request: draft({ url: URL_OF_HOOK, body: BODY, headers }),
      headers: headers.map(([name]) => name),
      body: true,
    };
  },
  ed25519: () => {
    const scheme = schemeOf({ scheme: 'ed25519', public_key: edPublic.toString('hex'), header: 'X-Ed' });
    const signature = signBytes(null, Buffer.from(BODY), edKeys.privateKey).toString('hex');
    return { scheme, request: draft({ body: BODY, headers: [['X-Ed', signature]] }), headers: ['X-Ed'], body: true };
  },
  'rsa with a key of its own': () => {
    const scheme = schemeOf({ scheme: 'rsa', public_key: publicPem, header: 'X-Rsa' });
    const signature = createSign('RSA-SHA256').update(BODY).sign(rsaKeys.privateKey, 'base64');
    return { scheme, request: draft({ body: BODY, headers: [['X-Rsa', signature]] }), headers: ['X-Rsa'], body: true };
  },
  'rsa with a key by its URL': () => {
    const scheme = schemeOf({
      scheme: 'rsa',
      header: 'X-Rsa',
      key_at: { header: 'X-Key', under: ['https://keys.example.com/'] },
    });
    const signature = createSign('RSA-SHA256').update(BODY).sign(rsaKeys.privateKey, 'base64');
    const request = draft({
      body: BODY,
      headers: [
        ['X-Rsa', signature],
        ['X-Key', '/k.pem'],
      ],
    });
    return { scheme, request, headers: ['X-Rsa'], body: true, key: publicPem };
  },
  'digest with the secret in it (hubspot v2)': () => ({
    ...signed(
      schemeOf(
        { scheme: 'digest', header: 'X-HubSpot-Signature', signed: '{secret}{method}{url}{body}', secret: 's1' },
        { publicUrl: 'https://hooks.example.com' },
      ),
    ),
    headers: ['X-HubSpot-Signature'],
    body: true,
    url: true,
  }),
  token: () => ({
    ...signed(schemeOf({ scheme: 'token', header: 'X-Token', token: 'a-token' })),
    headers: ['X-Token'],
    body: [],
  }),
  'token in the body': () => ({
    scheme: schemeOf({ scheme: 'token', json: 'text', token: 'Zoë' }),
    request: draft({ body: BODY }),
    headers: [],
    body: ['Zoë'],
  }),
  basic: () => ({
    ...signed(schemeOf({ scheme: 'basic', user: 'ada', password: 'b:c' })),
    headers: ['Authorization'],
    body: [],
  }),
};

/** Changes one bit of a text that must stay one: `at` and `bit` choose it. */
function flip(bytes: Uint8Array, at: number, bit: number): Uint8Array {
  const changed = Uint8Array.from(bytes);
  changed[at] = (changed[at] ?? 0) ^ (1 << bit);
  return changed;
}

describe('one flipped bit', () => {
  for (const [name, make] of Object.entries(CASES)) {
    const { scheme, request, headers, body, url, same, key } = make();
    const options = { now: NOW, ...(key !== undefined && { key }) };

    it(`is not there: ${name} is accepted`, async () => {
      assert.equal(await refusal(scheme, request, options), undefined);
    });

    const places = body === true ? [...request.body.keys()] : body.flatMap((text) => placesOf(text, request.body));
    if (places.length > 0) {
      it(`in the body is refused: ${name}`, async () => {
        await fc.assert(
          fc.asyncProperty(fc.constantFrom(...places), fc.nat(7), async (at, bit) => {
            const changed = flip(request.body, at, bit);
            fc.pre(same?.(Buffer.from(changed).toString(), Buffer.from(request.body).toString()) !== true);

            assert.notEqual(await refusal(scheme, { ...request, body: changed }, options), undefined);
          }),
        );
      });
    }

    for (const header of headers) {
      it(`in the header ${header} is refused: ${name}`, async () => {
        const value = request.headers.find(([one]) => one === header)?.[1] ?? '';
        await fc.assert(
          fc.asyncProperty(fc.nat(value.length - 1), fc.nat(6), async (at, bit) => {
            const changed = Buffer.from(flip(Buffer.from(value), at, bit)).toString('latin1');
            // The names of the two schemes of authentication are the same in any case.
            fc.pre(
              header !== 'Authorization' ||
                changed.toLowerCase().slice(0, 6) !== value.toLowerCase().slice(0, 6) ||
                at > 5,
            );

            assert.notEqual(await refusal(scheme, withHeader(request, header, changed), options), undefined);
          }),
        );
      });
    }

    if (url === true) {
      it(`in the URL is refused: ${name}`, async () => {
        const target = request.url.slice('https://hooks.example.com'.length);
        await fc.assert(
          fc.asyncProperty(fc.integer({ min: 1, max: target.length - 1 }), fc.nat(6), async (at, bit) => {
            const changed = Buffer.from(flip(Buffer.from(target), at, bit)).toString('latin1');
            const moved = `https://hooks.example.com${changed}`;
            // What no client can send as one and the same address is left out.
            fc.pre(/^[!-~]+$/.test(changed) && !/[#\\]/.test(changed) && new URL(moved).href === moved);

            assert.notEqual(await refusal(scheme, { ...request, url: moved }, options), undefined);
          }),
        );
      });
    }
  }
});

function placesOf(text: string, body: Uint8Array): number[] {
  const at = Buffer.from(body).indexOf(text);
  assert.ok(at >= 0, text);
  return Array.from(Buffer.from(text), (_, index) => at + index);
}
