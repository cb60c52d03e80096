import { make } from '../budget.ts';
import type { Value } from '../value.ts';
import { iterate } from './iterate.ts';

/** The items of an iterable in a new array, counted one by one as they are made: there may be more than memory holds. Raises TypeError. */
export function collect(value: Value): Value[] {
  if (Array.isArray(value)) {
    make(value.length);
    return value.slice();
  }
  const items: Value[] = [];
  for (const item of iterate(value)) {
    make(1);
    items.push(item);
  }
  return items;
}
