import { make } from '../budget.ts';
import { Dict } from '../dict.ts';
import { AnySet, combined, PySet } from '../set.ts';
import type { BinaryOperator, Value } from '../value.ts';
import { binary } from './arithmetic.ts';
import { iterate } from './iterate.ts';
import { repeated } from './repeat.ts';
import { updateDict } from './update-dict.ts';

/** `a operator= b`: what the target holds afterwards. Lists, sets and dicts change themselves. Raises TypeError. */
export function inplace(operator: BinaryOperator, a: Value, b: Value): Value {
  if (Array.isArray(a)) {
    return inplaceList(operator, a, b);
  }
  if (a instanceof PySet && b instanceof AnySet) {
    const items = combined(operator, a, b);
    if (items) {
      const kept = [...items];
      a.clear();
      for (const item of kept) {
        a.add(item);
      }
      return a;
    }
  }
  if (a instanceof Dict && operator === '|') {
    updateDict(a, b);
    return a;
  }
  return binary(operator, a, b, `${operator}=`);
}

function inplaceList(operator: BinaryOperator, list: Value[], b: Value): Value {
  if (operator === '+') {
    extend(list, b);
    return list;
  }
  const items = operator === '*' ? repeated(list, b) : undefined;
  if (!items) {
    return binary(operator, list, b, `${operator}=`);
  }
  list.length = 0;
  extend(list, items);
  return list;
}

/** `list.extend(items)`. */
export function extend(list: Value[], items: Value): void {
  const source = items === list ? [...list] : iterate(items);
  for (const item of source) {
    make(1);
    list.push(item);
  }
}
