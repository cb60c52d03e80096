import { spend } from '../budget.ts';
import { raise } from '../exception.ts';
import { findText } from '../text/find.ts';
import type { Value } from '../value.ts';
import { same } from './equality.ts';
import { iterate } from './iterate.ts';
import { typeName } from './type-name.ts';

/** `item in container`. Raises TypeError. */
export function contains(container: Value, item: Value): boolean {
  if (typeof container === 'string') {
    if (typeof item !== 'string') {
      raise('TypeError', `'in <string>' requires string as left operand, not ${typeName(item)}`);
    }
    spend(container.length >> 6);
    return findText(container, item) >= 0;
  }
  if (typeof container !== 'object' || container === null) {
    return raise('TypeError', `argument of type '${typeName(container)}' is not iterable`);
  }
  if (!Array.isArray(container)) {
    if (container.contains) {
      return container.contains(item);
    }
    if (!container.iterate) {
      raise('TypeError', `argument of type '${typeName(container)}' is not iterable`);
    }
  }
  for (const candidate of iterate(container)) {
    spend(1);
    if (same(candidate, item)) {
      return true;
    }
  }
  return false;
}
