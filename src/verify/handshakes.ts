import type { PresetHandshake } from './preset.ts';

/** Echoes a challenge of the query as text. */
const CHALLENGE: PresetHandshake = {
  method: 'GET',
  verified: false,
  when: "'challenge' in query and len(query['challenge']) <= 1000",
  reply: { type: 'text/plain', body: "=query['challenge']" },
};

/** The handshakes that are known by name. */
export const HANDSHAKES: Record<string, PresetHandshake[]> = {
  /** `?challenge=…` is echoed (Dropbox, Adobe). */
  challenge: [CHALLENGE],
  adobe: [
    CHALLENGE,
    {
      verified: false,
      when: "'validationUrl' in payload",
      log: "f'open this URL within 5 minutes: {payload.validationUrl[:300]}'",
    },
  ],
  clover: [
    {
      verified: false,
      when: "'verificationCode' in payload",
      log: "f'the verification code for the dashboard: {payload.verificationCode[:100]}'",
    },
  ],
  cloudevents: [
    {
      method: 'OPTIONS',
      verified: false,
      when: "'webhook-request-origin' in headers",
      reply: {
        headers: {
          'WebHook-Allowed-Origin': "=headers['webhook-request-origin']",
          'WebHook-Allowed-Rate': '*',
          Allow: 'POST, OPTIONS',
        },
      },
    },
  ],
  github: [{ when: "headers.get('x-github-event') == 'ping'" }],
  mailchimp: [{ method: 'GET', verified: false }],
  meta: [
    {
      method: 'GET',
      verified: false,
      when: "query.get('hub.mode') == 'subscribe' and is_token(query.get('hub.verify_token')) and len(query.get('hub.challenge', '')) <= 1000",
      reply: { type: 'text/plain', body: "=query.get('hub.challenge', '')" },
    },
  ],
  microsoft_graph: [
    {
      verified: false,
      when: "'validationToken' in query and len(query['validationToken']) <= 1000",
      reply: { type: 'text/plain', body: "=query['validationToken']" },
    },
  ],
  slack: [{ when: "payload.type == 'url_verification'", reply: { body: { challenge: '=payload.challenge' } } }],
  square: [{ when: "payload.type == 'webhooks.test_notification'" }],
  woocommerce: [
    {
      verified: false,
      when: "'x-wc-webhook-signature' not in headers and list(payload) == ['webhook_id']",
      reply: { body: '' },
    },
  ],
  /** Sent when a subscription is made, before anybody can know its signing key. */
  zettle: [{ verified: false, when: "payload.eventName == 'TestMessage'" }],
  zoom: [
    {
      when: "payload.event == 'endpoint.url_validation'",
      reply: {
        body: {
          plainToken: '=payload.payload.plainToken',
          encryptedToken: '=hmac_sha256(payload.payload.plainToken)',
        },
      },
    },
  ],
};
