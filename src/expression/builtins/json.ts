import { bind, positional } from '../arguments.ts';
import { make } from '../budget.ts';
import { Bytes } from '../bytes.ts';
import { raise } from '../exception.ts';
import { Builtin } from '../function.ts';
import { JsonFault, parseJson } from '../json.ts';
import { jsonText } from '../json-text.ts';
import { decode } from '../methods/bytes.ts';
import { Module } from '../module.ts';
import { call } from '../operations/call.ts';
import { item } from '../operations/item.ts';
import { integer } from '../operations/position.ts';
import { truth } from '../operations/truth.ts';
import { typeName } from '../operations/type-name.ts';
import type { Arguments, Value } from '../value.ts';

const LIMITS = { depth: 200, keys: 1_000_000 };

/** The `json` module: `loads` and `dumps`. */
export const json = new Module('json', { loads: new Builtin('loads', loads), dumps: new Builtin('dumps', dumps) });

function loads(args: Arguments): Value {
  const [given = null] = bind('loads', ['s'], 1, args);
  const text = given instanceof Bytes ? decode(given.data, 'utf-8', 'strict') : given;
  if (typeof text !== 'string') {
    return raise('TypeError', `the JSON object must be str, bytes or bytearray, not ${typeName(text)}`);
  }
  make(text.length);
  try {
    return parseJson(text, LIMITS);
  } catch (error) {
    if (!(error instanceof JsonFault)) {
      throw error;
    }
    return refuse(error);
  }
}

function refuse(fault: JsonFault): never {
  switch (fault.reason) {
    case 'too deep':
      return raise('RecursionError', 'maximum recursion depth exceeded while decoding a JSON object');
    case 'too many digits':
    case 'too many keys':
      return raise('ValueError', fault.message);
    default:
      return raise(
        'JSONDecodeError',
        `${fault.reason}: line ${fault.line} column ${fault.column} (char ${fault.position})`,
      );
  }
}

const OPTIONS = [
  'skipkeys',
  'ensure_ascii',
  'check_circular',
  'allow_nan',
  'cls',
  'indent',
  'separators',
  'default',
  'sort_keys',
];

function dumps(args: Arguments): Value {
  for (const name of args.keywords.keys()) {
    if (name !== 'obj' && !OPTIONS.includes(name)) {
      raise('TypeError', `JSONEncoder.__init__() got an unexpected keyword argument '${name}'`);
    }
  }
  if (args.positional.length === 0 && !args.keywords.has('obj')) {
    raise('TypeError', "dumps() missing 1 required positional argument: 'obj'");
  }
  const [value = null] = bind('dumps', ['obj', ...OPTIONS], 1, args);
  const option = (name: string, otherwise: Value) => args.keywords.get(name) ?? otherwise;
  const indent = indentText(option('indent', null));
  const separators = option('separators', null);
  const otherwise = option('default', null);
  return jsonText(value, {
    indent,
    itemSeparator: separators === null ? (indent === undefined ? ', ' : ',') : text(item(separators, 0n)),
    keySeparator: separators === null ? ': ' : text(item(separators, 1n)),
    sortKeys: truth(option('sort_keys', false)),
    skipKeys: truth(option('skipkeys', false)),
    ascii: truth(option('ensure_ascii', true)),
    nan: truth(option('allow_nan', true)),
    otherwise: otherwise === null ? undefined : (unknown) => call(otherwise, positional(unknown)),
  });
}

function indentText(value: Value): string | undefined {
  if (value === null || typeof value === 'string') {
    return value ?? undefined;
  }
  const width = integer(value);
  if (width === undefined) {
    return raise('TypeError', `can't multiply sequence by non-int of type '${typeName(value)}'`);
  }
  make(Number(width));
  return ' '.repeat(Math.max(0, Number(width)));
}

function text(value: Value): string {
  return typeof value === 'string'
    ? value
    : raise('TypeError', `sequence item 0: expected str instance, ${typeName(value)} found`);
}
