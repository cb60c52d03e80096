import type { Preset } from '../preset.ts';

export const calendly: Preset = {
  about: 'Calendly: invitees',
  verify: {
    scheme: 'hmac',
    header: 'Calendly-Webhook-Signature',
    pair: 'v1',
    timestamp: { pair: 't', unit: 's', tolerance: '5m' },
    signed: '{timestamp}.{body}',
  },
  event: 'payload.event',
  unique: "f'{payload.event}:{payload.payload.uri}' if payload.payload.uri else delivery.digest",
  order_key: 'payload.payload.uri',
  version: 'payload.created_at',
  answer: 'stored',
  waits: 'no figure; disabled after failures',
  unsure: ['the signature: three others describe it alike, the page of Calendly was not found'],
};
