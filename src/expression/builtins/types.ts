import { bind, exactly } from '../arguments.ts';
import { make } from '../budget.ts';
import { BuiltinType } from '../builtin-type.ts';
import { Bytes } from '../bytes.ts';
import { encodeText } from '../codec.ts';
import { Dict } from '../dict.ts';
import { raise } from '../exception.ts';
import { Builtin } from '../function.ts';
import { decode } from '../methods/bytes.ts';
import { collect } from '../operations/collect.ts';
import { iterate } from '../operations/iterate.ts';
import { truth } from '../operations/truth.ts';
import { typeName } from '../operations/type-name.ts';
import { updateDict } from '../operations/update-dict.ts';
import { str } from '../repr.ts';
import { FrozenSet, PySet } from '../set.ts';
import { Tuple } from '../tuple.ts';
import type { Arguments, Value } from '../value.ts';
import { toFloat, toInteger } from './number-types.ts';

/** The built-in types by name. */
export const types: Record<string, BuiltinType> = {
  bool: new BuiltinType('bool', (args) => truth(exactly('bool', args, 0, 1)[0] ?? false)),
  int: new BuiltinType('int', toInteger),
  float: new BuiltinType('float', toFloat),
  str: new BuiltinType('str', toText),
  bytes: new BuiltinType('bytes', toBytes),
  list: new BuiltinType('list', (args) => items('list', args)),
  tuple: new BuiltinType('tuple', (args) => {
    const [given] = args.positional;
    return given instanceof Tuple && args.positional.length === 1 ? given : new Tuple(items('tuple', args));
  }),
  set: new BuiltinType('set', (args) => new PySet(exactly('set', args, 0, 1).flatMap(collect))),
  frozenset: new BuiltinType('frozenset', (args) => new FrozenSet(exactly('frozenset', args, 0, 1).flatMap(collect))),
  dict: new BuiltinType('dict', toDict, { fromkeys: new Builtin('fromkeys', fromKeys) }),
};

function items(name: string, args: Arguments): Value[] {
  const [given] = exactly(name, args, 0, 1);
  return given === undefined ? [] : collect(given);
}

function toText(args: Arguments): Value {
  const [value, encoding, errors = 'strict'] = bind('str', ['object', 'encoding', 'errors'], 0, args);
  if (encoding === undefined) {
    return value === undefined ? '' : str(value);
  }
  if (typeof encoding !== 'string') {
    raise('TypeError', `str() argument 'encoding' must be str, not ${typeName(encoding)}`);
  }
  if (!(value instanceof Bytes)) {
    return raise('TypeError', `decoding to str: need a bytes-like object, ${typeName(value ?? null)} found`);
  }
  return decode(value.data, encoding, errors);
}

function toBytes(args: Arguments): Value {
  const [value, encoding, errors = 'strict'] = bind('bytes', ['source', 'encoding', 'errors'], 0, args);
  if (value === undefined) {
    return new Bytes(new Uint8Array());
  }
  if (typeof value === 'string') {
    if (typeof encoding !== 'string' || typeof errors !== 'string') {
      return raise('TypeError', 'string argument without an encoding');
    }
    return new Bytes(encodeText(value, encoding, errors));
  }
  if (value instanceof Bytes) {
    return value;
  }
  if (typeof value === 'bigint') {
    if (value < 0n) {
      raise('ValueError', 'negative count');
    }
    make(Number(value));
    return new Bytes(new Uint8Array(Number(value)));
  }
  return new Bytes(Uint8Array.from(collect(value).map(byte)));
}

function byte(value: Value): number {
  if (typeof value !== 'bigint') {
    return raise('TypeError', `'${typeName(value)}' object cannot be interpreted as an integer`);
  }
  return value < 0n || value > 255n ? raise('ValueError', 'bytes must be in range(0, 256)') : Number(value);
}

function toDict(args: Arguments): Value {
  const [source] = exactly('dict', { positional: args.positional, keywords: new Map() }, 0, 1);
  const dict = new Dict();
  if (source !== undefined) {
    updateDict(dict, source);
  }
  for (const [key, value] of args.keywords) {
    dict.setItem(key, value);
  }
  return dict;
}

function fromKeys(args: Arguments): Value {
  const [keys, value = null] = exactly('fromkeys', args, 1, 2);
  const dict = new Dict();
  for (const key of iterate(keys as Value)) {
    dict.setItem(key, value);
  }
  return dict;
}
