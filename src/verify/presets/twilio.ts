import type { Preset } from '../preset.ts';

export const twilio: Preset = {
  about: 'Twilio: messages, calls, and what becomes of them',
  verify: {
    scheme: 'hmac',
    hash: 'sha1',
    header: 'X-Twilio-Signature',
    encoding: 'base64',
    signed: '{url}{form_sorted}',
    url_ports: true,
    body_hash: 'bodySHA256',
  },
  event: 'payload.MessageStatus or payload.SmsStatus or payload.CallStatus',
  unique: "headers.get('i-twilio-idempotency-token')",
  order_key: 'payload.MessageSid or payload.CallSid',
  answer: 'stored',
  reply: { type: 'text/xml', body: '<Response/>' },
  waits: '5 s to connect, 15 s in all; once more',
};
