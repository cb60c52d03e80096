import type { Preset } from '../preset.ts';

export const lightspeedX: Preset = {
  about: 'Lightspeed Retail X-Series (Vend): sales, products, customers, inventory',
  verify: { scheme: 'hmac', header: 'X-Signature', pair: 'signature' },
  body: { form_with_json: 'payload' },
  event: 'payload.type',
  unique: "f'{payload.type}:{payload.payload.id}:{payload.payload.version or delivery.digest}'",
  order_key: "f\"{(payload.type or '').split('.')[0]}/{payload.payload.id}\" if payload.payload.id else None",
  version: 'payload.payload.version',
  answer: 'stored',
  waits: '5 s; 20 times in 48 hours',
  unsure: [
    'the form of the header (`signature=…,algorithm=HMAC-SHA256`)',
    'fields of the form beside `payload` may be missing, `type` too: no document promises them',
  ],
};
