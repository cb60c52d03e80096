import type { Value } from '../value.ts';

/** `a is b`. Equal text and numbers of one type are one object here; in CPython that depends on how they came about. */
export function isSame(a: Value, b: Value): boolean {
  return Object.is(a, b);
}
