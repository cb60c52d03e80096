import type { Json } from '../odoo/json.ts';

/** Whether a value read from YAML can be written as JSON. */
export function isJson(value: unknown): value is Json {
  if (Array.isArray(value)) {
    return value.every(isJson);
  }
  return (
    value === null ||
    ['boolean', 'bigint', 'number', 'string'].includes(typeof value) ||
    (typeof value === 'object' && Object.values(value).every(isJson))
  );
}
