import type { Preset } from '../preset.ts';

export const adyenPlatform: Preset = {
  about: 'Adyen: platform, banking and management webhooks',
  verify: { scheme: 'hmac', key: 'hex', encoding: 'base64', header: 'hmacsignature' },
  event: 'payload.type',
  // One transfer changes its state several times, each with the same id and type.
  unique: 'delivery.digest',
  order_key: 'payload.data.id',
  answer: 'stored',
  waits: 'as `adyen`',
};
