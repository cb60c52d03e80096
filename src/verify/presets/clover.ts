import type { Preset } from '../preset.ts';

export const clover: Preset = {
  about: 'Clover: orders, payments, items, customers',
  verify: { scheme: 'token', header: 'X-Clover-Auth' },
  split:
    "[{'merchant': merchant, 'objectId': one.objectId, 'type': one.type, 'ts': one.ts, 'id': (one.objectId or '').split(':')[-1]} for merchant, events in (payload.merchants or {}).items() for one in events]",
  event: "f\"{(payload.objectId or '').split(':')[0]}.{payload.type}\"",
  unique: "f'{payload.merchant}:{payload.objectId}:{payload.type}:{payload.ts}' if payload.objectId else None",
  order_key: "f'{payload.merchant}:{payload.objectId}' if payload.objectId else None",
  version: 'payload.ts',
  answer: 'stored',
  handshake: 'clover',
  waits: 'no figure; Clover promises neither when nor whether it sends',
  thin: 'the object by `id`, of the kind that `objectId` begins with: O order, P payment, I item, C customer',
};
