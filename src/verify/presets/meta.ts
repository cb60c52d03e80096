import type { Preset } from '../preset.ts';

export const meta: Preset = {
  about: 'Meta: WhatsApp, Messenger, lead ads',
  verify: { scheme: 'hmac', header: 'X-Hub-Signature-256', prefix: 'sha256=' },
  split: "[one | {'object': payload.get('object')} for one in payload.entry or []]",
  event: "payload.get('object')",
  unique: 'delivery.digest',
  answer: 'stored',
  handshake: 'meta',
  unsure: ['all of it: it is general knowledge, checked against no document'],
};
