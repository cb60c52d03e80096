import type { Preset } from '../preset.ts';

export const bigcommerce: Preset = {
  about: 'BigCommerce: orders, customers, products',
  verify: [
    { scheme: 'standard_webhooks', key: 'utf8' },
    { scheme: 'token', header: 'X-Webhook-Token' },
  ],
  event: 'payload.scope',
  unique: 'payload.hash',
  order_key: "f'{payload.data.type}/{payload.data.id}' if payload.data.id else None",
  version: 'payload.created_at',
  answer: 'stored',
  waits: '11 times in 48 hours; the whole domain is blocked for 3 minutes when under 90 % succeed',
  thin: 'the object by `data.type` and `data.id`',
};
