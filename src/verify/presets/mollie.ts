import type { Preset } from '../preset.ts';

export const mollie: Preset = {
  about: 'Mollie: payments, refunds, payment links',
  verify: [{ scheme: 'hmac', header: 'X-Mollie-Signature', prefix: 'sha256=' }, { scheme: 'secret_url' }],
  event: "payload.type or (payload.id or '').split('_')[0]",
  // A classic webhook says only that something changed: two of one payment are two changes.
  unique: 'payload.id if payload.type else None',
  order_key: 'payload.entityId or payload.id',
  answer: 'stored',
  waits: '15 s; repeatedly',
  thin: 'the payment by `id`: a classic webhook has nothing else, and is not signed',
  unsure: ['how often a classic webhook is sent again'],
};
