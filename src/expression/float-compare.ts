import { bind } from './arguments.ts';
import { raise } from './exception.ts';
import { Builtin } from './function.ts';
import { floatToInteger, integerToFloat } from './number.ts';
import { integer } from './operations/position.ts';
import { typeName } from './operations/type-name.ts';
import { repr, str } from './repr.ts';
import type { Arguments, Value } from './value.ts';

// Odoo rounds amounts half away from zero in steps of a precision, and forgives a float the few last bits in which 2.675 falls short
// of itself. The steps are those of Odoo 19.

/** A step, and whether Python holds it as an int, which a result in whole steps then is too. */
interface Step {
  size: number;
  isInteger: boolean;
}

/** The value rounded to a multiple of the step. Raises ValueError for an unknown method; throws for inf and nan. */
function roundTo(value: number, step: Step, method: string): bigint | number {
  const { size } = step;
  if (size === 0 || value === 0) {
    return 0;
  }
  if (!Number.isFinite(value)) {
    floatToInteger(value);
  }
  const inverse = size < 1 ? invert(size) : undefined;
  const scaled = inverse === undefined ? value / size : value * inverse;
  const whole = wholeSteps(scaled, method);
  if (typeof whole === 'bigint' && step.isInteger) {
    return whole * BigInt(size);
  }
  return inverse === undefined ? Number(whole) * size : Number(whole) / inverse;
}

/** A number of steps, as a bigint where Python makes an int of it. */
function wholeSteps(scaled: number, method: string): bigint | number {
  const tolerance = 2 ** (Math.log2(Math.abs(scaled)) - 50);
  const outward = (by: number): number => scaled + (scaled < 0 ? -by : by);
  switch (method) {
    case 'HALF-UP':
      return nearest(outward(tolerance));
    case 'HALF-DOWN':
      return nearest(outward(-tolerance));
    case 'UP':
      return floatToInteger(outward(Math.abs(1 - tolerance)));
    case 'DOWN':
      return floatToInteger(outward(tolerance));
    case 'HALF-EVEN': {
      const floor = Math.floor(scaled);
      const isHalf = Math.abs(0.5 - Math.abs(scaled - floor)) < tolerance;
      return isHalf ? BigInt(floor) + (BigInt(floor) & 1n) : nearest(scaled);
    }
    default:
      return raise('ValueError', `unknown rounding method: ${method}`);
  }
}

/** The nearest whole number, halves away from zero. */
function nearest(value: number): number {
  const size = Math.abs(value);
  const floor = Math.floor(size);
  const whole = size - floor >= 0.5 ? floor + 1 : floor;
  return value < 0 || Object.is(value, -0) ? -whole : whole;
}

// 1 / step by its decimal digits: of 1e-5 this gives 100000 and not its neighbour.
function invert(step: number): number {
  const [digits = '', exponent = ''] = step.toExponential(15).split('e');
  const coefficient = Number(digits);
  return Number(`${digits}e${-Number(exponent)}`) / (coefficient * coefficient);
}

function needNumber(value: Value | undefined): number {
  if (typeof value === 'number') {
    return value;
  }
  const whole = integer(value ?? null);
  return whole === undefined
    ? raise('TypeError', `must be real number, not ${typeName(value ?? null)}`)
    : integerToFloat(whole);
}

/** The step that exactly one of precision_digits and precision_rounding gives. Raises AssertionError. */
function stepOf(digits: Value, rounding: Value): Step {
  if (rounding !== null && digits === null) {
    const size = needNumber(rounding);
    return size > 0
      ? { size, isInteger: typeof rounding !== 'number' }
      : raise('AssertionError', `precision_rounding must be positive, got ${repr(rounding)}`);
  }
  if (digits === null || rounding !== null) {
    return raise('AssertionError', 'exactly one of precision_digits and precision_rounding must be specified');
  }
  const places = needNumber(digits);
  if (!Number.isInteger(places) || places < 0) {
    raise('AssertionError', `precision_digits must be a non-negative integer, got ${repr(digits)}`);
  }
  return { size: Number(`1e-${places}`), isInteger: places === 0 && typeof digits !== 'number' };
}

function isZero(value: number, step: Step): boolean {
  return value === 0 || Math.abs(Number(roundTo(value, step, 'HALF-UP'))) < step.size;
}

function compare(args: Arguments): Value {
  const names = ['value1', 'value2', 'precision_digits', 'precision_rounding'];
  const [first, second, digits = null, rounding = null] = bind('float_compare', names, 2, args);
  const step = stepOf(digits, rounding);
  const [left, right] = [needNumber(first), needNumber(second)];
  if (left === right) {
    return 0n;
  }
  const difference = Number(roundTo(left, step, 'HALF-UP')) - Number(roundTo(right, step, 'HALF-UP'));
  return isZero(difference, step) ? 0n : difference < 0 ? -1n : 1n;
}

function round(args: Arguments): Value {
  const names = ['value', 'precision_digits', 'precision_rounding', 'rounding_method'];
  const [value, digits = null, rounding = null, method = 'HALF-UP'] = bind('float_round', names, 1, args);
  return roundTo(needNumber(value), stepOf(digits, rounding), str(method));
}

/** Odoo's `float_compare`: -1, 0 or 1 of two values rounded to a precision. */
export const floatCompare = new Builtin('float_compare', compare);

/** Odoo's `float_round`. */
export const floatRound = new Builtin('float_round', round);

/** Odoo's `float_is_zero`. */
export const floatIsZero = new Builtin('float_is_zero', (args) => {
  const names = ['value', 'precision_digits', 'precision_rounding'];
  const [value, digits = null, rounding = null] = bind('float_is_zero', names, 1, args);
  return isZero(needNumber(value), stepOf(digits, rounding));
});
