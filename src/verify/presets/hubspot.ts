import type { Preset } from '../preset.ts';

export const hubspot: Preset = {
  about: 'HubSpot: contacts, companies, deals, tickets',
  verify: {
    scheme: 'hmac',
    header: 'X-HubSpot-Signature-v3',
    encoding: 'base64',
    signed: '{method}{url}{body}{timestamp}',
    timestamp: { header: 'X-HubSpot-Request-Timestamp', unit: 'ms', tolerance: '5m' },
  },
  split: 'payload',
  event: 'payload.subscriptionType',
  unique: "f'{payload.eventId}:{payload.subscriptionId}:{payload.occurredAt}' if payload.eventId else None",
  // Each changed property is an event of its own, so an older one says something too: no version.
  order_key: "f\"{(payload.subscriptionType or '').split('.')[0]}/{payload.objectId}\" if payload.objectId else None",
  answer: 'stored',
  waits: '5 s; 10 times in about 24 hours',
  thin: 'the object by `objectId`: an event has one property at most',
  unsure: [
    'how long HubSpot waits, and how often it comes again: only others say so',
    'that it decodes some characters of the URL before it signs: keep the URL free of `%`',
  ],
};
