import { exactly } from '../arguments.ts';
import { raise } from '../exception.ts';
import { Builtin } from '../function.ts';
import { divideIntegers } from '../number.ts';
import { typeName } from '../operations/type-name.ts';
import { textLength } from '../text-index.ts';
import type { Arguments, BinaryOperator, Value } from '../value.ts';
import { epochOrdinal, microsecondsADay, ordinalOf } from './calendar.ts';
import { checkOrdinal, isoDateText, PyDate, replaced } from './date.ts';
import { checkClock, checkDate, clockParts, clockText, needFold, needZone, type WallTime } from './fields.ts';
import { fixedOffset } from './fixed-offset.ts';
import { bindDate, needString } from './parameters.ts';
import { type Shown, strftime } from './strftime.ts';
import { structTime } from './struct-time.ts';
import { clockRepr, replacedClock, TimeOfDay } from './time-of-day.ts';
import { TimeDelta } from './timedelta.ts';
import { delta, offsetText, type TzInfo } from './tzinfo.ts';

const dayLength = BigInt(microsecondsADay);

/** Python's `datetime.datetime`. `clock` is in microseconds of the day; the fields are local to `tzinfo`. */
export class DateTime extends PyDate {
  override readonly typeName = 'datetime.datetime';
  readonly clock: number;
  readonly tzinfo: TzInfo | null;
  readonly fold: number;

  constructor(ordinal: number, clock: number, tzinfo: TzInfo | null, fold = 0) {
    super(ordinal);
    this.clock = clock;
    this.tzinfo = tzinfo;
    this.fold = fold;
  }

  /** Microseconds east of UTC; null for a naive time. */
  get offset(): number | null {
    return this.tzinfo?.offset(this) ?? null;
  }

  /** Microseconds since the year 1 by the wall clock. */
  get wall(): bigint {
    return BigInt(this.ordinal) * dayLength + BigInt(this.clock);
  }

  /** The same wall time with another zone. */
  withZone(tzinfo: TzInfo | null): DateTime {
    return new DateTime(this.ordinal, this.clock, tzinfo, this.fold);
  }

  /** The wall time moved on; the zone stays as it is. Raises OverflowError outside the years 1 to 9999. */
  plus(by: TimeDelta): DateTime {
    return this.plusMicroseconds(by.total);
  }

  plusMicroseconds(by: bigint): DateTime {
    const total = this.wall + by;
    const ordinal = total / dayLength;
    checkOrdinal(total < dayLength ? 0 : Number(ordinal));
    return new DateTime(Number(ordinal), Number(total % dayLength), this.tzinfo);
  }

  /** The time in another zone; a naive time counts as UTC. */
  inZone(zone: TzInfo): DateTime {
    if (this.tzinfo === zone) {
      return this;
    }
    const utc = this.plusMicroseconds(BigInt(-(this.offset ?? 0)));
    return zone.fromUtc(utc.withZone(zone));
  }

  /** Seconds since 1970 UTC; a naive time counts as UTC. */
  timestamp(): number {
    const seconds = (this.ordinal - epochOrdinal) * 86_400;
    const { offset } = this;
    if (offset === null) {
      return seconds + Math.floor(this.clock / 1e6) + (this.clock % 1e6) / 1e6;
    }
    return divideIntegers(this.wall - BigInt(epochOrdinal) * dayLength - BigInt(offset), 1_000_000n);
  }

  override shown(): Shown {
    const { year, month, day, offset } = this;
    const zone = this.tzinfo?.zoneName(this) ?? null;
    return { year, month, day, ...clockParts(this.clock), offset, zone };
  }

  override attribute(name: string): Value | undefined {
    switch (name) {
      case 'hour':
      case 'minute':
      case 'second':
      case 'microsecond':
        return BigInt(clockParts(this.clock)[name]);
      case 'tzinfo':
        return this.tzinfo;
      case 'fold':
        return BigInt(this.fold);
      default: {
        const method = momentMethods.get(name);
        return method === undefined ? super.attribute(name) : new Builtin(name, (args) => method(this, args));
      }
    }
  }

  override equals(other: Value): boolean {
    if (!(other instanceof DateTime)) {
      return false;
    }
    if (this.tzinfo === other.tzinfo) {
      return this.ordinal === other.ordinal && this.clock === other.clock;
    }
    return this.hashKey() === other.hashKey();
  }

  override hashKey(): string {
    const { offset } = this;
    return offset === null ? `datetime ${this.wall}` : `datetime at ${this.wall - BigInt(offset)}`;
  }

  override compare(other: Value): number | undefined {
    if (!(other instanceof DateTime)) {
      return super.compare(other);
    }
    const difference = this.#minus(other, 'compare');
    return difference < 0n ? -1 : difference > 0n ? 1 : 0;
  }

  #minus(other: DateTime, verb: string): bigint {
    if (this.tzinfo === other.tzinfo) {
      return this.wall - other.wall;
    }
    const [ours, theirs] = [this.offset, other.offset];
    if ((ours === null) !== (theirs === null)) {
      raise('TypeError', `can't ${verb} offset-naive and offset-aware datetimes`);
    }
    return this.wall - other.wall - BigInt((ours ?? 0) - (theirs ?? 0));
  }

  override binary(operator: BinaryOperator, other: Value, reflected: boolean): Value | undefined {
    if (other instanceof TimeDelta && (operator === '+' || (operator === '-' && !reflected))) {
      return this.plusMicroseconds(operator === '+' ? other.total : -other.total);
    }
    if (operator === '-' && !reflected && other instanceof DateTime) {
      return new TimeDelta(this.#minus(other, 'subtract'));
    }
    return undefined;
  }

  /** `YYYY-MM-DD HH:MM:SS[.ffffff][+HH:MM]` with the given separator and precision. */
  iso(separator: string, timespec: string): string {
    const { offset } = this;
    const zone = offset === null ? '' : offsetText(offset, ':');
    return isoDateText(this) + separator + clockText(this.clock, timespec) + zone;
  }

  override repr(): string {
    const zone = this.tzinfo === null ? '' : `, tzinfo=${this.tzinfo.repr()}`;
    const date = `${this.year}, ${this.month}, ${this.day}`;
    return `datetime.datetime(${date}, ${clockRepr(this.clock)}${this.fold === 0 ? '' : ', fold=1'}${zone})`;
  }

  override str(): string {
    return this.iso(' ', 'auto');
  }
}

/** The datetime of these fields. Raises CPython's ValueError for a field out of its range. */
export function momentOf(fields: WallTime, tzinfo: TzInfo | null): DateTime {
  const { hour, minute, second, microsecond } = fields;
  const date = checkDate(fields.year, fields.month, fields.day);
  return new DateTime(ordinalOf(date), checkClock([hour, minute, second, microsecond]), tzinfo);
}

type MomentMethod = (self: DateTime, args: Arguments) => Value;

function plain(name: string, answer: (self: DateTime) => Value): [string, MomentMethod] {
  return [
    name,
    (self, args) => {
      exactly(`datetime.${name}`, args, 0);
      return answer(self);
    },
  ];
}

function timeTuple(self: DateTime, dst: number): Value {
  const { hour, minute, second } = clockParts(self.clock);
  return structTime(self, hour, minute, second, dst);
}

function isoFormat(self: DateTime, args: Arguments): Value {
  const [separator = 'T', timespec = 'auto'] = bindDate({ name: 'isoformat()', parameters: ['sep', 'timespec'] }, args);
  if (typeof separator !== 'string' || textLength(separator) !== 1) {
    return raise('TypeError', `isoformat() argument 1 must be a unicode character, not ${typeName(separator)}`);
  }
  return self.iso(separator, needString(timespec, 'isoformat() argument 2'));
}

const clockNames = ['hour', 'minute', 'second', 'microsecond'];

function replace(self: DateTime, args: Arguments): Value {
  const parameters = ['year', 'month', 'day', ...clockNames, 'tzinfo', 'fold'];
  const bound = bindDate({ name: 'replace()', parameters, positional: 8 }, args);
  const date = replaced(self, bound[0], bound[1], bound[2]);
  const clock = replacedClock(self.clock, bound.slice(3, 7));
  const zone = bound[7] === undefined ? self.tzinfo : needZone(bound[7]);
  return new DateTime(ordinalOf(date), clock, zone, bound[8] === undefined ? self.fold : needFold(bound[8]));
}

const momentMethods = new Map<string, MomentMethod>([
  plain('date', (self) => new PyDate(self.ordinal)),
  plain('time', (self) => new TimeOfDay(self.clock, null, self.fold)),
  plain('timetz', (self) => new TimeOfDay(self.clock, self.tzinfo, self.fold)),
  plain('timestamp', (self) => self.timestamp()),
  plain('utcoffset', (self) => delta(self.offset)),
  plain('dst', (self) => delta(self.tzinfo?.daylight(self) ?? null)),
  plain('tzname', (self) => self.tzinfo?.zoneName(self) ?? null),
  plain('ctime', (self) => strftime(self.shown(), '%a %b %e %H:%M:%S ') + String(self.year).padStart(4, '0')),
  plain('timetuple', (self) => {
    const daylight = self.tzinfo?.daylight(self) ?? null;
    return timeTuple(self, daylight === null ? -1 : daylight === 0 ? 0 : 1);
  }),
  plain('utctimetuple', (self) => timeTuple(self.plusMicroseconds(BigInt(-(self.offset ?? 0))), 0)),
  ['isoformat', isoFormat],
  ['replace', replace],
  [
    'astimezone',
    (self, args) => {
      const [given] = bindDate({ name: 'astimezone()', parameters: ['tz'] }, args);
      return self.inZone(needZone(given) ?? fixedOffset(0, 'UTC'));
    },
  ],
]);
