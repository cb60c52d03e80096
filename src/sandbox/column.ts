// What Odoo makes of a value before it keeps it.
import type { Json } from '../odoo/json.ts';
import { Fault, repr, typeError, valueError } from './fault.ts';
import type { SandboxField } from './field.ts';

/** `value` as the field `place` (`model.name`) keeps it; not for one2many and many2many. Throws Odoo's own fault. */
export function toColumn(place: string, field: SandboxField, value: Json, creating: boolean): Json {
  switch (field.type) {
    case 'boolean':
      return truthy(value);
    case 'integer':
    case 'many2one_reference':
      return truthy(value) ? toInteger(value) : 0n;
    case 'float':
    case 'monetary':
      return truthy(value) ? toFloat(value, field.digits) : 0;
    case 'selection':
      return truthy(value) ? toChoice(place, field, value) : false;
    case 'date':
      return truthy(value) ? toDate(String(value).slice(0, 10)) : false;
    case 'datetime':
      return truthy(value) ? toDatetime(String(value)) : false;
    case 'many2one':
      return truthy(value) ? toManyToOne(value, creating) : false;
    default:
      return value === null || value === false ? false : toText(field, value);
  }
}

export function truthy(value: Json): boolean {
  return Array.isArray(value) ? value.length > 0 : Boolean(value);
}

function toText(field: SandboxField, value: Json): string {
  const text = typeof value === 'string' ? value : repr(value);
  if (text.includes('\0')) {
    throw valueError('A string literal cannot contain NUL (0x00) characters.');
  }
  if (field.type !== 'html' || text === '') {
    return text;
  }
  const clean = text.replace(/<script.*?<\/script>/gs, '').replace(/&(?!\w+;)/g, '&amp;');
  return clean.startsWith('<') ? clean : `<p>${clean}</p>`;
}

function toInteger(value: Json): bigint {
  if (typeof value === 'object') {
    throw typeError("int() argument must be a string, a bytes-like object or a real number, not 'list'");
  }
  if (typeof value === 'string' && !/^\s*[+-]?\d+\s*$/.test(value)) {
    throw valueError(`invalid literal for int() with base 10: ${repr(value)}`);
  }
  const whole = BigInt(typeof value === 'number' ? Math.trunc(value) : value);
  if (BigInt.asIntN(32, whole) !== whole) {
    throw new Fault('psycopg2.errors.NumericValueOutOfRange', 'integer out of range\n');
  }
  return whole;
}

function toFloat(value: Json, digits: number | undefined): number {
  if (typeof value === 'object') {
    throw typeError("float() argument must be a string or a real number, not 'list'");
  }
  if (typeof value === 'string' && !/^\s*[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?\s*$/i.test(value)) {
    throw valueError(`could not convert string to float: ${repr(value)}`);
  }
  return digits === undefined ? Number(value) : round(Number(value), digits);
}

/** Rounds half away from zero, as Odoo does with money. */
export function round(value: number, digits: number): number {
  const scaled = Math.abs(value) * 10 ** digits;
  return (Math.sign(value) * Math.round(scaled + 1e-9 * scaled)) / 10 ** digits;
}

function toChoice(place: string, field: SandboxField, value: Json): Json {
  if (!field.selection?.some(([choice]) => choice === value)) {
    throw valueError(`Wrong value for ${place}: ${repr(value)}`);
  }
  return value;
}

function toDate(text: string): string {
  const [, year, month, day] = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text) ?? [];
  const iso = `${year}-${month?.padStart(2, '0')}-${day?.padStart(2, '0')}`;
  if (year === undefined || Number.isNaN(Date.parse(iso))) {
    throw valueError(`time data ${repr(text)} does not match format '%Y-%m-%d'`);
  }
  return iso;
}

function toDatetime(text: string): string {
  const [, day, time, seconds, rest] = /^(\d{4}-\d{1,2}-\d{1,2})(?: (\d\d:\d\d)(:\d\d)?)?(.*)$/s.exec(text) ?? [];
  if (day === undefined || (rest !== '' && seconds === undefined)) {
    throw valueError(`time data ${repr(text)} does not match format '%Y-%m-%d %H:%M:%S'`);
  }
  if (rest !== '') {
    throw valueError(`unconverted data remains: ${rest}`);
  }
  return `${toDate(day)} ${time ?? '00:00'}${seconds ?? ':00'}`;
}

// Odoo 19 writes nothing but an integer, and empties the field in silence; a create lets PostgreSQL judge.
function toManyToOne(value: Json, creating: boolean): Json {
  if (typeof value === 'bigint') {
    return value;
  }
  if (!creating) {
    return false;
  }
  if (typeof value === 'number' || (typeof value === 'string' && /^\d+$/.test(value))) {
    return toInteger(value);
  }
  const message = `invalid input syntax for type integer: "${String(value)}"\n`;
  throw new Fault('psycopg2.errors.InvalidTextRepresentation', message);
}
