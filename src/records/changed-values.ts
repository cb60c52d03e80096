import { isSameValue } from '../odoo/field-text.ts';
import type { Fields } from '../odoo/fields.ts';
import type { JsonObject } from '../odoo/json.ts';

/**
 * What must be written to a record that reads as `present`: the fields that differ. With them go those given fields that Odoo computes from
 * others: Odoo 19 takes the price of the pricelist when only a line's quantity is written. Empty when nothing differs.
 */
export function changedValues(fitted: JsonObject, present: JsonObject, fields: Fields): JsonObject {
  const changed = new Set(Object.keys(fitted).filter((name) => !holds(fields, present, name, fitted)));
  const written = Object.entries(fitted).filter(([name]) => changed.has(name) || fields.get(name)?.depends);
  return changed.size === 0 ? {} : Object.fromEntries(written);
}

/** Whether a record is known to hold the value already. */
function holds(fields: Fields, present: JsonObject, name: string, fitted: JsonObject): boolean {
  const [field, now, value = false] = [fields.get(name), present[name], fitted[name]];
  return field !== undefined && now !== undefined && isSameValue(field, now, value);
}
