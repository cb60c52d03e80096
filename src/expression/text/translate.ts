import { make } from '../budget.ts';
import { Dict } from '../dict.ts';
import { PythonError, raise } from '../exception.ts';
import { typeName } from '../operations/type-name.ts';
import { codePoints, textAt, textLength } from '../text-index.ts';
import type { Arguments, Value } from '../value.ts';
import { needText, type TextMethod, take } from './method.ts';

function translate(self: string, args: Arguments): Value {
  const [table = null] = take('translate', args, 1);
  let result = '';
  for (const point of self) {
    const replaced = translated(point, table);
    make(replaced.length);
    result += replaced;
  }
  return result;
}

function translated(point: string, table: Value): string {
  const entry = lookUp(table, point.codePointAt(0) ?? 0);
  if (entry === undefined) {
    return point;
  }
  if (entry === null) {
    return '';
  }
  if (typeof entry === 'string') {
    return entry;
  }
  const code = typeof entry === 'boolean' ? BigInt(entry) : entry;
  if (typeof code !== 'bigint') {
    return raise('TypeError', 'character mapping must return integer, None or str');
  }
  if (code < 0n || code > 0x10ffffn) {
    raise('ValueError', 'character mapping must be in range(0x110000)');
  }
  return String.fromCodePoint(Number(code));
}

function lookUp(table: Value, code: number): Value | undefined {
  if (typeof table === 'string') {
    return textAt(table, code);
  }
  if (Array.isArray(table)) {
    return table[code];
  }
  if (typeof table !== 'object' || table?.item === undefined) {
    return raise('TypeError', `'${typeName(table)}' object is not subscriptable`);
  }
  try {
    return table.item(BigInt(code));
  } catch (error) {
    if (error instanceof PythonError && /^(?:Key|Index|Lookup)Error$/.test(error.type)) {
      return undefined;
    }
    throw error;
  }
}

function makeTable(_self: string, args: Arguments): Value {
  const [first = null, second, third] = take('maketrans', args, 1, 3);
  if (second === undefined) {
    return first instanceof Dict
      ? tableOfDict(first)
      : raise('TypeError', 'if you give only one argument to maketrans it must be a dict');
  }
  if (typeof first !== 'string') {
    return raise('TypeError', 'first maketrans argument must be a string if there is a second argument');
  }
  const targets = codePoints(needText(second, 'maketrans() argument 2'));
  const removed = third === undefined ? '' : needText(third, 'maketrans() argument 3');
  if (textLength(first) !== targets.length) {
    raise('ValueError', 'the first two maketrans arguments must have equal length');
  }
  const table = new Dict();
  for (const [index, source] of Array.from(first).entries()) {
    table.set(codeOf(source), codeOf(targets[index] ?? ''));
  }
  for (const point of removed) {
    table.set(codeOf(point), null);
  }
  return table;
}

function tableOfDict(given: Dict): Dict {
  const table = new Dict();
  for (const [key, value] of given.entries()) {
    if (typeof key === 'string') {
      if (textLength(key) !== 1) {
        raise('ValueError', 'string keys in translate table must be of length 1');
      }
      table.set(codeOf(key), value);
    } else if (typeof key === 'bigint' || typeof key === 'boolean') {
      table.set(key, value);
    } else {
      raise('TypeError', 'keys in translate table must be strings or integers');
    }
  }
  return table;
}

function codeOf(point: string): bigint {
  return BigInt(point.codePointAt(0) ?? 0);
}

/** Methods that map single characters. */
export const translateMethods: Record<string, TextMethod> = { translate, maketrans: makeTable };
