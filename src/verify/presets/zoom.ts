import type { Preset } from '../preset.ts';

export const zoom: Preset = {
  about: 'Zoom: meetings, webinars, recordings',
  verify: {
    scheme: 'hmac',
    header: 'x-zm-signature',
    prefix: 'v0=',
    timestamp: { header: 'x-zm-request-timestamp', unit: 's', tolerance: '5m' },
    signed: 'v0:{timestamp}:{body}',
  },
  event: 'payload.event',
  unique: "f'{payload.event}:{payload.event_ts}:{delivery.digest}'",
  order_key: 'payload.payload.object.uuid',
  answer: 'stored',
  handshake: 'zoom',
  unsure: ['how long Zoom waits, and how often it comes again'],
};
