import { exactly } from '../arguments.ts';
import { now } from '../clock.ts';
import { raise } from '../exception.ts';
import { Builtin } from '../function.ts';
import { TypeObject } from '../type-object.ts';
import { type Arguments, type BinaryOperator, PyObject, type Value } from '../value.ts';
import {
  type CivilDate,
  civilOf,
  epochOrdinal,
  isoCalendar,
  lastOrdinal,
  microsecondsADay,
  ordinalOf,
  weekdayOf,
} from './calendar.ts';
import { checkDate } from './fields.ts';
import { parseIsoDate } from './iso-parse.ts';
import { bindDate, needInteger, needString } from './parameters.ts';
import { type Shown, strftime } from './strftime.ts';
import { isoDate } from './strptime.ts';
import { NamedTuple, structTime } from './struct-time.ts';
import { TimeDelta } from './timedelta.ts';
import { timestampMicroseconds } from './timestamp.ts';

/** Python's `datetime.date`; a datetime is one too. */
export class PyDate extends PyObject implements CivilDate {
  readonly typeName: string = 'datetime.date';
  readonly ordinal: number;
  readonly year: number;
  readonly month: number;
  readonly day: number;

  constructor(ordinal: number) {
    super();
    this.ordinal = ordinal;
    ({ year: this.year, month: this.month, day: this.day } = civilOf(ordinal));
  }

  /** What strftime sees. */
  shown(): Shown {
    const { year, month, day } = this;
    return { year, month, day, hour: 0, minute: 0, second: 0, microsecond: 0, offset: null, zone: null };
  }

  override attribute(name: string): Value | undefined {
    switch (name) {
      case 'year':
      case 'month':
      case 'day':
        return BigInt(this[name]);
      default: {
        const method = dateMethods.get(name);
        return method === undefined ? undefined : new Builtin(name, (args) => method(this, args));
      }
    }
  }

  override equals(other: Value): boolean {
    return other instanceof PyDate && other.typeName === this.typeName && other.ordinal === this.ordinal;
  }

  override hashKey(): string {
    return `date ${this.ordinal}`;
  }

  override compare(other: Value): number | undefined {
    if (!(other instanceof PyDate)) {
      return undefined;
    }
    if (other.typeName !== this.typeName) {
      raise('TypeError', "can't compare datetime.datetime to datetime.date");
    }
    return this.ordinal - other.ordinal;
  }

  override binary(operator: BinaryOperator, other: Value, reflected: boolean): Value | undefined {
    if (other instanceof TimeDelta && (operator === '+' || (operator === '-' && !reflected))) {
      return dateAt(this.ordinal + Number(operator === '+' ? other.days : -other.days));
    }
    if (operator === '-' && !reflected && other instanceof PyDate && other.typeName === this.typeName) {
      return new TimeDelta(BigInt(this.ordinal - other.ordinal) * BigInt(microsecondsADay));
    }
    return undefined;
  }

  repr(): string {
    return `datetime.date(${this.year}, ${this.month}, ${this.day})`;
  }

  override str(): string {
    return isoDateText(this);
  }

  override format(spec: string): string {
    return spec === '' ? this.str() : strftime(this.shown(), spec);
  }
}

/** `YYYY-MM-DD`. */
export function isoDateText({ year, month, day }: CivilDate): string {
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

/** The date with this ordinal. Raises OverflowError outside the years 1 to 9999. */
export function dateAt(ordinal: number): PyDate {
  return new PyDate(checkOrdinal(ordinal));
}

/** The ordinal, checked to lie in the years 1 to 9999. Raises OverflowError. */
export function checkOrdinal(ordinal: number): number {
  return ordinal >= 1 && ordinal <= lastOrdinal ? ordinal : raise('OverflowError', 'date value out of range');
}

function plain(name: string, answer: (self: PyDate) => Value): [string, (self: PyDate, args: Arguments) => Value] {
  return [
    name,
    (self, args) => {
      exactly(`date.${name}`, args, 0);
      return answer(self);
    },
  ];
}

const dateMethods = new Map<string, (self: PyDate, args: Arguments) => Value>([
  plain('weekday', (self) => BigInt(weekdayOf(self.ordinal))),
  plain('isoweekday', (self) => BigInt(weekdayOf(self.ordinal) + 1)),
  plain('toordinal', (self) => BigInt(self.ordinal)),
  plain('isoformat', isoDateText),
  plain('timetuple', (self) => structTime(self, 0, 0, 0, -1)),
  plain('ctime', (self) => strftime(self.shown(), '%a %b %e %H:%M:%S ') + String(self.year).padStart(4, '0')),
  plain('isocalendar', (self) => {
    const { year, week, weekday } = isoCalendar(self.ordinal);
    const items = [year, week, weekday].map(BigInt);
    return new NamedTuple('datetime.IsoCalendarDate', ['year', 'week', 'weekday'], items);
  }),
  [
    'strftime',
    (self, args) => {
      const [format] = bindDate({ name: 'strftime()', parameters: ['format'], required: 1 }, args);
      return strftime(self.shown(), needString(format, 'strftime() argument 1'));
    },
  ],
  [
    'replace',
    (self, args) => {
      const [year, month, day] = bindDate({ name: 'replace()', parameters: ['year', 'month', 'day'] }, args);
      return dateOf(replaced(self, year, month, day));
    },
  ],
]);

/** The date with the given parts in place of its own. Raises TypeError or ValueError. */
export function replaced(self: CivilDate, year?: Value, month?: Value, day?: Value): CivilDate {
  return checkDate(
    year === undefined ? self.year : needInteger(year),
    month === undefined ? self.month : needInteger(month),
    day === undefined ? self.day : needInteger(day),
  );
}

/** The date of a year, month and day. */
export function dateOf(date: CivilDate): PyDate {
  return new PyDate(ordinalOf(date));
}

/** The ordinal and the microseconds of the day of a time in microseconds since 1970. */
export function splitMicroseconds(since1970: number): { ordinal: number; clock: number } {
  const days = Math.floor(since1970 / microsecondsADay);
  return { ordinal: epochOrdinal + days, clock: since1970 - days * microsecondsADay };
}

/** The date in UTC of a POSIX timestamp. Raises as `date.fromtimestamp` does. */
function fromTimestamp(args: Arguments): Value {
  const [timestamp = null] = exactly('date.fromtimestamp', args, 1);
  return new PyDate(splitMicroseconds(timestampMicroseconds(timestamp)).ordinal);
}

function fromOrdinal(args: Arguments): PyDate {
  const [value = null] = exactly('date.fromordinal', args, 1);
  const ordinal = needInteger(value);
  if (ordinal < 1) {
    raise('ValueError', 'ordinal must be >= 1');
  }
  return ordinal > lastOrdinal
    ? raise('ValueError', `year ${civilOf(ordinal).year} is out of range`)
    : new PyDate(ordinal);
}

function fromIsoFormat(args: Arguments): PyDate {
  const [text = null] = exactly('date.fromisoformat', args, 1);
  return typeof text === 'string'
    ? dateOf(parseIsoDate(text))
    : raise('TypeError', 'fromisoformat: argument must be str');
}

function fromIsoCalendar(args: Arguments): PyDate {
  const parameters = ['year', 'week', 'day'];
  const [year = null, week = null, day = null] = bindDate({ name: 'fromisocalendar()', parameters, required: 3 }, args);
  return dateOf(isoDate(needInteger(year), needInteger(week), needInteger(day)));
}

/** `datetime.date`. */
export const dateType = new TypeObject(
  'datetime.date',
  (args) => {
    const parameters = ['year', 'month', 'day'];
    const [year = null, month = null, day = null] = bindDate({ name: 'function', parameters, required: 3 }, args);
    return dateOf(checkDate(needInteger(year), needInteger(month), needInteger(day)));
  },
  (value) => value instanceof PyDate,
  {
    today: (args) => {
      exactly('date.today', args, 0);
      return new PyDate(splitMicroseconds(now()).ordinal);
    },
    fromtimestamp: fromTimestamp,
    fromordinal: fromOrdinal,
    fromisoformat: fromIsoFormat,
    fromisocalendar: fromIsoCalendar,
    min: new PyDate(1),
    max: new PyDate(lastOrdinal),
    resolution: new TimeDelta(BigInt(microsecondsADay)),
  },
);
