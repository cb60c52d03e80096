import { LimitError, make, spend } from '../budget.ts';
import { raise } from '../exception.ts';

// An int that fits a machine word needs no look at its size; beyond, its bits are bounded so that no operation takes long.
const WORD = 1n << 63n;
const MOST_BITS = 1_000_000;

/** The int, when it is not too large to work with. Throws LimitError past a million bits. */
export function bounded(value: bigint): bigint {
  if (value < WORD && value > -WORD) {
    return value;
  }
  const size = bits(value);
  make(size >> 6);
  return value;
}

/** `a * b`, refused before it is made when it would be too large. */
export function multiply(a: bigint, b: bigint): bigint {
  if (a < WORD && a > -WORD && b < WORD && b > -WORD) {
    return a * b;
  }
  const size = bits(a) + bits(b);
  spend(size >> 6);
  refuseLarge(size);
  return a * b;
}

/** `a // b`. Raises ZeroDivisionError. */
export function floorDivide(a: bigint, b: bigint): bigint {
  if (b === 0n) {
    raise('ZeroDivisionError', 'integer division or modulo by zero');
  }
  const quotient = a / b;
  return a % b !== 0n && a < 0n !== b < 0n ? quotient - 1n : quotient;
}

/** `a % b`, with the sign of `b`. Raises ZeroDivisionError. */
export function modulo(a: bigint, b: bigint): bigint {
  if (b === 0n) {
    raise('ZeroDivisionError', 'integer modulo by zero');
  }
  const rest = a % b;
  return rest !== 0n && rest < 0n !== b < 0n ? rest + b : rest;
}

/** `base ** exponent` for an exponent of 0 or more, refused before it is made when it would be too large. */
export function power(base: bigint, exponent: bigint): bigint {
  if (base === 0n || base === 1n || exponent === 0n) {
    return exponent === 0n ? 1n : base;
  }
  if (base === -1n) {
    return exponent % 2n === 0n ? 1n : -1n;
  }
  const size = bits(base) * Number(exponent);
  refuseLarge(size);
  spend(size >> 6);
  return base ** exponent;
}

/** `a << count` or, with a negative count, `a >> -count`. */
export function shift(a: bigint, count: bigint): bigint {
  if (count <= 0n) {
    return a >> -count;
  }
  if (a === 0n) {
    return 0n;
  }
  refuseLarge(bits(a) + Number(count));
  return bounded(a << count);
}

/** How many bits the int's magnitude takes. */
export function bits(value: bigint): number {
  const magnitude = value < 0n ? -value : value;
  if (magnitude === 0n) {
    return 0;
  }
  const digits = magnitude.toString(16);
  return digits.length * 4 - (Math.clz32(Number.parseInt(digits.charAt(0), 16)) - 28);
}

function refuseLarge(size: number): void {
  if (size > MOST_BITS) {
    throw new LimitError('size', `stopped: an int of more than ${MOST_BITS} bits, the largest there may be`);
  }
}
