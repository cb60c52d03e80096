import { positional } from '../arguments.ts';
import { make, spend } from '../budget.ts';
import { raise } from '../exception.ts';
import type { Value } from '../value.ts';
import { call } from './call.ts';
import { compare } from './order.ts';
import { truth } from './truth.ts';

/**
 * Sorts the list by Python's order, stably also when reversed; `key` and `reverse` come as keywords. Raises TypeError for items without
 * an order and for other keywords of the function `name`.
 */
export function sortInPlace(name: string, list: Value[], keywords: ReadonlyMap<string, Value>): void {
  for (const keyword of keywords.keys()) {
    if (keyword !== 'key' && keyword !== 'reverse') {
      raise('TypeError', `'${keyword}' is an invalid keyword argument for ${name}()`);
    }
  }
  const key = keywords.get('key') ?? null;
  const reverse = truth(keywords.get('reverse') ?? false);
  make(list.length);
  const keyed = list.map((value) => ({ value, key: key === null ? value : call(key, positional(value)) }));
  if (reverse) {
    // Turned round before and after, so that equal items keep their order.
    keyed.reverse();
  }
  let sorted = 0;
  keyed.sort((a, b) => {
    sorted += 1;
    if (sorted % 64 === 0) {
      spend(64);
    }
    return compare(a.key, b.key) || 0;
  });
  if (reverse) {
    keyed.reverse();
  }
  for (const [index, entry] of keyed.entries()) {
    list[index] = entry.value;
  }
}
