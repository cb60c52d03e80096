import { exactly } from '../arguments.ts';
import { integer } from '../operations/position.ts';
import { type Arguments, PyObject, type Value } from '../value.ts';

const names = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];

/** dateutil's weekday, such as `MO` or `FR(-1)`: the nth of its kind, counted from the end when negative. */
export class Weekday extends PyObject {
  readonly typeName = 'weekday';
  /** 0 for Monday. */
  readonly weekday: number;
  readonly nth: number | null;

  constructor(weekday: number, nth: number | null) {
    super();
    this.weekday = weekday;
    this.nth = nth;
  }

  override call(args: Arguments): Value {
    const [nth = null] = exactly('weekday', args, 1);
    return new Weekday(this.weekday, nth === null ? null : Number(integer(nth) ?? 0));
  }

  override attribute(name: string): Value | undefined {
    switch (name) {
      case 'weekday':
        return BigInt(this.weekday);
      case 'n':
        return this.nth === null ? null : BigInt(this.nth);
      default:
        return undefined;
    }
  }

  override equals(other: Value): boolean {
    return other instanceof Weekday && other.weekday === this.weekday && other.nth === this.nth;
  }

  override hashKey(): string {
    return `weekday ${this.weekday} ${this.nth}`;
  }

  repr(): string {
    const nth = this.nth === null || this.nth === 0 ? '' : `(${this.nth > 0 ? '+' : ''}${this.nth})`;
    return `${names[this.weekday]}${nth}`;
  }
}

/** MO to SU. */
export const weekdays = names.map((_name, index) => new Weekday(index, null));

/** MO to SU by name. */
export const weekdayNames: Record<string, Weekday> = Object.fromEntries(
  names.map((name, index) => [name, weekdays[index] ?? new Weekday(index, null)]),
);
