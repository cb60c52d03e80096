import { make } from '../budget.ts';
import { raise } from '../exception.ts';
import type { Value } from '../value.ts';
import { integer } from './position.ts';

const LARGEST = 2n ** 63n - 1n;

/** The items `times` times over, as `[0] * 3` gives; undefined when `times` is not an integer. */
export function repeated<Item>(items: readonly Item[], times: Value): Item[] | undefined {
  const count = integer(times);
  if (count === undefined) {
    return undefined;
  }
  refuseHuge(count);
  if (count <= 0n || items.length === 0) {
    return [];
  }
  make(items.length * Number(count));
  const result: Item[] = [];
  for (let turn = 0n; turn < count; turn++) {
    for (const item of items) {
      result.push(item);
    }
  }
  return result;
}

/** Raises OverflowError for a count that no memory could hold. */
export function refuseHuge(count: bigint): void {
  if (count > LARGEST || count < -LARGEST) {
    raise('OverflowError', "cannot fit 'int' into an index-sized integer");
  }
}
