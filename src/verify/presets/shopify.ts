import type { Preset } from '../preset.ts';

export const shopify: Preset = {
  about: 'Shopify: orders, customers, products, also of its point of sale',
  verify: {
    scheme: 'hmac',
    header: ['X-Shopify-Hmac-Sha256', 'shopify-hmac-sha256'],
    encoding: 'base64',
  },
  event: "headers.get('x-shopify-topic') or headers.get('shopify-topic')",
  unique:
    "f\"{delivery.event}:{headers['x-shopify-webhook-id']}\" if headers.get('x-shopify-webhook-id') else headers.get('shopify-webhook-id')",
  order_key:
    "f'orders/{payload.order_id}' if payload.order_id else f\"{(delivery.event or '').split('/')[0]}/{payload.id or f'{payload.inventory_item_id}-{payload.location_id}'}\" if payload.id or payload.inventory_item_id else None",
  version: 'None if payload.order_id else payload.updated_at',
  answer: 'stored',
  waits: '1 s to connect, 5 s in all; 8 times in 4 hours, then the subscription is deleted',
  unsure: [
    'the headers without `X-` (`shopify-topic`, `shopify-webhook-id` …) belong to a preview of Shopify: their names may change',
  ],
};
