import type { Preset } from '../preset.ts';

export const stripe: Preset = {
  about: 'Stripe: payments, invoices, customers, subscriptions',
  verify: {
    scheme: 'hmac',
    header: 'Stripe-Signature',
    pair: 'v1',
    timestamp: { pair: 't', unit: 's', tolerance: '5m' },
    signed: '{timestamp}.{body}',
  },
  event: 'payload.type',
  unique: 'payload.id',
  order_key:
    'f"{payload.data.object.get(\'object\')}/{payload.data.object.id}" if payload.data.object.id else payload.related_object.id',
  version: 'payload.created',
  answer: 'stored',
  waits: 'no figure of its own; about 3 days, with growing pauses',
  thin: 'the object itself, for thin events (`object: v2.core.event`)',
  unsure: ['how long Stripe waits: others write 5 to 30 s'],
};
