import type { Preset } from '../preset.ts';

export const woocommerce: Preset = {
  about: 'WooCommerce: orders, customers, products, coupons',
  verify: { scheme: 'hmac', header: 'X-WC-Webhook-Signature', encoding: 'base64' },
  event: "headers.get('x-wc-webhook-topic')",
  // Its own delivery id is the same for two deliveries of one second, and another one for a repeat.
  unique: "f'{delivery.event}:{payload.id}:{payload.date_modified_gmt}' if payload.id else None",
  order_key: "f\"{(delivery.event or '').split('.')[0]}/{payload.id}\" if payload.id else None",
  version: 'payload.date_modified_gmt',
  answer: 'stored',
  handshake: 'woocommerce',
  waits: '60 s; never again, and the webhook is disabled after more than 5 failures in a row',
};
