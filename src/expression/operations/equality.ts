import { spend } from '../budget.ts';
import type { Value } from '../value.ts';

/** `a == b`. */
export function equals(a: Value, b: Value): boolean {
  if (a === b) {
    return true;
  }
  if (a === null || b === null) {
    return false;
  }
  if (typeof a !== 'object') {
    return typeof b === 'object' ? !Array.isArray(b) && (b.equals?.(a) ?? false) : equalPrimitives(a, b);
  }
  if (Array.isArray(a)) {
    return Array.isArray(b) && equalItems(a, b);
  }
  if (a.equals) {
    return a.equals(b);
  }
  return typeof b === 'object' && !Array.isArray(b) && b.equals ? b.equals(a) : false;
}

/** `a is b or a == b`, by which `in`, `index`, `count` and containers compare; it is what finds a NaN again. */
export function same(a: Value, b: Value): boolean {
  return Object.is(a, b) || equals(a, b);
}

/** Whether two sequences hold equal items in the same order. */
export function equalItems(a: readonly Value[], b: readonly Value[]): boolean {
  if (a.length !== b.length) {
    return false;
  }
  for (const [index, item] of a.entries()) {
    spend(1);
    if (!same(item, b[index] as Value)) {
      return false;
    }
  }
  return true;
}

function equalPrimitives(a: string | bigint | number | boolean, b: string | bigint | number | boolean): boolean {
  if (typeof a === 'string' || typeof b === 'string') {
    return false;
  }
  const left = typeof a === 'boolean' ? Number(a) : a;
  const right = typeof b === 'boolean' ? Number(b) : b;
  // A bigint and a number are compared by their exact mathematical values.
  // biome-ignore lint/suspicious/noDoubleEquals: the two may be of different types
  return left == right;
}
