import { make } from './budget.ts';
import { exponentText, positionalText, shortestDigits } from './decimal.ts';
import { raise } from './exception.ts';
import type { Value } from './value.ts';

/** CPython's limit for decimal text of an int; it keeps the quadratic conversion short. */
export const maxIntegerDigits = 4300;

const integerLimit = 10n ** BigInt(maxIntegerDigits);
const open = new Set<object>();

/** Python's `repr(value)`. */
export function repr(value: Value): string {
  if (typeof value === 'string') {
    return reprText(value);
  }
  if (Array.isArray(value)) {
    return reprOnce(value, '[...]', () => `[${reprAll(value)}]`);
  }
  return typeof value === 'object' && value !== null ? value.repr() : scalarText(value);
}

/** Python's `str(value)`. */
export function str(value: Value): string {
  if (typeof value === 'string') {
    return value;
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value) && value.str !== undefined) {
    return value.str();
  }
  return repr(value);
}

/** Python's `ascii(value)`: repr with everything beyond ASCII escaped. */
export function ascii(value: Value): string {
  return repr(value).replace(/[^\0-\x7f]/gu, escapePoint);
}

/** The items' reprs with `, ` between them. */
export function reprAll(items: Iterable<Value>): string {
  const parts: string[] = [];
  for (const item of items) {
    const part = repr(item);
    make(part.length);
    parts.push(part);
  }
  return parts.join(', ');
}

/** Runs `write` unless it is already at work on this very container, which then shows as `placeholder` (`[...]`, `{...}`). */
export function reprOnce(container: object, placeholder: string, write: () => string): string {
  if (open.has(container)) {
    return placeholder;
  }
  open.add(container);
  try {
    return write();
  } finally {
    open.delete(container);
  }
}

function scalarText(value: null | boolean | bigint | number): string {
  if (value === null) {
    return 'None';
  }
  if (typeof value === 'boolean') {
    return value ? 'True' : 'False';
  }
  return typeof value === 'bigint' ? integerText(value) : floatText(value);
}

/** An int in decimal. Throws ValueError past CPython's limit of 4300 digits. */
export function integerText(value: bigint): string {
  if (value >= integerLimit || value <= -integerLimit) {
    raise(
      'ValueError',
      `Exceeds the limit (${maxIntegerDigits} digits) for integer string conversion; use sys.set_int_max_str_digits() to increase the limit`,
    );
  }
  return value.toString();
}

/** A float in its shortest form that reads back the same: `1.0`, `1e+16`, `1e-05`, `inf`, `nan`. */
export function floatText(value: number): string {
  if (Number.isInteger(value) && Math.abs(value) < 1e16) {
    return Object.is(value, -0) ? '-0.0' : `${value}.0`;
  }
  if (!Number.isFinite(value)) {
    return Number.isNaN(value) ? 'nan' : value > 0 ? 'inf' : '-inf';
  }
  const sign = value < 0 ? '-' : '';
  const digits = shortestDigits(Math.abs(value));
  const plain = digits.point > -4 && digits.point <= 16;
  return sign + (plain ? positionalText(digits) : exponentText(digits));
}

const named: Record<string, string> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** A string as a Python literal: single quotes unless it holds one and no double quote; what cannot be printed is escaped. */
export function reprText(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  if (/^[ !#-&(-[\]-~]*$/.test(text)) {
    return quote + text + quote;
  }
  const escaped = text.replace(/[\\\p{C}\p{Z}]/gu, (point) =>
    point === ' ' ? point : (named[point] ?? escapePoint(point)),
  );
  return quote + (quote === "'" ? escaped.replaceAll("'", "\\'") : escaped) + quote;
}

function escapePoint(point: string): string {
  const code = point.codePointAt(0) ?? 0;
  if (code < 0x100) {
    return `\\x${code.toString(16).padStart(2, '0')}`;
  }
  return code < 0x10000 ? `\\u${code.toString(16).padStart(4, '0')}` : `\\U${code.toString(16).padStart(8, '0')}`;
}
