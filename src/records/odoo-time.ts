import type { PyObject } from '../expression/value.ts';

/** A date or a datetime as Odoo takes it: `YYYY-MM-DD`, `YYYY-MM-DD HH:MM:SS`; undefined for any other value. */
export function odooTime(value: PyObject): string | undefined {
  switch (value.typeName) {
    case 'datetime.datetime':
      return value.repr().slice(0, 19);
    case 'datetime.date':
      return value.repr();
    default:
      return undefined;
  }
}

/** A date or datetime field's value, as Odoo's code sees it. */
export function timeFromOdoo(text: string): string {
  return text;
}
