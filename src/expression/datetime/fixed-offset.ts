import { raise } from '../exception.ts';
import { typeName } from '../operations/type-name.ts';
import { repr } from '../repr.ts';
import { TypeObject } from '../type-object.ts';
import type { Arguments, Value } from '../value.ts';
import type { DateTime } from './moment.ts';
import { bindDate } from './parameters.ts';
import { TimeDelta } from './timedelta.ts';
import { offsetText, TzInfo } from './tzinfo.ts';

const day = 86_400_000_000n;

/** Python's `datetime.timezone`: one offset for all times. */
export class FixedOffset extends TzInfo {
  readonly typeName = 'datetime.timezone';
  readonly delta: TimeDelta;
  readonly name: string | undefined;

  /** Raises ValueError for an offset of a day or more. */
  constructor(offset: TimeDelta, name: string | undefined) {
    super();
    if (offset.total <= -day || offset.total >= day) {
      raise(
        'ValueError',
        `offset must be a timedelta strictly between -timedelta(hours=24) and timedelta(hours=24), not ${offset.repr()}.`,
      );
    }
    this.delta = offset;
    this.name = name;
  }

  offset(): number {
    return Number(this.delta.total);
  }

  daylight(): null {
    return null;
  }

  zoneName(): string {
    if (this.name !== undefined) {
      return this.name;
    }
    return this.delta.total === 0n ? 'UTC' : `UTC${offsetText(this.offset(), ':')}`;
  }

  fromUtc(utc: DateTime): DateTime {
    return utc.plus(this.delta);
  }

  override attribute(name: string): Value | undefined {
    return super.attribute(name) ?? (name === 'utc' ? utcZone : undefined);
  }

  override equals(other: Value): boolean {
    return other instanceof FixedOffset && other.delta.total === this.delta.total;
  }

  override hashKey(): string {
    return `timezone ${this.delta.total}`;
  }

  repr(): string {
    if (this === utcZone) {
      return 'datetime.timezone.utc';
    }
    const name = this.name === undefined ? '' : `, ${repr(this.name)}`;
    return `datetime.timezone(${this.delta.repr()}${name})`;
  }

  override str(): string {
    return this.zoneName();
  }
}

/** `datetime.timezone.utc`. */
export const utcZone = new FixedOffset(new TimeDelta(0n), undefined);

/** The zone with this offset in microseconds; without a name, zero is UTC itself. */
export function fixedOffset(microseconds: number, name?: string): FixedOffset {
  return microseconds === 0 && name === undefined
    ? utcZone
    : new FixedOffset(new TimeDelta(BigInt(microseconds)), name);
}

function makeTimezone(args: Arguments): Value {
  const [offset = null, name] = bindDate({ name: 'timezone()', parameters: ['offset', 'name'], required: 1 }, args);
  if (!(offset instanceof TimeDelta)) {
    return raise('TypeError', `timezone() argument 1 must be datetime.timedelta, not ${typeName(offset)}`);
  }
  if (name !== undefined && typeof name !== 'string') {
    return raise('TypeError', `timezone() argument 2 must be str, not ${name === null ? 'None' : typeName(name)}`);
  }
  return offset.total === 0n && name === undefined ? utcZone : new FixedOffset(offset, name);
}

/** `datetime.timezone`. */
export const timezoneType = new TypeObject('datetime.timezone', makeTimezone, (value) => value instanceof FixedOffset, {
  utc: utcZone,
  min: new FixedOffset(new TimeDelta(60_000_000n - day), undefined),
  max: new FixedOffset(new TimeDelta(day - 60_000_000n), undefined),
});
