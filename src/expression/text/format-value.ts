import { make } from '../budget.ts';
import { raise } from '../exception.ts';
import { integerToFloat } from '../number.ts';
import { typeName } from '../operations/type-name.ts';
import { integerText, str } from '../repr.ts';
import { codePoints, textLength } from '../text-index.ts';
import type { Value } from '../value.ts';
import { floatDigits } from './float-digits.ts';
import { boundedSize, type FormatSpec, parseFormatSpec } from './format-spec.ts';

/** Python's `format(value, spec)`. Raises CPython's ValueError or TypeError. */
export function formatValue(value: Value, spec: string): string {
  if (typeof value === 'object' && value !== null && !Array.isArray(value) && value.format !== undefined) {
    return value.format(spec);
  }
  if (spec === '') {
    return str(value);
  }
  switch (typeof value) {
    case 'string':
      return formatText(value, parseFormatSpec(spec, value, '<', 's'));
    case 'boolean':
    case 'bigint':
      return formatInteger(value, parseFormatSpec(spec, value, '>', 'd'));
    case 'number':
      return formatFloat(value, value, parseFormatSpec(spec, value, '>', ''));
    default:
      return raise('TypeError', `unsupported format string passed to ${typeName(value)}.__format__`);
  }
}

function unknownCode(type: string, value: Value): never {
  const code = type.codePointAt(0) ?? 0;
  const shown = code > 32 && code < 128 ? type : `\\x${code.toString(16)}`;
  return raise('ValueError', `Unknown format code '${shown}' for object of type '${typeName(value)}'`);
}

function formatText(text: string, spec: FormatSpec): string {
  if (spec.type !== 's') {
    unknownCode(spec.type, text);
  }
  const refused: [boolean, string][] = [
    [spec.sign === ' ', 'Space not allowed in string format specifier'],
    [spec.sign !== '', 'Sign not allowed in string format specifier'],
    [spec.noNegativeZero, 'Negative zero coercion (z) not allowed in string format specifier'],
    [spec.alternate, 'Alternate form (#) not allowed in string format specifier'],
    [spec.align === '=', "'=' alignment not allowed in string format specifier"],
  ];
  for (const [wrong, message] of refused) {
    if (wrong) {
      raise('ValueError', message);
    }
  }
  const shown =
    spec.precision >= 0 && spec.precision < text.length ? codePoints(text).slice(0, spec.precision).join('') : text;
  return padded(spec, '', shown);
}

/** Fills up to the width; `head` (sign and prefix) stays before the filling of `=`. */
function padded(spec: FormatSpec, head: string, body: string): string {
  const padding = spec.width - head.length - textLength(body);
  make(head.length + body.length + Math.max(0, padding));
  if (padding <= 0) {
    return head + body;
  }
  switch (spec.align) {
    case '<':
      return head + body + spec.fill.repeat(padding);
    case '>':
      return spec.fill.repeat(padding) + head + body;
    case '=':
      return head + spec.fill.repeat(padding) + body;
    case '^': {
      const left = padding >> 1;
      return spec.fill.repeat(left) + head + body + spec.fill.repeat(padding - left);
    }
  }
}

function formatInteger(value: bigint | boolean, spec: FormatSpec): string {
  const integer = BigInt(value);
  if ('eEfFgG%'.includes(spec.type)) {
    return formatFloat(value, integerToFloat(integer), spec);
  }
  if (!'bcdoxXn'.includes(spec.type)) {
    unknownCode(spec.type, value);
  }
  if (spec.precision >= 0) {
    raise('ValueError', 'Precision not allowed in integer format specifier');
  }
  if (spec.noNegativeZero) {
    raise('ValueError', 'Negative zero coercion (z) not allowed in integer format specifier');
  }
  if (spec.type === 'c') {
    return formatCharacter(integer, spec);
  }
  const radix = { b: 2, o: 8, x: 16, X: 16 }[spec.type];
  const positive = integer < 0n ? -integer : integer;
  const digits = radix === undefined ? integerText(positive) : positive.toString(radix);
  const prefix = radix !== undefined && spec.alternate ? `0${spec.type}` : '';
  return number(spec, integer < 0n, prefix, spec.type === 'X' ? digits.toUpperCase() : digits, '');
}

function formatCharacter(code: bigint, spec: FormatSpec): string {
  if (spec.sign !== '') {
    raise('ValueError', "Sign not allowed with integer format specifier 'c'");
  }
  if (spec.alternate) {
    raise('ValueError', "Alternate form (#) not allowed with integer format specifier 'c'");
  }
  if (code >= 2n ** 63n || code < -(2n ** 63n)) {
    raise('OverflowError', 'Python int too large to convert to C long');
  }
  return padded(spec, '', characterOf(code));
}

/** The character with this code point. Raises OverflowError. */
export function characterOf(code: bigint): string {
  if (code < 0n || code > 0x10ffffn) {
    raise('OverflowError', '%c arg not in range(0x110000)');
  }
  return String.fromCodePoint(Number(code));
}

function formatFloat(original: Value, value: number, spec: FormatSpec): string {
  const percent = spec.type === '%';
  if (!'eEfFgGn%'.includes(spec.type)) {
    unknownCode(spec.type, original);
  }
  const pointZero = spec.type === '';
  const shortest = pointZero && spec.precision < 0;
  const type = shortest ? 'r' : percent ? 'f' : pointZero || spec.type === 'n' ? 'g' : spec.type;
  const scaled = percent ? value * 100 : value;
  const precision = spec.precision >= 0 ? boundedSize(spec.precision) : 6;
  make(precision);
  const text = floatDigits(Math.abs(scaled), { type, precision, alternate: spec.alternate, pointZero });
  const [, digits = '', rest = ''] = /^([0-9]*)(.*)$/.exec(text) ?? [];
  let negative = scaled < 0 || Object.is(scaled, -0);
  if (spec.noNegativeZero && /^[0.]*(?:e.*)?$/i.test(text)) {
    negative = false;
  }
  return number(spec, negative, '', digits, percent ? `${rest}%` : rest);
}

function number(spec: FormatSpec, negative: boolean, prefix: string, digits: string, rest: string): string {
  const sign = negative ? '-' : spec.sign === '-' ? '' : spec.sign;
  const head = sign + prefix;
  const zeros = spec.fill === '0' && spec.align === '=' ? spec.width - head.length - rest.length : 0;
  const grouped = digits === '' || spec.grouping === '' ? digits : groupDigits(digits, zeros, spec);
  return padded(spec, head, grouped + rest);
}

// Zeros that fill up to the width are grouped like the digits, so the result can be one character wider than asked for.
function groupDigits(digits: string, width: number, spec: FormatSpec): string {
  const size = /^[boxX]$/.test(spec.type) ? 4 : 3;
  const fitted = Math.floor((width * size) / (size + 1));
  let count = Math.max(digits.length, fitted);
  while (count + Math.floor((count - 1) / size) < width) {
    count += 1;
  }
  make(count * 2);
  const all = digits.padStart(count, '0');
  const first = all.length % size || size;
  const groups = [all.slice(0, first)];
  for (let at = first; at < all.length; at += size) {
    groups.push(all.slice(at, at + size));
  }
  return groups.join(spec.grouping);
}
