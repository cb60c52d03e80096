import type { Preset } from '../preset.ts';

export const adobeCommerce: Preset = {
  about: 'Adobe Commerce (Magento): I/O Events of orders, products, customers',
  verify: {
    any: ['1', '2'].map((number) => ({
      scheme: 'rsa' as const,
      header: `x-adobe-digital-signature-${number}`,
      key_at: {
        header: `x-adobe-public-key${number}-path`,
        under: ['https://static.adobeioevents.com/'],
      },
    })),
  },
  body: 'cloudevents',
  event: 'payload.type or payload.event.type',
  unique: "payload.id or headers.get('x-adobe-event-id')",
  order_key:
    "f'{payload.type}/{payload.data.value.increment_id or payload.data.value.entity_id or payload.data.value.sku}' if payload.data.value.increment_id or payload.data.value.entity_id or payload.data.value.sku else None",
  version: 'payload.time',
  answer: 'stored',
  handshake: 'adobe',
  waits: 'no figure; for 24 hours',
  unsure: [
    'which fields `data.value` has: they depend on how the event is registered',
    'a webhook that is not the one of this client carries another `recipientclientid`: hold it with `payload:`',
  ],
};
