import type { Preset } from '../preset.ts';

export const odoo: Preset = {
  about: 'Odoo: the action "Send Webhook Notification" of an automation rule',
  verify: { scheme: 'secret_url' },
  event: "(payload.get('_action') or '').rsplit('(#', 1)[0] or None",
  // One change in Odoo may come as up to 13 equal requests. The same again later, or after another state of the record, is a new change.
  unique: 'f\'{payload.get("_model") or payload.model}:{delivery.digest}\'',
  unique_for: '30s',
  order_key:
    'f\'{payload.get("_model") or payload.model},{payload.get("_id") or payload.id}\' if payload.get(\'_id\') or payload.id else None',
  answer: 'stored',
  waits: '1 s, and the person who saves waits with it; never again',
  thin: 'the names behind ids: many2one fields come as bare ids of the other Odoo',
};
