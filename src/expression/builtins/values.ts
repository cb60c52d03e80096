import { bind, exactly } from '../arguments.ts';
import { BuiltinType } from '../builtin-type.ts';
import { raise } from '../exception.ts';
import { ExceptionClass, ExceptionValue } from '../exception-class.ts';
import { roundHalfEven } from '../number.ts';
import { binary } from '../operations/arithmetic.ts';
import { divideWithRest } from '../operations/float.ts';
import { integer } from '../operations/position.ts';
import { typeName } from '../operations/type-name.ts';
import { repr } from '../repr.ts';
import { textLength } from '../text-index.ts';
import { Tuple } from '../tuple.ts';
import { TypeObject } from '../type-object.ts';
import { type Arguments, PyObject, type Value } from '../value.ts';

type Function = (args: Arguments) => Value;

/** The builtins that work on single values, by name. */
export const valueFunctions: Record<string, Function> = {
  abs,
  chr,
  divmod,
  isinstance: (args) => {
    const [value, type] = exactly('isinstance', args, 2);
    return isInstance(value as Value, type as Value);
  },
  ord,
  repr: (args) => repr(exactly('repr', args, 1)[0] as Value),
  round,
};

function abs(args: Arguments): Value {
  const [value = null] = exactly('abs', args, 1);
  const number = typeof value === 'boolean' ? BigInt(value) : value;
  if (typeof number === 'bigint') {
    return number < 0n ? -number : number;
  }
  if (typeof number === 'number') {
    return Math.abs(number);
  }
  if (number instanceof PyObject && number.absolute) {
    return number.absolute();
  }
  return raise('TypeError', `bad operand type for abs(): '${typeName(value)}'`);
}

function chr(args: Arguments): Value {
  const [value = null] = exactly('chr', args, 1);
  const code = integer(value);
  if (code === undefined) {
    return raise('TypeError', `'${typeName(value)}' object cannot be interpreted as an integer`);
  }
  return code < 0n || code > 0x10ffffn
    ? raise('ValueError', 'chr() arg not in range(0x110000)')
    : String.fromCodePoint(Number(code));
}

function ord(args: Arguments): Value {
  const [value = null] = exactly('ord', args, 1);
  if (typeof value !== 'string') {
    return raise('TypeError', `ord() expected string of length 1, but ${typeName(value)} found`);
  }
  const length = textLength(value);
  return length === 1
    ? BigInt(value.codePointAt(0) ?? 0)
    : raise('TypeError', `ord() expected a character, but string of length ${length} found`);
}

function divmod(args: Arguments): Value {
  const [a = null, b = null] = exactly('divmod', args, 2);
  if (typeof a === 'number' || typeof b === 'number') {
    const left = Number(a);
    const right = Number(b);
    if (isNumber(a) && isNumber(b)) {
      return new Tuple(divideWithRest(left, right, 'float divmod()'));
    }
  }
  if (!isNumber(a) || !isNumber(b)) {
    raise('TypeError', `unsupported operand type(s) for divmod(): '${typeName(a)}' and '${typeName(b)}'`);
  }
  return new Tuple([binary('//', a, b), binary('%', a, b)]);
}

function isNumber(value: Value): boolean {
  return typeof value === 'bigint' || typeof value === 'number' || typeof value === 'boolean';
}

function round(args: Arguments): Value {
  const [value = null, digits = null] = bind('round', ['number', 'ndigits'], 1, args);
  if (typeof value !== 'bigint' && typeof value !== 'number' && typeof value !== 'boolean') {
    return raise('TypeError', `type ${typeName(value)} doesn't define __round__ method`);
  }
  const places = digits === null ? null : integer(digits);
  if (places === undefined) {
    return raise('TypeError', `'${typeName(digits)}' object cannot be interpreted as an integer`);
  }
  return roundHalfEven(value, places);
}

function isInstance(value: Value, type: Value): boolean {
  if (type instanceof Tuple) {
    return type.items.some((each) => isInstance(value, each));
  }
  if (type instanceof BuiltinType) {
    return type.includes(value);
  }
  if (type instanceof TypeObject) {
    return type.has(value);
  }
  if (type instanceof ExceptionClass) {
    return value instanceof ExceptionValue && value.type.within(type);
  }
  return raise('TypeError', 'isinstance() arg 2 must be a type, a tuple of types, or a union');
}
