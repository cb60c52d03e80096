import { bind } from '../arguments.ts';
import { spend } from '../budget.ts';
import { Bytes } from '../bytes.ts';
import { raise } from '../exception.ts';
import { floatToInteger, integerToFloat, parseFloatText, parseInteger } from '../number.ts';
import { integer } from '../operations/position.ts';
import { typeName } from '../operations/type-name.ts';
import { repr } from '../repr.ts';
import type { Arguments, Value } from '../value.ts';

/** `int(x)`, `int(text, base)`. Raises ValueError, TypeError, OverflowError. */
export function toInteger(args: Arguments): bigint {
  for (const keyword of args.keywords.keys()) {
    if (keyword !== 'base') {
      raise('TypeError', `'${keyword}' is an invalid keyword argument for int()`);
    }
  }
  const [value, base] = bind('int', ['x', 'base'], 0, args);
  if (base !== undefined) {
    return withBase(value, base);
  }
  switch (typeof value) {
    case 'undefined':
      return 0n;
    case 'bigint':
      return value;
    case 'boolean':
      return BigInt(value);
    case 'number':
      return floatToInteger(value);
    case 'string':
      spend(value.length >> 4);
      return parseInteger(value);
    default:
      if (value instanceof Bytes) {
        return fromBytes(value);
      }
      return raise(
        'TypeError',
        `int() argument must be a string, a bytes-like object or a real number, not '${typeName(value)}'`,
      );
  }
}

function fromBytes(value: Bytes): bigint {
  try {
    return parseInteger(Buffer.from(value.data).toString('latin1'));
  } catch {
    return raise('ValueError', `invalid literal for int() with base 10: ${repr(value)}`);
  }
}

function withBase(value: Value | undefined, base: Value): bigint {
  if (value === undefined) {
    return raise('TypeError', 'int() missing string argument');
  }
  const radix = integer(base);
  if (radix === undefined) {
    return raise('TypeError', `'${typeName(base)}' object cannot be interpreted as an integer`);
  }
  if (radix < 0n || radix === 1n || radix > 36n) {
    raise('ValueError', 'int() base must be >= 2 and <= 36, or 0');
  }
  if (typeof value !== 'string') {
    return raise('TypeError', "int() can't convert non-string with explicit base");
  }
  spend(value.length >> 4);
  return parseInteger(value, Number(radix));
}

/** `float(x)`. Raises ValueError, TypeError, OverflowError. */
export function toFloat(args: Arguments): number {
  if (args.keywords.size > 0) {
    raise('TypeError', 'float() takes no keyword arguments');
  }
  if (args.positional.length > 1) {
    raise('TypeError', `float expected at most 1 argument, got ${args.positional.length}`);
  }
  const [value] = args.positional;
  switch (typeof value) {
    case 'undefined':
      return 0;
    case 'bigint':
      return integerToFloat(value);
    case 'boolean':
      return Number(value);
    case 'number':
      return value;
    case 'string':
      return parseFloatText(value);
    default:
      return raise('TypeError', `float() argument must be a string or a real number, not '${typeName(value)}'`);
  }
}
