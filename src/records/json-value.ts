import { Bytes } from '../expression/bytes.ts';
import { decodeBytes } from '../expression/codec.ts';
import { Dict } from '../expression/dict.ts';
import { raise } from '../expression/exception.ts';
import { typeName } from '../expression/operations/type-name.ts';
import { str } from '../expression/repr.ts';
import { Tuple } from '../expression/tuple.ts';
import type { Value } from '../expression/value.ts';
import type { Json, JsonObject } from '../odoo/json.ts';
import { odooTime } from './odoo-time.ts';
import { Records } from './records.ts';

/** An answer of Odoo as a value of the language. */
export function fromJson(json: Json): Value {
  if (Array.isArray(json)) {
    return json.map(fromJson);
  }
  if (typeof json === 'object' && json !== null) {
    return Dict.from(Object.entries(json).map(([key, value]) => [key, fromJson(value)]));
  }
  return json;
}

/**
 * A value of the language as Odoo's RPC takes it: tuples become lists, dates their text in UTC, bytes (what
 * `b64encode` gives) their text, one record its id, several a list of
 * ids. Raises TypeError for what cannot travel.
 */
export function toJson(value: Value): Json {
  if (typeof value === 'number' && !Number.isFinite(value)) {
    raise('ValueError', 'Out of range float values are not JSON compliant');
  }
  if (value === null || typeof value !== 'object') {
    return value;
  }
  if (Array.isArray(value)) {
    return value.map(toJson);
  }
  if (value instanceof Tuple) {
    return value.items.map(toJson);
  }
  if (value instanceof Dict) {
    return toJsonObject(value);
  }
  if (value instanceof Records) {
    return value.ids.length > 1 ? [...value.ids] : (value.ids[0] ?? false);
  }
  if (value instanceof Bytes) {
    return decodeBytes(value.data, 'utf-8', 'strict');
  }
  return odooTime(value) ?? raise('TypeError', `a value of type ${typeName(value)} cannot be sent to Odoo`);
}

/** A dict as a JSON object; its keys become texts. */
export function toJsonObject(dict: Dict): JsonObject {
  // An assignment to the key `__proto__` would be lost.
  return Object.fromEntries([...dict.entries()].map(([key, value]) => [str(key), toJson(value)]));
}
