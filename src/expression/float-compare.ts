import { bind } from './arguments.ts';
import { PythonError, raise } from './exception.ts';
import { Builtin } from './function.ts';
import { floatToInteger, integerToFloat } from './number.ts';
import { integer } from './operations/position.ts';
import { typeName } from './operations/type-name.ts';
import { repr } from './repr.ts';
import type { Arguments, Value } from './value.ts';

// Odoo rounds amounts half away from zero in steps of a precision, and forgives a float the few last bits in which 2.675 falls short
// of itself. The steps are those of Odoo 19.

const methods = ['HALF-UP', 'HALF-DOWN', 'HALF-EVEN', 'UP', 'DOWN'] as const;
type Method = (typeof methods)[number];

/** The value rounded to a multiple of the step. Throws for inf and nan. */
function roundTo(value: number, step: number, method: Method): number {
  if (step === 0 || value === 0) {
    return 0;
  }
  if (!Number.isFinite(value)) {
    floatToInteger(value);
  }
  const inverse = step < 1 ? invert(step) : undefined;
  const scaled = inverse === undefined ? value / step : value * inverse;
  const whole = wholeSteps(scaled, method);
  return inverse === undefined ? whole * step : whole / inverse;
}

function wholeSteps(scaled: number, method: Method): number {
  const tolerance = 2 ** (Math.log2(Math.abs(scaled)) - 50);
  const outward = (by: number): number => scaled + (scaled < 0 ? -by : by);
  switch (method) {
    case 'HALF-UP':
      return nearest(outward(tolerance));
    case 'HALF-DOWN':
      return nearest(outward(-tolerance));
    case 'UP':
      return Math.trunc(outward(1 - tolerance));
    case 'DOWN':
      return Math.trunc(outward(tolerance));
    case 'HALF-EVEN': {
      const floor = Math.floor(scaled);
      const isHalf = Math.abs(0.5 - Math.abs(scaled - floor)) < tolerance;
      return isHalf ? floor + Math.abs(floor % 2) : nearest(scaled);
    }
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
function stepOf(digits: Value, rounding: Value): number {
  if (rounding !== null && digits === null) {
    const step = needNumber(rounding);
    return step > 0 ? step : raise('AssertionError', `precision_rounding must be positive, got ${repr(rounding)}`);
  }
  if (digits === null || rounding !== null) {
    return raise('AssertionError', 'exactly one of precision_digits and precision_rounding must be specified');
  }
  const places = needNumber(digits);
  if (!Number.isInteger(places) || places < 0) {
    raise('AssertionError', `precision_digits must be a non-negative integer, got ${repr(digits)}`);
  }
  return Number(`1e-${places}`);
}

function isZero(value: number, step: number): boolean {
  return value === 0 || Math.abs(roundTo(value, step, 'HALF-UP')) < step;
}

function compare(args: Arguments): Value {
  const names = ['value1', 'value2', 'precision_digits', 'precision_rounding'];
  const [first, second, digits = null, rounding = null] = bind('float_compare', names, 2, args);
  const step = stepOf(digits, rounding);
  const [left, right] = [needNumber(first), needNumber(second)];
  if (left === right) {
    return 0n;
  }
  const difference = roundTo(left, step, 'HALF-UP') - roundTo(right, step, 'HALF-UP');
  return isZero(difference, step) ? 0n : difference < 0 ? -1n : 1n;
}

function round(args: Arguments): Value {
  const names = ['value', 'precision_digits', 'precision_rounding', 'rounding_method'];
  const [value, digits = null, rounding = null, wanted = 'HALF-UP'] = bind('float_round', names, 1, args);
  const step = stepOf(digits, rounding);
  const method = methods.find((known) => known === wanted);
  if (method === undefined) {
    throw new PythonError('ValueError', [
      `unknown rounding method: ${typeof wanted === 'string' ? wanted : repr(wanted)}`,
    ]);
  }
  return roundTo(needNumber(value), step, method);
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
