import { make } from '../budget.ts';
import { Dict } from '../dict.ts';
import { raise } from '../exception.ts';
import { Tuple } from '../tuple.ts';
import type { Value } from '../value.ts';
import { collect } from './collect.ts';
import { iterate } from './iterate.ts';

/** Sets the entries of another dict, or of key and value pairs. Raises TypeError and ValueError. */
export function updateDict(dict: Dict, source: Value): void {
  if (source instanceof Dict) {
    make(source.size);
    for (const [key, value] of [...source.entries()]) {
      dict.set(key, value);
    }
    return;
  }
  let index = 0;
  for (const element of iterate(source)) {
    const pair = pairOf(element, index);
    dict.setItem(pair[0] as Value, pair[1] as Value);
    index += 1;
  }
}

function pairOf(element: Value, index: number): readonly Value[] {
  const items = element instanceof Tuple ? element.items : Array.isArray(element) ? element : itemsOf(element, index);
  if (items.length !== 2) {
    raise('ValueError', `dictionary update sequence element #${index} has length ${items.length}; 2 is required`);
  }
  return items;
}

function itemsOf(element: Value, index: number): Value[] {
  const iterable =
    typeof element === 'string' || (typeof element === 'object' && element !== null && 'iterate' in element);
  if (!iterable) {
    raise('TypeError', `cannot convert dictionary update sequence element #${index} to a sequence`);
  }
  return collect(element);
}
