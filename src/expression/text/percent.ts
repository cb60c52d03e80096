import { make } from '../budget.ts';
import { raise } from '../exception.ts';
import { floatToInteger, integerToFloat } from '../number.ts';
import { integer } from '../operations/position.ts';
import { typeName } from '../operations/type-name.ts';
import { ascii, integerText, repr, str } from '../repr.ts';
import { codePoints, textLength } from '../text-index.ts';
import { Tuple } from '../tuple.ts';
import type { PyObject, Value } from '../value.ts';
import { floatDigits } from './float-digits.ts';
import { boundedSize } from './format-spec.ts';
import { characterOf } from './format-value.ts';

interface Directive {
  key: string | undefined;
  flags: string;
  width: string;
  precision: string | undefined;
  type: string;
  /** Where the type stands, in code points. */
  index: number;
}

/** Python's `template % value`. Raises CPython's TypeError, ValueError or OverflowError. */
export function percentFormat(template: string, value: Value): string {
  const source = new Source(value);
  let result = '';
  for (let at = 0; at < template.length; ) {
    const start = template.indexOf('%', at);
    if (start < 0) {
      result += template.slice(at);
      break;
    }
    result += template.slice(at, start);
    if (template.charAt(start + 1) === '%') {
      result += '%';
      at = start + 2;
      continue;
    }
    const { directive, end } = readDirective(template, start + 1);
    const part = render(directive, source);
    make(part.length);
    result += part;
    at = end;
  }
  if (source.hasUnused()) {
    raise('TypeError', 'not all arguments converted during string formatting');
  }
  return result;
}

/** Gives out the values one after another, or by key from a mapping. */
class Source {
  readonly #mapping: PyObject | Value[] | undefined;
  #values: readonly Value[];
  #next = 0;

  constructor(value: Value) {
    this.#values = value instanceof Tuple ? value.items : [value];
    const isMapping = typeof value === 'object' && value !== null && !(value instanceof Tuple);
    this.#mapping = isMapping && (Array.isArray(value) || value.item !== undefined) ? value : undefined;
  }

  choose(key: string): void {
    if (this.#mapping === undefined) {
      raise('TypeError', 'format requires a mapping');
    }
    if (Array.isArray(this.#mapping) || this.#mapping.item === undefined) {
      raise('TypeError', 'list indices must be integers or slices, not str');
    }
    this.#values = [this.#mapping.item(key)];
    this.#next = 0;
  }

  next(): Value {
    const value = this.#values[this.#next];
    if (value === undefined) {
      raise('TypeError', 'not enough arguments for format string');
    }
    this.#next += 1;
    return value;
  }

  hasUnused(): boolean {
    return this.#mapping === undefined && this.#next < this.#values.length;
  }
}

const layout = /([-+ #0]*)(\*|[0-9]*)(?:\.(\*|[0-9]*))?[hlL]?(.?)/suy;

function readDirective(template: string, start: number): { directive: Directive; end: number } {
  let at = start;
  let key: string | undefined;
  if (template.charAt(at) === '(') {
    const close = closingParenthesis(template, at);
    key = template.slice(at + 1, close);
    at = close + 1;
  }
  layout.lastIndex = at;
  const rest = layout.exec(template);
  const [whole = '', flags = '', width = '', precision, type = ''] = rest ?? [];
  if (type === '') {
    raise('ValueError', 'incomplete format');
  }
  const index = textLength(template.slice(0, at + whole.length - type.length));
  return { directive: { key, flags, width, precision, type, index }, end: at + whole.length };
}

function closingParenthesis(template: string, open: number): number {
  let depth = 0;
  for (let at = open; at < template.length; at += 1) {
    const unit = template.charAt(at);
    depth += unit === '(' ? 1 : unit === ')' ? -1 : 0;
    if (depth === 0) {
      return at;
    }
  }
  return raise('ValueError', 'incomplete format key');
}

interface Style {
  flags: string;
  width: number;
  /** -1 when not given. */
  precision: number;
}

function render(directive: Directive, source: Source): string {
  if (directive.key !== undefined) {
    source.choose(directive.key);
  }
  const style: Style = { flags: directive.flags, width: 0, precision: -1 };
  const width = size(directive.width, source);
  if (width < 0) {
    style.flags += '-';
  }
  style.width = boundedSize(Math.abs(width));
  if (directive.precision !== undefined) {
    style.precision = boundedSize(Math.max(0, size(directive.precision, source)));
  }
  return convert(directive, style, source);
}

function size(text: string, source: Source): number {
  if (text !== '*') {
    return Number(text);
  }
  const value = integer(source.next());
  if (value === undefined) {
    return raise('TypeError', '* wants int');
  }
  if (value >= 2n ** 31n || value < -(2n ** 31n)) {
    raise('OverflowError', 'Python int too large to convert to C int');
  }
  return Number(value);
}

function convert({ type, index }: Directive, style: Style, source: Source): string {
  switch (type) {
    case 's':
      return aligned(cut(str(source.next()), style.precision), style);
    case 'r':
      return aligned(cut(repr(source.next()), style.precision), style);
    case 'a':
      return aligned(cut(ascii(source.next()), style.precision), style);
    case 'c':
      return aligned(character(source.next()), style);
    case 'd':
    case 'i':
    case 'u':
      return wholeNumber('d', decimalOf(type, source.next()), style);
    case 'o':
    case 'x':
    case 'X':
      return wholeNumber(type, integerOf(type, source.next()), style);
    case 'e':
    case 'E':
    case 'f':
    case 'F':
    case 'g':
    case 'G':
      return floating(type, floatOf(source.next()), style);
    default: {
      const code = type.codePointAt(0) ?? 0;
      const shown = code >= 31 && code <= 126 ? type : '?';
      source.next();
      return raise('ValueError', `unsupported format character '${shown}' (0x${code.toString(16)}) at index ${index}`);
    }
  }
}

function cut(text: string, precision: number): string {
  return precision >= 0 && precision < text.length ? codePoints(text).slice(0, precision).join('') : text;
}

function aligned(text: string, { flags, width }: Style): string {
  const padding = Math.max(0, width - textLength(text));
  make(padding);
  return flags.includes('-') ? text + ' '.repeat(padding) : ' '.repeat(padding) + text;
}

function character(value: Value): string {
  if (typeof value === 'string' && textLength(value) === 1) {
    return value;
  }
  const code = integer(value);
  return code === undefined ? raise('TypeError', '%c requires int or char') : characterOf(code);
}

function decimalOf(type: string, value: Value): bigint {
  if (typeof value === 'number') {
    return floatToInteger(value);
  }
  return integer(value) ?? raise('TypeError', `%${type} format: a real number is required, not ${typeName(value)}`);
}

function integerOf(type: string, value: Value): bigint {
  return integer(value) ?? raise('TypeError', `%${type} format: an integer is required, not ${typeName(value)}`);
}

function floatOf(value: Value): number {
  if (typeof value === 'number') {
    return value;
  }
  const whole = integer(value);
  return whole === undefined
    ? raise('TypeError', `must be real number, not ${typeName(value)}`)
    : integerToFloat(whole);
}

function wholeNumber(type: string, value: bigint, style: Style): string {
  const positive = value < 0n ? -value : value;
  const radix = type === 'd' ? 10 : type === 'o' ? 8 : 16;
  const digits = (radix === 10 ? integerText(positive) : positive.toString(radix)).padStart(style.precision, '0');
  const prefix = style.flags.includes('#') && type !== 'd' ? `0${type}` : '';
  return signed(value < 0n, prefix, type === 'X' ? digits.toUpperCase() : digits, style);
}

function floating(type: string, value: number, style: Style): string {
  const precision = style.precision < 0 ? 6 : style.precision;
  make(precision);
  const alternate = style.flags.includes('#');
  const digits = floatDigits(Math.abs(value), { type, precision, alternate, pointZero: false });
  return signed(value < 0 || Object.is(value, -0), '', digits, style);
}

function signed(negative: boolean, prefix: string, digits: string, { flags, width }: Style): string {
  const sign = negative ? '-' : flags.includes('+') ? '+' : flags.includes(' ') ? ' ' : '';
  const padding = Math.max(0, width - sign.length - prefix.length - digits.length);
  make(padding);
  if (flags.includes('-')) {
    return sign + prefix + digits + ' '.repeat(padding);
  }
  return flags.includes('0')
    ? sign + prefix + '0'.repeat(padding) + digits
    : ' '.repeat(padding) + sign + prefix + digits;
}
