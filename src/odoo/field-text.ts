import type { Field } from './fields.ts';
import { type Json, writeJson } from './json.ts';

/**
 * A value of a field as a text that all its forms share: 7 and 7.0 and "7", an id and its pair with a name, an empty text and false, ids in
 * any order and Odoo's command that sets them. Undefined for what says nothing of the value that comes of it, such as other commands.
 */
export function fieldText({ type }: Field, value: Json): string | undefined {
  const isEmptyValue = value === false || value === null || value === '';
  switch (type) {
    case 'boolean':
      return String(Boolean(value));
    case 'integer':
    case 'float':
    case 'monetary':
    case 'many2one_reference':
      return isEmptyValue ? '0' : numberText(value);
    case 'many2one':
      return isEmptyValue ? '' : idText(value);
    case 'one2many':
    case 'many2many':
      return isEmptyValue ? '' : idsText(value);
    case 'date':
      return isEmptyValue ? '' : String(value).slice(0, 10);
    case 'datetime':
      return isEmptyValue ? '' : String(value).replace(/^(.{10})$/, '$1 00:00:00');
    case 'binary':
      return isEmptyValue ? '' : String(value).replaceAll(/\s/g, '');
    case 'html':
      return isEmptyValue ? '' : htmlText(String(value));
    case 'char':
    case 'text':
    case 'selection':
    case 'reference':
      return isEmptyValue ? '' : String(value);
    case 'json':
      return isEmptyValue ? '' : writeJson(sorted(value));
    default:
      return undefined;
  }
}

const ENTITIES: Record<string, string> = {
  quot: '"',
  '#34': '"',
  apos: "'",
  '#39': "'",
  nbsp: '\u00a0',
  '#160': '\u00a0',
};

/**
 * HTML without what Odoo changes of the way it is written (measured on 19): it puts what stands in no block into a paragraph, drops space
 * before it, and writes quotes plain and other `&` as `&amp;`.
 */
function htmlText(html: string): string {
  const text = html
    .replace(/<br\s*\/?>/gi, '<br>')
    .replace(/&(#?\w+);/g, (entity, name) => ENTITIES[name] ?? entity)
    .replace(/&(?!#?\w+;)/g, '&amp;');
  const inside = text.slice('<p>'.length, -'</p>'.length);
  const isOneParagraph = /^<p>/i.test(text) && /<\/p>$/i.test(text) && !/<\/?p\b/i.test(inside);
  return (isOneParagraph ? inside : text).replace(/^[ \t\r\n]+/, '');
}

const LINK = 4n;

/** Whether a write of `value` to a field that holds `present` would change nothing, as far as can be told. */
export function isSameValue(field: Field, present: Json, value: Json): boolean {
  if (field.type.endsWith('2many') && Array.isArray(present) && Array.isArray(value)) {
    const isThere = (command: Json) =>
      Array.isArray(command) && command[0] === LINK && present.includes(command[1] ?? null);
    if (value.every(isThere)) {
      return true;
    }
  }
  if (field.digits && typeof present === 'number' && isRounded(Number(value), present, field.digits[1])) {
    return true;
  }
  const text = fieldText(field, value);
  return text !== undefined && text === fieldText(field, present);
}

/** Whether `rounded`, which has so many digits behind the point, is what a value is rounded to. */
function isRounded(value: number, rounded: number, digits: number): boolean {
  const half = 0.5 * 10 ** -digits;
  return Math.abs(value - rounded) <= half * (1 + 1e-9);
}

/** Whether a field holds nothing, as a person would say: numbers and booleans always hold a value. */
export function isEmptyField({ type }: Field, value: Json): boolean {
  switch (type) {
    case 'boolean':
    case 'integer':
    case 'float':
    case 'monetary':
      return false;
    case 'html':
      return typeof value !== 'string' || /^\s*(<p>(<br\s*\/?>)?\s*<\/p>\s*)*$/.test(value);
    default:
      return value === false || value === null || value === '' || (Array.isArray(value) && value.length === 0);
  }
}

function numberText(value: Json): string | undefined {
  if (typeof value === 'bigint' || (typeof value === 'string' && /^-?\d+$/.test(value))) {
    return String(BigInt(value));
  }
  const number = Number(value);
  return typeof value === 'object' || Number.isNaN(number) ? undefined : String(number);
}

function idText(value: Json): string | undefined {
  const id = Array.isArray(value) ? value[0] : value;
  return typeof id === 'bigint' ? String(id) : undefined;
}

const CLEAR = 5n;
const SET = 6n;

/** Of ids, or of commands of which the last ones that count set or clear the list. */
function idsText(value: Json): string | undefined {
  let ids = Array.isArray(value) ? value : [null];
  if (ids.some((item) => Array.isArray(item))) {
    const [command, ...others] = ids;
    const [code, , targets] = Array.isArray(command) && others.length === 0 ? command : [];
    ids = code === SET && Array.isArray(targets) ? targets : code === CLEAR ? [] : [null];
  }
  const texts = ids.map((id) => (typeof id === 'bigint' ? String(id) : undefined));
  return texts.includes(undefined) ? undefined : [...new Set(texts)].sort().join();
}

function sorted(value: Json): Json {
  if (Array.isArray(value)) {
    return value.map(sorted);
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  const entries = Object.entries(value).map(([key, item]): [string, Json] => [key, sorted(item)]);
  return Object.fromEntries(entries.sort(([one], [other]) => (one < other ? -1 : 1)));
}
