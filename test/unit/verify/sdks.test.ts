import assert from 'node:assert/strict';
import adyen from '@adyen/api-library';
import { Signature } from '@hubspot/api-client';
import { sign as signGithub, verify as verifyGithub } from '@octokit/webhooks-methods';
import { WebhooksHelper } from 'square';
import { Webhook as StandardWebhook } from 'standardwebhooks';
import Stripe from 'stripe';
import { Webhook as SvixWebhook } from 'svix';
import twilio from 'twilio';
import type { Draft } from '../../../src/verify/draft.ts';
import type { Scheme } from '../../../src/verify/scheme.ts';
import { draft, presetScheme, refusal } from '../../support/scheme-of.ts';

const URL_OF_HOOK = 'https://hooks.example.com/hook/orders?shop=north';
const PUBLIC = { publicUrl: 'https://hooks.example.com' };
const BODY = '{"id": 820982911946154508, "name": "Zoë ♥", "total": 47.60}';
const WHSEC = 'whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3';
const HEX_KEY = '44782DEF547AAA06C910C43932B1EB0C71FC68D9D0C057550C48EC2ACF6BA056';

function request(headers: Record<string, string>, body: string = BODY): Draft {
  return draft({ url: URL_OF_HOOK, body, headers: Object.entries(headers) });
}

function hubspotOptions(timestamp: number) {
  return { clientSecret: 's1', requestBody: BODY, url: URL_OF_HOOK, timestamp, signature: '' };
}

/** What a sender's own library signs, and the scheme that must accept it. */
const SIGNERS: Record<string, () => Promise<{ scheme: Scheme; sent: Draft }>> = {
  async stripe() {
    const header = new Stripe('sk_test_1').webhooks.generateTestHeaderString({ payload: BODY, secret: 'whsec_1' });
    return { scheme: presetScheme('stripe', { secret: 'whsec_1' }), sent: request({ 'Stripe-Signature': header }) };
  },
  async github() {
    const signature = await signGithub('s1', BODY);
    return { scheme: presetScheme('github', { secret: 's1' }), sent: request({ 'X-Hub-Signature-256': signature }) };
  },
  async 'standard-webhooks'() {
    const at = new Date();
    const signature = new StandardWebhook(WHSEC).sign('msg_1', at, BODY);
    const time = String(Math.floor(at.getTime() / 1000));
    return {
      scheme: presetScheme('standard-webhooks', { secret: WHSEC }),
      sent: request({ 'webhook-id': 'msg_1', 'webhook-timestamp': time, 'webhook-signature': signature }),
    };
  },
  async svix() {
    const at = new Date();
    const signature = new SvixWebhook(WHSEC).sign('msg_1', at, BODY);
    const time = String(Math.floor(at.getTime() / 1000));
    return {
      scheme: presetScheme('svix', { secret: WHSEC }),
      sent: request({ 'svix-id': 'msg_1', 'svix-timestamp': time, 'svix-signature': signature }),
    };
  },
  async 'twilio, a form'() {
    const form = { Body: 'two ferns & a pot', From: '+14155550100', To: '+14155550101' };
    const signature = twilio.getExpectedTwilioSignature('auth', URL_OF_HOOK, form);
    return {
      scheme: presetScheme('twilio', { secret: 'auth' }, PUBLIC),
      sent: request({ 'X-Twilio-Signature': signature }, new URLSearchParams(form).toString()),
    };
  },
  async 'twilio, JSON'() {
    const url = `${URL_OF_HOOK}&bodySHA256=${twilio.getExpectedBodyHash(BODY)}`;
    const signature = twilio.getExpectedTwilioSignature('auth', url, {});
    return {
      scheme: presetScheme('twilio', { secret: 'auth' }, PUBLIC),
      sent: { ...request({ 'X-Twilio-Signature': signature }), url },
    };
  },
  async hubspot() {
    const at = Date.now();
    const signature = Signature.getSignature('POST', 'v3', hubspotOptions(at));
    return {
      scheme: presetScheme('hubspot', { secret: 's1' }, PUBLIC),
      sent: request({ 'X-HubSpot-Signature-v3': signature, 'X-HubSpot-Request-Timestamp': String(at) }),
    };
  },
  async adyen() {
    const item = {
      pspReference: 'P:1',
      originalReference: '',
      merchantAccountCode: 'Plants',
      merchantReference: 'R\\1',
      amount: { value: 4760, currency: 'EUR' },
      eventCode: 'CAPTURE',
      eventDate: '2026-03-02T16:42:03+01:00',
      paymentMethod: 'visa',
      success: 'true',
    };
    const unsigned = { ...item, additionalData: {} };
    const hmacSignature = new adyen.hmacValidator().calculateHmac(Object.assign(unsigned), HEX_KEY);
    const body = JSON.stringify({
      live: 'false',
      notificationItems: [{ NotificationRequestItem: { ...item, additionalData: { hmacSignature } } }],
    });
    return { scheme: presetScheme('adyen', { secret: HEX_KEY }), sent: request({}, body) };
  },
};

describe("what the senders' own libraries sign", () => {
  for (const [name, sign] of Object.entries(SIGNERS)) {
    it(`is accepted, and refused with one byte changed: ${name}`, async () => {
      const { scheme, sent } = await sign();
      const changed = Uint8Array.from(sent.body);
      const at = Math.max(10, Buffer.from(sent.body).indexOf('4760'));
      changed[at] = (changed[at] ?? 0) ^ 1;

      assert.equal(await refusal(scheme, sent), undefined);
      assert.notEqual(await refusal(scheme, { ...sent, body: changed }), undefined);
    });
  }
});

describe('what is signed here', () => {
  function signed(name: string, own: Record<string, string>, idHeader = 'webhook-id'): Draft {
    const scheme = presetScheme(name, own, PUBLIC);
    const draftOfHook = draft({ url: URL_OF_HOOK, body: BODY, headers: [[idHeader, 'msg_1']] });
    const sent = scheme.sign?.(draftOfHook, Date.now());
    assert.ok(sent);
    return sent;
  }
  const headersOf = ({ headers }: Draft) =>
    Object.fromEntries(headers.map(([name, value]) => [name.toLowerCase(), value]));

  it("is accepted by the senders' own libraries", async () => {
    const stripe = headersOf(signed('stripe', { secret: 'whsec_1' }));
    const github = headersOf(signed('github', { secret: 's1' }));
    const standard = headersOf(signed('standard-webhooks', { secret: WHSEC }));
    const svix = headersOf(signed('svix', { secret: WHSEC }, 'svix-id'));
    const hubspot = headersOf(signed('hubspot', { secret: 's1' }));
    const square = headersOf(signed('square', { secret: 's1' }));

    new Stripe('sk_test_1').webhooks.constructEvent(BODY, stripe['stripe-signature'] ?? '', 'whsec_1');
    assert.equal(await verifyGithub('s1', BODY, github['x-hub-signature-256'] ?? ''), true);
    new StandardWebhook(WHSEC).verify(BODY, standard);
    new SvixWebhook(WHSEC).verify(BODY, svix);
    assert.deepEqual(
      Object.keys(svix).filter((name) => name.startsWith('webhook-')),
      [],
    );
    assert.equal(
      hubspot['x-hubspot-signature-v3'],
      Signature.getSignature('POST', 'v3', hubspotOptions(Number(hubspot['x-hubspot-request-timestamp']))),
    );
    const accepted = await WebhooksHelper.verifySignature({
      requestBody: BODY,
      signatureHeader: square['x-square-hmacsha256-signature'] ?? '',
      signatureKey: 's1',
      notificationUrl: URL_OF_HOOK,
    });
    assert.equal(accepted, true);
  });
});
