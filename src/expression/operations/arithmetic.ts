import { make } from '../budget.ts';
import { raise } from '../exception.ts';
import { divideIntegers, integerToFloat } from '../number.ts';
import { percentFormat } from '../text/percent.ts';
import type { BinaryOperator, Value } from '../value.ts';
import { divide, divideWithRest, floatPower } from './float.ts';
import { bounded, floorDivide, modulo, multiply, power, shift } from './integer.ts';
import { refuseHuge, repeated } from './repeat.ts';
import { typeName } from './type-name.ts';

/** `a operator b`. `sign` is how the operator was written, for the message: `+=` in an augmented assignment. Raises TypeError. */
export function binary(operator: BinaryOperator, a: Value, b: Value, sign: string = operator): Value {
  if (typeof a === 'string' && operator === '%') {
    return percentFormat(a, b);
  }
  if (isNumeric(a) && isNumeric(b)) {
    const result = numeric(operator, a, b);
    return result === undefined ? unsupported(sign, a, b) : result;
  }
  const result = sequence(operator, a, b) ?? object(operator, a, b);
  return result === undefined ? refuse(operator, sign, a, b) : result;
}

function numeric(
  operator: BinaryOperator,
  a: bigint | number | boolean,
  b: bigint | number | boolean,
): Value | undefined {
  if (typeof a === 'boolean' && typeof b === 'boolean' && (operator === '&' || operator === '|' || operator === '^')) {
    return operator === '&' ? a && b : operator === '|' ? a || b : a !== b;
  }
  const left = typeof a === 'boolean' ? BigInt(a) : a;
  const right = typeof b === 'boolean' ? BigInt(b) : b;
  return typeof left === 'bigint' && typeof right === 'bigint'
    ? integers(operator, left, right)
    : floats(operator, toFloat(left), toFloat(right));
}

function toFloat(value: bigint | number): number {
  return typeof value === 'bigint' ? integerToFloat(value) : value;
}

function integers(operator: BinaryOperator, a: bigint, b: bigint): Value | undefined {
  switch (operator) {
    case '+':
      return bounded(a + b);
    case '-':
      return bounded(a - b);
    case '*':
      return multiply(a, b);
    case '/':
      return divideIntegers(a, b);
    case '//':
      return floorDivide(a, b);
    case '%':
      return modulo(a, b);
    case '**':
      return b < 0n ? floatPower(toFloat(a), toFloat(b)) : power(a, b);
    case '&':
      return a & b;
    case '|':
      return a | b;
    case '^':
      return a ^ b;
    case '<<':
    case '>>':
      if (b < 0n) {
        raise('ValueError', 'negative shift count');
      }
      return shift(a, operator === '<<' ? b : -b);
    default:
      return undefined;
  }
}

function floats(operator: BinaryOperator, a: number, b: number): Value | undefined {
  switch (operator) {
    case '+':
      return a + b;
    case '-':
      return a - b;
    case '*':
      return a * b;
    case '/':
      return divide(a, b);
    case '//':
      return divideWithRest(a, b, 'float floor division by zero')[0];
    case '%':
      return divideWithRest(a, b, 'float modulo')[1];
    case '**':
      return floatPower(a, b);
    default:
      return undefined;
  }
}

/** Text and lists added and repeated. */
function sequence(operator: BinaryOperator, a: Value, b: Value): Value | undefined {
  if (operator === '+') {
    if (typeof a === 'string' && typeof b === 'string') {
      make(a.length + b.length);
      return a + b;
    }
    if (Array.isArray(a) && Array.isArray(b)) {
      make(a.length + b.length);
      return a.concat(b);
    }
    return undefined;
  }
  return operator === '*' ? (multiplied(a, b) ?? multiplied(b, a)) : undefined;
}

function multiplied(items: Value, times: Value): Value | undefined {
  if (Array.isArray(items)) {
    return repeated(items, times);
  }
  if (typeof items !== 'string' || (typeof times !== 'bigint' && typeof times !== 'boolean')) {
    return undefined;
  }
  refuseHuge(BigInt(times));
  const count = Math.max(0, Number(times));
  if (items === '') {
    return '';
  }
  make(items.length * count);
  return items.repeat(count);
}

function object(operator: BinaryOperator, a: Value, b: Value): Value | undefined {
  if (typeof a === 'object' && a !== null && !Array.isArray(a)) {
    const result = a.binary?.(operator, b, false);
    if (result !== undefined) {
      return result;
    }
  }
  return typeof b === 'object' && b !== null && !Array.isArray(b) ? b.binary?.(operator, a, true) : undefined;
}

function refuse(operator: BinaryOperator, sign: string, a: Value, b: Value): never {
  if (operator === '+' && (typeof a === 'string' || Array.isArray(a))) {
    raise('TypeError', `can only concatenate ${typeName(a)} (not "${typeName(b)}") to ${typeName(a)}`);
  }
  if (operator === '*' && (isSequence(a) || isSequence(b))) {
    raise('TypeError', `can't multiply sequence by non-int of type '${typeName(isSequence(a) ? b : a)}'`);
  }
  return unsupported(sign, a, b);
}

function unsupported(sign: string, a: Value, b: Value): never {
  const shown = sign === '**' ? '** or pow()' : sign;
  return raise('TypeError', `unsupported operand type(s) for ${shown}: '${typeName(a)}' and '${typeName(b)}'`);
}

function isSequence(value: Value): boolean {
  return typeof value === 'string' || Array.isArray(value) || ['tuple', 'bytes'].includes(typeName(value));
}

function isNumeric(value: Value): value is bigint | number | boolean {
  return typeof value === 'bigint' || typeof value === 'number' || typeof value === 'boolean';
}
