import type { Preset } from '../preset.ts';

export const zoho: Preset = {
  about: 'Zoho CRM: notifications of a channel (`actions/watch`)',
  verify: { scheme: 'token', json: 'token' },
  split:
    "[{'module': payload.module, 'operation': payload.operation, 'id': one, 'affected_fields': payload.affected_fields} for one in payload.ids or []]",
  event: "f'{payload.module}.{payload.operation}'",
  order_key: "f'{payload.module}/{payload.id}' if payload.id else None",
  answer: 'stored',
  thin: 'the record by `id`: a notification has ids and nothing of the records',
  unsure: [
    'the whole body, and how often Zoho comes again: no document was found',
    'there is no id and no time in a notification, so a repeat cannot be told from a second change: both are carried out',
    'a channel ends by itself, after an hour to a week: it must be renewed on Zoho',
  ],
};
