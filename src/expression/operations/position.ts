import { exactly } from '../arguments.ts';
import { spend } from '../budget.ts';
import { raise } from '../exception.ts';
import { repr } from '../repr.ts';
import type { Arguments, Value } from '../value.ts';
import { same } from './equality.ts';
import { typeName } from './type-name.ts';

const LARGEST = 2n ** 63n - 1n;

/** The integer that an index or count is, with True as 1; undefined for other types. */
export function integer(value: Value): bigint | undefined {
  if (typeof value === 'boolean') {
    return value ? 1n : 0n;
  }
  return typeof value === 'bigint' ? value : undefined;
}

/** The item's place from the front, of an index that may count from the end. Raises TypeError and IndexError. */
export function position(type: 'list' | 'tuple' | 'range' | 'byte' | 'string', key: Value, length: number): number {
  const index = integer(key);
  if (index === undefined) {
    return raise('TypeError', wrongIndex(type, key));
  }
  if (index > LARGEST || index < -LARGEST) {
    raise('IndexError', "cannot fit 'int' into an index-sized integer");
  }
  const place = Number(index < 0n ? index + BigInt(length) : index);
  if (place < 0 || place >= length) {
    raise('IndexError', `${type === 'range' ? 'range object' : type} index out of range`.replace('byte ', ''));
  }
  return place;
}

function wrongIndex(type: string, key: Value): string {
  return type === 'string'
    ? `string indices must be integers, not '${typeName(key)}'`
    : `${type} indices must be integers or slices, not ${typeName(key)}`;
}

/** `sequence.index(item, start, stop)`. Raises ValueError. */
export function indexOf(type: 'list' | 'tuple', items: readonly Value[], args: Arguments): bigint {
  const [item, start = 0n, stop = BigInt(items.length)] = exactly('index', args, 1, 3);
  const last = Math.min(edge(stop, items.length), items.length);
  for (let index = edge(start, items.length); index < last; index++) {
    spend(1);
    if (same(items[index] as Value, item as Value)) {
      return BigInt(index);
    }
  }
  return raise(
    'ValueError',
    type === 'list' ? `${repr(item as Value)} is not in list` : 'tuple.index(x): x not in tuple',
  );
}

function edge(value: Value, length: number): number {
  const index = integer(value);
  if (index === undefined) {
    return raise('TypeError', 'slice indices must be integers or have an __index__ method');
  }
  return Math.max(0, Number(index < 0n ? index + BigInt(length) : index));
}
