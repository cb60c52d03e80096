import type { Field, Fields } from '../../odoo/fields.ts';
import { type Json, type JsonObject, writeJson } from '../../odoo/json.ts';

/**
 * What must be written to a record that reads as `present`: the fields that differ. With them go those given fields that Odoo computes from
 * others: Odoo 19 takes the price of the pricelist when only a line's quantity is written. Empty when nothing differs.
 */
export function changedValues(fitted: JsonObject, present: JsonObject, fields: Fields): JsonObject {
  const changed = Object.keys(fitted).filter((name) => !isSame(fitted[name] ?? false, present[name], fields.get(name)));
  const written = Object.entries(fitted).filter(([name]) => changed.includes(name) || fields.get(name)?.depends);
  return changed.length === 0 ? {} : Object.fromEntries(written);
}

/** Whether a field that reads as `present` is already as `fitted` would make it. */
function isSame(fitted: Json, present: Json | undefined, field: Field | undefined): boolean {
  if (field?.type === 'one2many') {
    return false;
  }
  return present !== undefined && comparable(fitted, field) === comparable(present, field);
}

/** A value, as it is read or written, in a form in which equal values are equal texts. */
export function comparable(value: Json, field: Field | undefined): string {
  switch (field?.type) {
    case 'many2one':
      return writeJson(Array.isArray(value) ? (value[0] ?? false) : value);
    case 'many2many':
      return idsText(value);
    case 'float':
    case 'monetary':
      return String(rounded(Number(value), field.digits));
    case 'integer':
      return String(Number(value));
    case 'html':
      return String(value || '').replace(/^<p>((?:(?!<p>).)*)<\/p>$/s, '$1');
    default:
      return typeof value === 'object' && value !== null ? writeJson(value) : String(value || '');
  }
}

/** The ids of a many2many: read as they are, written as the command that sets them. */
function idsText(value: Json): string {
  const list = Array.isArray(value) ? value : [];
  const [first] = list;
  const isSet = list.length === 1 && Array.isArray(first) && first[0] === 6n;
  const ids = isSet && Array.isArray(first[2]) ? first[2] : list;
  return ids.every((id) => typeof id === 'bigint') ? [...new Set(ids.map(String))].sort().join() : writeJson(value);
}

/** A number as Odoo keeps it in a field with so many decimals: halves away from zero, forgiving a float its last bits. */
function rounded(value: number, digits: readonly [number, number] | undefined): number {
  if (digits === undefined) {
    return value;
  }
  const scale = 10 ** digits[1];
  return (Math.sign(value) * Math.round(Math.abs(value) * scale * (1 + 2 ** -50))) / scale;
}
