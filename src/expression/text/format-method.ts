import { make } from '../budget.ts';
import { PythonError, raise } from '../exception.ts';
import { typeName } from '../operations/type-name.ts';
import { ascii, repr, str } from '../repr.ts';
import { textAt } from '../text-index.ts';
import { asciiDigits } from '../unicode.ts';
import type { Arguments, Value } from '../value.ts';
import { formatValue } from './format-value.ts';

/** Where the replacement fields find their values. */
interface Values {
  args: Arguments;
  /** What `format_map` was given; it has no positional values. */
  mapping: Value | undefined;
  /** The next number for `{}`; undefined before the first field, 'manual' once a field was numbered by hand. */
  numbering: number | 'manual' | undefined;
}

interface Field {
  name: string;
  conversion: string;
  spec: string;
  end: number;
}

const deepestNesting = 2;

/** Python's `template.format(*args, **keywords)`. Names that begin with `_` are refused. */
export function formatMethod(template: string, args: Arguments): string {
  return build(template, { args, mapping: undefined, numbering: undefined }, deepestNesting);
}

/** Python's `template.format_map(mapping)`. */
export function formatMap(template: string, mapping: Value): string {
  const args: Arguments = { positional: [], keywords: new Map() };
  return build(template, { args, mapping, numbering: undefined }, deepestNesting);
}

function build(template: string, values: Values, nesting: number): string {
  if (nesting === 0) {
    raise('ValueError', 'Max string recursion exceeded');
  }
  let result = '';
  const add = (part: string): void => {
    make(part.length);
    result += part;
  };
  for (let at = 0; at < template.length; ) {
    const length = template.slice(at).search(/[{}]/);
    if (length < 0) {
      add(template.slice(at));
      break;
    }
    add(template.slice(at, at + length));
    at += length;
    const brace = template.charAt(at);
    const doubled = template.charAt(at + 1) === brace;
    if (!doubled && (brace === '}' || at + 1 === template.length)) {
      raise('ValueError', `Single '${brace}' encountered in format string`);
    }
    if (doubled) {
      add(brace);
      at += 2;
    } else {
      const field = readField(template, at + 1);
      add(render(field, values, nesting));
      at = field.end;
    }
  }
  return result;
}

// A field is `name[!conversion][:spec]}`; brackets in the name hide what stands in them.
function readField(template: string, start: number): Field {
  let at = start;
  for (; at < template.length && !'}:!'.includes(template.charAt(at)); at += 1) {
    if (template.charAt(at) === '{') {
      raise('ValueError', "unexpected '{' in field name");
    }
    if (template.charAt(at) === '[') {
      const close = template.indexOf(']', at);
      at = close < 0 ? template.length : close;
    }
  }
  const name = template.slice(start, at);
  const mark = template.charAt(at);
  if (mark === '') {
    raise('ValueError', "expected '}' before end of string");
  }
  if (mark === '}') {
    return { name, conversion: '', spec: '', end: at + 1 };
  }
  return mark === '!' ? readConversion(template, name, at + 1) : readSpec(template, name, '', at + 1);
}

function readConversion(template: string, name: string, at: number): Field {
  const point = template.codePointAt(at);
  if (point === undefined) {
    return raise('ValueError', 'end of string while looking for conversion specifier');
  }
  const conversion = String.fromCodePoint(point);
  const after = at + conversion.length;
  const mark = template.charAt(after);
  if (mark === '}') {
    return { name, conversion, spec: '', end: after + 1 };
  }
  if (mark !== ':' && mark !== '') {
    raise('ValueError', "expected ':' after conversion specifier");
  }
  return readSpec(template, name, conversion, after + 1);
}

function readSpec(template: string, name: string, conversion: string, start: number): Field {
  let depth = 1;
  for (let at = start; at < template.length; at += 1) {
    const unit = template.charAt(at);
    depth += unit === '{' ? 1 : unit === '}' ? -1 : 0;
    if (depth === 0) {
      return { name, conversion, spec: template.slice(start, at), end: at + 1 };
    }
  }
  return raise('ValueError', "unmatched '{' in format spec");
}

function render(field: Field, values: Values, nesting: number): string {
  const value = converted(lookUp(field.name, values), field.conversion);
  const spec = field.spec.includes('{') ? build(field.spec, values, nesting - 1) : field.spec;
  return formatValue(value, spec);
}

function converted(value: Value, conversion: string): Value {
  switch (conversion) {
    case '':
      return value;
    case 'r':
      return repr(value);
    case 's':
      return str(value);
    case 'a':
      return ascii(value);
    default: {
      const code = conversion.codePointAt(0) ?? 0;
      const shown = code > 32 && code < 127 ? conversion : `\\x${code.toString(16)}`;
      return raise('ValueError', `Unknown conversion specifier ${shown}`);
    }
  }
}

function lookUp(name: string, values: Values): Value {
  const [first = ''] = /^[^.[]*/.exec(name) ?? [];
  let value = firstValue(first, values);
  let rest = name.slice(first.length);
  while (rest !== '') {
    const [part = '', attribute, , key, close] = /^(?:\.([^.[]*)|(\[)([^\]]*)(\]?))/.exec(rest) ?? [];
    if (part === '') {
      raise('ValueError', "Only '.' or '[' may follow ']' in format field specifier");
    }
    if (key !== undefined && close === '') {
      raise('ValueError', "Missing ']' in format string");
    }
    if (attribute === '' || key === '') {
      raise('ValueError', 'Empty attribute in format string');
    }
    value = attribute === undefined ? itemOf(value, key ?? '') : attributeOf(value, attribute);
    rest = rest.slice(part.length);
  }
  return value;
}

function firstValue(name: string, values: Values): Value {
  const index = indexOf(name);
  if (index === undefined && name !== '') {
    if (values.mapping !== undefined) {
      return itemOf(values.mapping, name);
    }
    const value = values.args.keywords.get(name);
    if (value === undefined) {
      throw new PythonError('KeyError', [name]);
    }
    return value;
  }
  checkNumbering(values.numbering, index !== undefined);
  const place = index ?? (typeof values.numbering === 'number' ? values.numbering : 0);
  values.numbering = index === undefined ? place + 1 : 'manual';
  if (values.mapping !== undefined) {
    raise('ValueError', 'Format string contains positional fields');
  }
  const value = values.args.positional[place];
  if (value === undefined) {
    raise('IndexError', `Replacement index ${place} out of range for positional args tuple`);
  }
  return value;
}

function checkNumbering(numbering: Values['numbering'], byHand: boolean): void {
  if (byHand && typeof numbering === 'number') {
    raise('ValueError', 'cannot switch from automatic field numbering to manual field specification');
  }
  if (!byHand && numbering === 'manual') {
    raise('ValueError', 'cannot switch from manual field specification to automatic field numbering');
  }
}

function indexOf(name: string): number | undefined {
  if (!/^\p{Nd}+$/u.test(name)) {
    return undefined;
  }
  const index = Number(asciiDigits(name));
  if (index > 2 ** 63 - 1) {
    raise('ValueError', 'Too many decimal digits in format string');
  }
  return index;
}

function attributeOf(value: Value, name: string): Value {
  if (name.startsWith('_')) {
    raise('AttributeError', `not supported: '${name}' in a format string, a name that begins with an underscore`);
  }
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  const found = isObject ? value.attribute?.(name) : undefined;
  if (found === undefined) {
    raise('AttributeError', `'${typeName(value)}' object has no attribute '${name}'`);
  }
  return found;
}

function itemOf(value: Value, key: string): Value {
  const index = indexOf(key);
  if (typeof value === 'string' || Array.isArray(value)) {
    const kind = typeof value === 'string' ? 'string' : 'list';
    if (index === undefined) {
      const wanted = kind === 'string' ? "integers, not 'str'" : 'integers or slices, not str';
      return raise('TypeError', `${kind} indices must be ${wanted}`);
    }
    const item = typeof value === 'string' ? textAt(value, index) : value[index];
    return item === undefined ? raise('IndexError', `${kind} index out of range`) : item;
  }
  if (typeof value !== 'object' || value?.item === undefined) {
    return raise('TypeError', `'${typeName(value)}' object is not subscriptable`);
  }
  return value.item(index === undefined ? key : BigInt(index));
}
