import type { Preset } from '../preset.ts';

export const adyenPlatform: Preset = {
  about: 'Adyen: platform, banking and management webhooks',
  verify: { scheme: 'hmac', key: 'hex', encoding: 'base64', header: 'hmacsignature' },
  event: 'payload.type',
  unique: "f'{payload.type}:{payload.data.id or delivery.digest}'",
  order_key: 'payload.data.id',
  answer: 'stored',
  waits: 'as `adyen`',
};
