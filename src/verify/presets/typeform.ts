import type { Preset } from '../preset.ts';

export const typeform: Preset = {
  about: 'Typeform: answers to forms',
  verify: { scheme: 'hmac', header: 'Typeform-Signature', prefix: 'sha256=', encoding: 'base64' },
  event: 'payload.event_type',
  unique: 'payload.event_id',
  order_key: 'payload.form_response.token',
  answer: 'stored',
  waits: '30 s; a 404 or 410 disables the webhook at once, other errors are tried again for 10 hours',
};
