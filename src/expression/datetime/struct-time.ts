import { Tuple } from '../tuple.ts';
import type { Value } from '../value.ts';
import { type CivilDate, dayOfYear, ordinalOf, weekdayOf } from './calendar.ts';

const names = ['tm_year', 'tm_mon', 'tm_mday', 'tm_hour', 'tm_min', 'tm_sec', 'tm_wday', 'tm_yday', 'tm_isdst'];

/** A tuple whose items also have names, as `isocalendar()` and `timetuple()` give. */
export class NamedTuple extends Tuple {
  readonly #name: string;
  readonly #fields: readonly string[];

  constructor(name: string, fields: readonly string[], items: readonly Value[]) {
    super(items);
    this.#name = name;
    this.#fields = fields;
  }

  override attribute(name: string): Value | undefined {
    const index = this.#fields.indexOf(name);
    return index < 0 ? super.attribute?.(name) : this.items[index];
  }

  override repr(): string {
    const parts = this.#fields.map((field, index) => `${field}=${this.items[index]}`);
    return `${this.#name}(${parts.join(', ')})`;
  }
}

/** `time.struct_time` of a wall time; `dst` is 1, 0 or -1 for unknown. */
export function structTime(date: CivilDate, hour: number, minute: number, second: number, dst: number): NamedTuple {
  const { year, month, day } = date;
  const weekday = weekdayOf(ordinalOf(date));
  const items = [year, month, day, hour, minute, second, weekday, dayOfYear(date), dst];
  return new NamedTuple('time.struct_time', names, items.map(BigInt));
}
