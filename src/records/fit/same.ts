import type { Field } from '../../odoo/fields.ts';
import { type Json, writeJson } from '../../odoo/json.ts';

/** Whether a record that reads as `present` is already as `fitted` would make it. */
export function isSame(fitted: Json, present: Json | undefined, field: Field | undefined): boolean {
  if (field?.type === 'one2many') {
    return Array.isArray(fitted) && fitted.length === 0;
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
