import type { Preset } from '../preset.ts';

export const loyverse: Preset = {
  about: 'Loyverse: receipts, items, customers, stock',
  verify: [
    { scheme: 'hmac', hash: 'sha1', header: 'X-Loyverse-Signature', encoding: 'either' },
    { scheme: 'secret_url' },
  ],
  split:
    "[one | {'event': payload.type, 'merchant_id': payload.merchant_id} for one in payload.get('receipts') or payload.get('items') or payload.get('customers') or payload.get('inventory_levels') or []]",
  event: 'payload.event',
  unique:
    "f'{payload.event}:{payload.store_id}:{payload.receipt_number or payload.id or payload.variant_id}:{payload.updated_at}' if payload.updated_at else delivery.digest",
  order_key:
    "f'{payload.event}:{payload.store_id}:{payload.receipt_number or payload.id or payload.variant_id}' if payload.receipt_number or payload.id or payload.variant_id else None",
  version: 'payload.updated_at',
  answer: 'stored',
  unsure: [
    'the signature: its documents say Base64, a user found hex; both count',
    'webhooks made with a personal token are not signed: leave `secret` out, and the URL is the secret',
    'how often it comes again: no document was found',
  ],
};
