import { raise } from '../exception.ts';
import { textLength } from '../text-index.ts';
import type { Value } from '../value.ts';
import { typeName } from './type-name.ts';

/** `len(x)`; of a str in code points. Raises TypeError. */
export function length(value: Value): number {
  if (typeof value === 'string') {
    return textLength(value);
  }
  if (typeof value === 'object' && value !== null) {
    if (Array.isArray(value)) {
      return value.length;
    }
    if (value.length) {
      return value.length();
    }
  }
  return raise('TypeError', `object of type '${typeName(value)}' has no len()`);
}
