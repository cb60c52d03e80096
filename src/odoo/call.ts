import type { Json, JsonObject } from './json.ts';

/**
 * One RPC call, in a form both wires can send: `ids` apart from the arguments, the context among the keyword arguments. One whose `model` is
 * empty goes to another server: its `method` is such as `GET https://api.example.com/orders/7`.
 */
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
  /**
   * Awaited just before the call goes to Odoo, when all others it had to wait for are over; when it throws, nothing is sent. Awaited again
   * when a call that was sent together with others, and undone by Odoo, is sent again without them.
   */
  onSend?: () => Promise<void>;
  /** Makes the call, where that is more than sending it to Odoo, or something else; it awaits `onSend` before the change. */
  make?: (call: OdooCall, rpc: Rpc) => Promise<Json>;
  /** false: never sent together with other calls. */
  batch?: boolean;
}

/** Sends one call and gives Odoo's answer, which is not to be changed: others may have it too. Throws OdooRejected or OdooUnavailable. */
export type Rpc = (call: OdooCall) => Promise<Json>;

/** An `rpc` that leaves calls with a `make` to it; it throws what that throws too. */
export function makingOwn(rpc: Rpc): Rpc {
  return async ({ make, ...call }) => await (make === undefined ? rpc(call) : make(call, rpc));
}

/** What a call is called in messages: `res.partner.create`, or the method and the URL of one to another server. */
export function callName({ model, method }: Pick<OdooCall, 'model' | 'method'>): string {
  return model === '' ? method : `${model}.${method}`;
}

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
export function isIdempotent({ method, args, kwargs }: Pick<OdooCall, 'method' | 'args' | 'kwargs'>): boolean {
  return method === 'unlink' || (method === 'write' && !changesListsByItem(args[0] ?? kwargs.vals ?? null));
}

/** Whether values for `write` add lines to those that are there, or delete single ones: a second time that adds them again, or fails. */
function changesListsByItem(values: Json): boolean {
  const lists = typeof values === 'object' && values !== null ? Object.values(values) : [];
  return lists.some((list) => {
    const commands: Json[] = Array.isArray(list) ? list : [];
    const isReplaced = commands.some((command) => Array.isArray(command) && (command[0] === 5n || command[0] === 6n));
    return commands.some((command) => {
      const [code, , inner] = Array.isArray(command) ? command : [];
      return (code === 0n && !isReplaced) || code === 2n || (code === 1n && changesListsByItem(inner ?? null));
    });
  });
}

/** Whether the call only reads; every method not known as a read counts as a change. */
export function isRead(call: { method: string }): boolean {
  return READS.has(call.method) || call.method.startsWith('GET ');
}
