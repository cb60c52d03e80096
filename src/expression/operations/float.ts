import { NOT_SUPPORTED, PythonError, raise } from '../exception.ts';

/** `a / b`. Raises ZeroDivisionError. */
export function divide(a: number, b: number): number {
  if (b === 0) {
    raise('ZeroDivisionError', 'float division by zero');
  }
  return a / b;
}

/** `(a // b, a % b)`: the rest has the sign of `b`. Raises ZeroDivisionError with this message. */
export function divideWithRest(a: number, b: number, message: string): [quotient: number, rest: number] {
  if (b === 0) {
    raise('ZeroDivisionError', message);
  }
  let rest = a % b;
  let quotient = (a - rest) / b;
  if (rest !== 0) {
    if (b < 0 !== rest < 0) {
      rest += b;
      quotient -= 1;
    }
  } else {
    rest = b < 0 ? -0 : 0;
  }
  if (quotient === 0) {
    return [a / b < 0 || Object.is(a / b, -0) ? -0 : 0, rest];
  }
  const floored = Math.floor(quotient);
  return [quotient - floored > 0.5 ? floored + 1 : floored, rest];
}

/** `a ** b`. Raises ZeroDivisionError and OverflowError; complex results are not supported. */
export function floatPower(a: number, b: number): number {
  if (b === 0 || a === 1) {
    return 1;
  }
  if (a === 0 && b < 0) {
    raise('ZeroDivisionError', '0.0 cannot be raised to a negative power');
  }
  if (a === -1 && !Number.isFinite(b) && !Number.isNaN(b)) {
    return 1;
  }
  const result = a ** b;
  if (!Number.isFinite(result) && Number.isFinite(a) && Number.isFinite(b)) {
    if (a < 0 && !Number.isInteger(b)) {
      raise(NOT_SUPPORTED, 'complex numbers, such as a root of a negative number');
    }
    throw new PythonError('OverflowError', [34n, 'Numerical result out of range']);
  }
  return result;
}
