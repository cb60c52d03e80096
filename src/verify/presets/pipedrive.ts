import type { Preset } from '../preset.ts';

export const pipedrive: Preset = {
  about: 'Pipedrive: deals, persons, organizations, activities',
  verify: { scheme: 'basic' },
  event: "payload.event or f'{payload.meta.action}.{payload.meta.entity}'",
  unique: 'None if payload.event else payload.meta.id',
  order_key: "f'{payload.meta.entity}/{payload.meta.entity_id}' if payload.meta.entity_id else payload.meta.id",
  version: 'payload.meta.timestamp',
  answer: 'stored',
  waits: '10 s; after 3, 30 and 150 s, banned for 30 minutes after 10 failures, deleted after 3 days without success',
  unsure: [
    'webhooks of version 1 (`event: updated.deal`): they have no id of their own, so a repeat is carried out again',
  ],
};
