import type { Preset } from '../preset.ts';

export const toast: Preset = {
  about: 'Toast: orders, menus, stock',
  verify: {
    scheme: 'hmac',
    header: 'Toast-Signature',
    encoding: 'base64',
    signed: '{body}{timestamp}',
    // That of the message, which stays the same when it is sent again.
    timestamp: { json: 'timestamp', unit: 'iso', tolerance: 'any' },
  },
  event: "headers.get('toast-event-type') or payload.eventType",
  unique: 'payload.guid',
  order_key: 'payload.details.order.guid or payload.guid',
  version: 'payload.timestamp',
  answer: 'stored',
  waits: 'no figure of its own; an answer 4xx other than 400 and 404 is not sent again',
  unsure: ['the whole body of an order', 'how long Toast waits'],
};
