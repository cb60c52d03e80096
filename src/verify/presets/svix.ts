import type { Preset } from '../preset.ts';

export const svix: Preset = {
  about: 'Any sender that uses Svix',
  verify: { scheme: 'standard_webhooks' },
  event: 'payload.type or payload.event_type',
  unique: "headers.get('svix-id') or headers.get('webhook-id')",
  answer: 'stored',
  waits: '30 s; after 5 s, 5 min, 30 min, 2 h, 5 h, 10 h, 10 h, disabled after 5 days of failures',
};
