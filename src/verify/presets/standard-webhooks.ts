import type { Preset } from '../preset.ts';

export const standardWebhooks: Preset = {
  about: 'Any sender that follows standardwebhooks.com',
  verify: { scheme: 'standard_webhooks' },
  event: 'payload.type',
  unique: "headers.get('webhook-id') or headers.get('svix-id')",
  answer: 'stored',
  waits: '15 to 30 s are advised; for about 3 days',
};
