import type { Preset } from '../preset.ts';

export const mailchimp: Preset = {
  about: 'Mailchimp Marketing: subscriptions, profiles, campaigns',
  verify: { scheme: 'secret_url' },
  body: 'form',
  event: 'payload.type',
  unique: 'delivery.digest',
  order_key: "payload.get('data[email]') or payload.get('data[id]')",
  answer: 'stored',
  handshake: 'mailchimp',
  waits: '10 s; for 75 minutes',
  unsure: ['the zone of `fired_at`: it has none'],
};
