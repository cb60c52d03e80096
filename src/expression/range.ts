import { raise } from './exception.ts';
import { position } from './operations/position.ts';
import { Slice } from './slice.ts';
import { PyObject, type Value } from './value.ts';

/** Python's range: lazy, whatever its length. */
export class Range extends PyObject {
  readonly typeName = 'range';
  readonly start: bigint;
  readonly stop: bigint;
  readonly step: bigint;
  readonly count: bigint;

  constructor(start: bigint, stop: bigint, step: bigint) {
    super();
    if (step === 0n) {
      raise('ValueError', 'range() arg 3 must not be zero');
    }
    this.start = start;
    this.stop = stop;
    this.step = step;
    const span = step > 0n ? stop - start : start - stop;
    const stride = step > 0n ? step : -step;
    this.count = span > 0n ? (span + stride - 1n) / stride : 0n;
  }

  override length(): number {
    if (this.count > 0x7fffffffffffffffn) {
      raise('OverflowError', 'Python int too large to convert to C ssize_t');
    }
    return Number(this.count);
  }

  override truth(): boolean {
    return this.count > 0n;
  }

  override *iterate(): Iterable<Value> {
    let value = this.start;
    for (let left = this.count; left > 0n; left--) {
      yield value;
      value += this.step;
    }
  }

  override item(key: Value): Value {
    if (key instanceof Slice) {
      const { start, stop, step } = key.within(this.length());
      const at = (index: number) => this.start + BigInt(index) * this.step;
      return new Range(at(start), at(stop), BigInt(step) * this.step);
    }
    return this.start + BigInt(position('range', key, this.length())) * this.step;
  }

  override contains(item: Value): boolean {
    const value =
      typeof item === 'boolean' || (typeof item === 'number' && Number.isInteger(item)) ? BigInt(item) : item;
    if (typeof value !== 'bigint') {
      return false;
    }
    const within = this.step > 0n ? value >= this.start && value < this.stop : value <= this.start && value > this.stop;
    return within && (value - this.start) % this.step === 0n;
  }

  override equals(other: Value): boolean {
    return other instanceof Range && this.hashKey() === other.hashKey();
  }

  override hashKey(): string {
    return this.count === 0n ? 'r' : this.count === 1n ? `r${this.start}` : `r${this.start},${this.step},${this.count}`;
  }

  repr(): string {
    return this.step === 1n ? `range(${this.start}, ${this.stop})` : `range(${this.start}, ${this.stop}, ${this.step})`;
  }
}
