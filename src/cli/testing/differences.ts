import { isObject, type Json, type JsonObject } from '../../odoo/json.ts';
import { jsonText } from '../call-text.ts';

/** Where two values differ, one line for each place: `values.name: expected "Ann", got "Bob"`. */
export function differences(expected: JsonObject, got: JsonObject): string[] {
  return compare(expected, got, '');
}

function compare(expected: Json | undefined, got: Json | undefined, path: string): string[] {
  if (got === undefined) {
    return [`${path}: expected ${text(expected)}, but it is not given`];
  }
  if (expected === undefined) {
    return [`${path}: not expected, got ${text(got)}`];
  }
  if (isObject(expected) && isObject(got)) {
    const keys = new Set([...Object.keys(expected), ...Object.keys(got)]);
    return [...keys].flatMap((key) => compare(expected[key], got[key], path === '' ? key : `${path}.${key}`));
  }
  if (Array.isArray(expected) && Array.isArray(got) && expected.length === got.length && holdsMore(expected)) {
    return expected.flatMap((item, index) => compare(item, got[index], `${path}[${index}]`));
  }
  const [one, other] = [text(expected), text(got)];
  return one === other ? [] : [`${path}: expected ${one}, got ${other}`];
}

/** A list of lists or maps is gone through; one of plain values, such as ids, is shown as a whole. */
function holdsMore(list: Json[]): boolean {
  return list.some((item) => typeof item === 'object' && item !== null);
}

function text(value: Json | undefined): string {
  return value === undefined ? 'nothing' : jsonText(value);
}
