import { spend } from '../budget.ts';
import { raise } from '../exception.ts';
import type { OrderOperator, Value } from '../value.ts';
import { same } from './equality.ts';
import { typeName } from './type-name.ts';

/** `a op b`. Raises TypeError when the two types have no order. */
export function ordered(a: Value, b: Value, operator: OrderOperator): boolean {
  const order = compare(a, b, operator);
  switch (operator) {
    case '<':
      return order < 0;
    case '<=':
      return order <= 0;
    case '>':
      return order > 0;
    case '>=':
      return order >= 0;
  }
}

/** Negative, 0 or positive as `a` is before, equal to or after `b`; NaN where every comparison is false. Raises TypeError. */
export function compare(a: Value, b: Value, operator: OrderOperator = '<'): number {
  if (typeof a === 'string' && typeof b === 'string') {
    return compareText(a, b);
  }
  if (isNumeric(a) && isNumeric(b)) {
    return a < b ? -1 : a > b ? 1 : Number(a) === Number(b) || a >= b ? 0 : Number.NaN;
  }
  if (Array.isArray(a) && Array.isArray(b)) {
    return compareItems(a, b, operator);
  }
  const order = compareObjects(a, b, operator);
  if (order === undefined) {
    raise('TypeError', `'${operator}' not supported between instances of '${typeName(a)}' and '${typeName(b)}'`);
  }
  return order;
}

/** The order of the first items that differ, else of the lengths. */
export function compareItems(a: readonly Value[], b: readonly Value[], operator: OrderOperator): number {
  const shared = Math.min(a.length, b.length);
  for (let index = 0; index < shared; index++) {
    spend(1);
    const left = a[index] as Value;
    const right = b[index] as Value;
    if (!same(left, right)) {
      return compare(left, right, operator);
    }
  }
  return a.length - b.length;
}

function compareObjects(a: Value, b: Value, operator: OrderOperator): number | undefined {
  if (typeof a === 'object' && a !== null && !Array.isArray(a)) {
    const order = a.compare?.(b, operator);
    if (order !== undefined) {
      return order;
    }
  }
  if (typeof b === 'object' && b !== null && !Array.isArray(b)) {
    const order = b.compare?.(a);
    return order === undefined ? undefined : -order;
  }
  return undefined;
}

function isNumeric(value: Value): value is number | bigint | boolean {
  return typeof value === 'bigint' || typeof value === 'number' || typeof value === 'boolean';
}

// Python orders by code point; JavaScript's < by UTF-16 unit, which puts a surrogate pair before U+E000.
function compareText(a: string, b: string): number {
  if (a === b) {
    return 0;
  }
  const shared = Math.min(a.length, b.length);
  for (let index = 0; index < shared; index++) {
    const left = a.charCodeAt(index);
    const right = b.charCodeAt(index);
    if (left !== right) {
      const surrogates = left >= 0xd800 && right >= 0xd800;
      return surrogates ? (a.codePointAt(index) ?? 0) - (b.codePointAt(index) ?? 0) : left - right;
    }
  }
  return a.length - b.length;
}
