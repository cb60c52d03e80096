import type { Json, JsonObject } from './json.ts';

/** One RPC call, in a form both wires can send: `ids` apart from the arguments, the context among the keyword arguments. */
export interface OdooCall {
  model: string;
  method: string;
  /** The records the method is called on; undefined for a method of the model itself (`create`, `search`). */
  ids?: readonly bigint[];
  args: Json[];
  kwargs: JsonObject;
  /**
   * What may be done when it is not known whether a change was carried out: make it again; or once a look-up before it found nothing; or
   * that even at once, while Odoo may still be at it, because Odoo itself keeps it from being done twice: `load` with an external id.
   */
  again?: 'repeat' | 'look_up' | 'at_once';
  /** An answer of some minutes ago will do (`Connection.kept`). */
  kept?: boolean;
  /** What a `load` makes, in the terms of `create`; for people, Odoo is not sent it. */
  makes?: { externalId: string; values: JsonObject };
  /** Awaited just before the call goes to Odoo, when all others it had to wait for are over; when it throws, nothing is sent. */
  onSend?: () => Promise<void>;
}

/** Sends one call and gives Odoo's answer. Throws OdooRejected or OdooUnavailable. */
export type Rpc = (call: OdooCall) => Promise<Json>;

const READS = new Set([
  'search',
  'read',
  'search_read',
  'search_count',
  'fields_get',
  'name_search',
  'name_get',
  'default_get',
  'read_group',
  'formatted_read_group',
  'check_object_reference',
  'check_access_rights',
  'has_access',
  'get_external_id',
  'get_metadata',
  'export_data',
  'exists',
  'context_get',
]);

/** Whether a change that is made a second time with the same arguments changes nothing more. */
export function isIdempotent(method: string): boolean {
  return method === 'write' || method === 'unlink';
}

/** Whether the call only reads; every method not known as a read counts as a change. */
export function isRead(call: { method: string }): boolean {
  return READS.has(call.method);
}
