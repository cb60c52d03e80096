import { NOT_SUPPORTED, raise } from '../exception.ts';
import { typeName } from '../operations/type-name.ts';
import { digitValue } from '../unicode.ts';
import type { Value } from '../value.ts';

/** A format specification taken apart: `[[fill]align][sign][z][#][0][width][grouping][.precision][type]`. */
export interface FormatSpec {
  fill: string;
  align: '<' | '>' | '=' | '^';
  sign: '' | '+' | '-' | ' ';
  noNegativeZero: boolean;
  alternate: boolean;
  width: number;
  grouping: '' | ',' | '_';
  /** -1 when not given. */
  precision: number;
  type: string;
}

/** No width or precision may be beyond this. */
export const mostPadding = 1_000_000;

const layout = /^(?:(.)([<>=^])|([<>=^]))?([-+ ])?(z)?(#)?(0)?(\p{Nd}*)(,)?(?:(_)(,)?)?(?:(\.)(\p{Nd}*))?(.*)$/su;

/** Takes a specification apart for a value of this kind. Raises CPython's ValueError for one that makes no sense. */
export function parseFormatSpec(text: string, value: Value, align: '<' | '>', type: string): FormatSpec {
  const [
    ,
    fill,
    filledAlign,
    loneAlign,
    sign,
    z,
    alternate,
    zero,
    width = '',
    comma,
    underscore,
    lateComma,
    dot,
    digits = '',
    rest = '',
  ] = layout.exec(text) ?? [];
  const givenAlign = filledAlign ?? loneAlign;
  const spec: FormatSpec = {
    fill: fill ?? ' ',
    align: givenAlign === '<' || givenAlign === '>' || givenAlign === '=' || givenAlign === '^' ? givenAlign : align,
    sign: sign === '+' || sign === '-' || sign === ' ' ? sign : '',
    noNegativeZero: z !== undefined,
    alternate: alternate !== undefined,
    width: 0,
    grouping: underscore ? '_' : comma ? ',' : '',
    precision: -1,
    type,
  };
  if (zero !== undefined && fill === undefined) {
    spec.fill = '0';
    spec.align = givenAlign === undefined && align === '>' ? '=' : spec.align;
  }
  spec.width = readSize(width);
  checkCommas(comma, underscore, lateComma);
  if (dot !== undefined) {
    if (digits === '') {
      raise('ValueError', 'Format specifier missing precision');
    }
    spec.precision = readSize(digits);
  }
  setType(spec, rest, text, value);
  return spec;
}

function readSize(digits: string): number {
  let size = 0;
  for (const digit of digits) {
    size = size * 10 + digitValue(digit);
  }
  if (size > 2 ** 63 - 1) {
    raise('ValueError', 'Too many decimal digits in format string');
  }
  return boundedSize(size);
}

/** A width or precision, checked before anything of that size is made. */
export function boundedSize(size: number): number {
  if (size > mostPadding) {
    raise(NOT_SUPPORTED, `a width or precision of ${size} in a format; the most is ${mostPadding}`);
  }
  return size;
}

function checkCommas(comma: string | undefined, underscore: string | undefined, late: string | undefined): void {
  if (underscore !== undefined && (comma !== undefined || late !== undefined)) {
    raise('ValueError', "Cannot specify both ',' and '_'.");
  }
}

function setType(spec: FormatSpec, rest: string, text: string, value: Value): void {
  const [type, ...more] = rest;
  if (more.length > 0) {
    raise('ValueError', `Invalid format specifier '${text}' for object of type '${typeName(value)}'`);
  }
  spec.type = type ?? spec.type;
  const groups = spec.grouping === '_' ? 'deEfFgG%boxX' : 'deEfFgG%';
  if (spec.grouping !== '' && !groups.includes(spec.type)) {
    const code = spec.type.codePointAt(0) ?? 0;
    const shown = code > 32 && code < 128 ? spec.type : `\\x${code.toString(16)}`;
    raise('ValueError', `Cannot specify '${spec.grouping}' with '${shown}'.`);
  }
}
