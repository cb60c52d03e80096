// What Odoo makes of a value before it keeps it.
import type { Json } from '../odoo/json.ts';
import { raise, repr } from './fault.ts';
import type { SandboxField } from './models.ts';

/** `value` as the field `place` (`model.name`) keeps it; not for one2many and many2many. Throws Odoo's own fault. */
export function toColumn(place: string, { type, selection }: SandboxField, value: Json, creating: boolean): Json {
  const text = value === null || value === false ? '' : String(value);
  switch (type) {
    case 'boolean':
      return truthy(value);
    case 'integer':
    case 'many2one_reference':
      return typeof value === 'bigint' ? value : BigInt(Math.trunc(toNumber(value)));
    case 'float':
    case 'monetary':
      return toNumber(value);
    case 'many2one':
      // Odoo 19 writes nothing but an integer, and empties the field in silence; a create lets PostgreSQL judge.
      if (creating && truthy(value) && typeof value !== 'bigint') {
        raise('psycopg2.errors.InvalidTextRepresentation', `invalid input syntax for type integer: "${text}"\n`);
      }
      return typeof value === 'bigint' && value > 0n && value;
    case 'selection':
      if (text !== '' && !selection?.some(([choice]) => choice === value)) {
        raise('builtins.ValueError', `Wrong value for ${place}: ${repr(value)}`);
      }
      return text || false;
    case 'date':
      return toTime(text.slice(0, 10), /^\d{4}-\d\d-\d\d$/, '%Y-%m-%d');
    case 'datetime':
      return toTime(text.replace(/^.{10}$/, '$& 00:00:00'), /^.{10} \d\d:\d\d:\d\d$/, '%Y-%m-%d %H:%M:%S');
    default:
      return value === null || value === false ? false : text;
  }
}

export function truthy(value: Json): boolean {
  return Array.isArray(value) ? value.length > 0 : Boolean(value);
}

function toNumber(value: Json): number {
  const number = Number(value);
  if (Number.isNaN(number)) {
    raise('builtins.ValueError', `could not convert string to float: ${repr(value)}`);
  }
  return number;
}

function toTime(text: string, form: RegExp, format: string): string | false {
  if (text !== '' && (!form.test(text) || Number.isNaN(Date.parse(text)))) {
    raise('builtins.ValueError', `time data ${repr(text)} does not match format '${format}'`);
  }
  return text || false;
}
