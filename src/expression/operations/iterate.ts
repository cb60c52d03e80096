import { raise } from '../exception.ts';
import type { Value } from '../value.ts';
import { typeName } from './type-name.ts';

/** The items `for x in value` gives. A list that grows meanwhile gives its new items too, as in Python. Raises TypeError. */
export function iterate(value: Value): Iterable<Value> {
  if (typeof value === 'string') {
    return value;
  }
  if (typeof value === 'object' && value !== null) {
    if (Array.isArray(value)) {
      return value;
    }
    if (value.iterate) {
      return value.iterate();
    }
  }
  return raise('TypeError', `'${typeName(value)}' object is not iterable`);
}
