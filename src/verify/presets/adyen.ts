import type { Preset } from '../preset.ts';

export const adyen: Preset = {
  about: 'Adyen: standard notifications (authorisation, capture, refund …)',
  verify: {
    scheme: 'hmac',
    key: 'hex',
    encoding: 'base64',
    each: 'notificationItems[].NotificationRequestItem',
    field: 'additionalData.hmacSignature',
    signed:
      '{item:pspReference}:{item:originalReference}:{item:merchantAccountCode}:{item:merchantReference}:{item:amount.value}:{item:amount.currency}:{item:eventCode}:{item:success}',
  },
  split: '[one.NotificationRequestItem for one in payload.notificationItems or []]',
  event: 'payload.eventCode',
  unique: "f'{payload.pspReference}:{payload.eventCode}:{payload.success}' if payload.pspReference else None",
  order_key: 'payload.originalReference or payload.pspReference',
  answer: 'stored',
  reply: { type: 'text/plain', body: '[accepted]' },
  waits: '10 s; after 9, 18 and 27 s, then up to every 8 hours for 30 days, and everything behind it waits too',
};
