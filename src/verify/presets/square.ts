import type { Preset } from '../preset.ts';

export const square: Preset = {
  about: 'Square: orders, payments, refunds, customers',
  verify: {
    scheme: 'hmac',
    header: 'x-square-hmacsha256-signature',
    encoding: 'base64',
    signed: '{url}{body}',
  },
  event: 'payload.type',
  unique: 'payload.event_id',
  order_key: "f\"{(payload.type or '').split('.')[0]}/{payload.data.id}\" if payload.data.id else None",
  version: "([one.version for one in ((payload.data or {}).get('object') or {}).values() if one.version] or [None])[0]",
  answer: 'stored',
  handshake: 'square',
  waits: 'as short as possible; up to 24 hours',
  thin: 'the order itself, by `order_id`: events of orders carry only id, state and version',
};
