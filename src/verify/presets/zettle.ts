import type { Preset } from '../preset.ts';

export const zettle: Preset = {
  about: 'PayPal Zettle: purchases, products, stock',
  verify: { scheme: 'hmac', header: 'X-iZettle-Signature', signed: '{json:timestamp}.{json:payload}' },
  body: { json_with_json: 'payload' },
  event: 'payload.eventName',
  unique: 'payload.messageId',
  order_key: 'payload.payload.purchaseUuid or payload.payload.uuid',
  version: 'payload.timestamp',
  answer: 'stored',
  handshake: 'zettle',
  waits: '10 s; 10 times each minute, 9 times every 10 minutes, 70 times each hour, then the subscription is deleted',
};
