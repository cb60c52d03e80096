import { raise } from './exception.ts';
import { equals } from './operations/equality.ts';
import { repr } from './repr.ts';
import { PyObject, type Value } from './value.ts';

/** `start:stop:step` of a subscript, as `item` receives it; null where left out. */
export class Slice extends PyObject {
  readonly typeName = 'slice';
  readonly start: Value;
  readonly stop: Value;
  readonly step: Value;

  constructor(start: Value, stop: Value, step: Value) {
    super();
    this.start = start;
    this.stop = stop;
    this.step = step;
  }

  /** The positions the slice takes of a sequence of this length, in their order: `count` of them from `start` by `step`. */
  within(length: number): { start: number; stop: number; step: number; count: number } {
    const step = this.step === null ? 1 : clamp(this.step);
    if (step === 0) {
      raise('ValueError', 'slice step cannot be zero');
    }
    const lowest = step < 0 ? -1 : 0;
    const highest = step < 0 ? length - 1 : length;
    const start = this.start === null ? (step < 0 ? highest : lowest) : bounded(this.start, length, lowest, highest);
    const stop = this.stop === null ? (step < 0 ? lowest : highest) : bounded(this.stop, length, lowest, highest);
    const count = Math.max(0, Math.ceil((stop - start) / step));
    return { start, stop, step, count };
  }

  override equals(other: Value): boolean {
    return (
      other instanceof Slice &&
      equals(this.start, other.start) &&
      equals(this.stop, other.stop) &&
      equals(this.step, other.step)
    );
  }

  repr(): string {
    return `slice(${repr(this.start)}, ${repr(this.stop)}, ${repr(this.step)})`;
  }
}

const FARTHEST = 2n ** 52n;

function clamp(value: Value): number {
  if (typeof value === 'boolean') {
    return Number(value);
  }
  if (typeof value !== 'bigint') {
    return raise('TypeError', 'slice indices must be integers or None or have an __index__ method');
  }
  return Number(value > FARTHEST ? FARTHEST : value < -FARTHEST ? -FARTHEST : value);
}

function bounded(value: Value, length: number, lowest: number, highest: number): number {
  const position = clamp(value);
  return Math.max(lowest, Math.min(highest, position < 0 ? position + length : position));
}

/** What the slice takes of the items. */
export function slicedItems<Item>(items: readonly Item[], slice: Slice): Item[] {
  const { start, step, count } = slice.within(items.length);
  if (step === 1) {
    return items.slice(start, start + count);
  }
  return Array.from({ length: count }, (_, index) => items[start + index * step] as Item);
}
