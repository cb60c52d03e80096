import type { Preset } from '../preset.ts';

export const adobeCommerceWebhooks: Preset = {
  about: 'Adobe Commerce (Magento): webhooks that the shop waits for (not for the export of orders)',
  verify: { scheme: 'rsa', header: 'x-adobe-commerce-webhook-signature', signed: '{body_base64}' },
  answer: 'done',
  reply: { body: [{ op: 'success' }] },
  waits: 'while the shop waits: as short as possible',
};
