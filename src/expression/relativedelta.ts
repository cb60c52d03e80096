import { bind } from './arguments.ts';
import { PyDate } from './datetime/date.ts';
import { DateTime } from './datetime/moment.ts';
import { TimeDelta } from './datetime/timedelta.ts';
import { isoparse, parse } from './dateutil/parse.ts';
import { RelativeDelta } from './dateutil/relative-delta.ts';
import {
  type Absolute,
  type Amount,
  add,
  clockNames,
  dateNames,
  noAbsolute,
  noRelative,
  type Relative,
  type RelativeName,
  relativeNames,
} from './dateutil/relative-fields.ts';
import { Weekday, weekdayNames, weekdays } from './dateutil/weekday.ts';
import { tzutcType, utc } from './dateutil/zone.ts';
import { raise } from './exception.ts';
import { Builtin } from './function.ts';
import { Module } from './module.ts';
import { floatToInteger } from './number.ts';
import { integer } from './operations/position.ts';
import { typeName } from './operations/type-name.ts';
import { TypeObject } from './type-object.ts';
import type { Arguments, Value } from './value.ts';

const counts = ['years', 'months', 'days', 'leapdays', 'weeks', 'hours', 'minutes', 'seconds', 'microseconds'];
const settings = ['year', 'month', 'day', 'weekday', 'yearday', 'nlyearday', 'hour', 'minute', 'second', 'microsecond'];
const parameters = ['dt1', 'dt2', ...counts, ...settings];

function makeRelativeDelta(args: Arguments): Value {
  const values = bind('relativedelta.__init__', parameters, 0, args);
  const given = new Map(parameters.map((name, index) => [name, values[index] ?? null]));
  const [first, second] = [given.get('dt1'), given.get('dt2')];
  if (first && second) {
    if (first instanceof PyDate && second instanceof PyDate) {
      return difference(first, second);
    }
    raise('TypeError', 'relativedelta only diffs datetime/date');
  }
  const relative = noRelative();
  for (const name of relativeNames) {
    relative[name] = amountOf(given.get(name) ?? 0n, name);
  }
  const weeks = amountOf(given.get('weeks') ?? 0n, 'days');
  relative.days = add(relative.days, typeof weeks === 'bigint' ? weeks * 7n : weeks * 7);
  const fixed = noAbsolute();
  for (const name of [...dateNames, ...clockNames]) {
    fixed[name] = wholeOf(given.get(name) ?? null);
  }
  setYearDay(wholeOf(given.get('yearday') ?? null), wholeOf(given.get('nlyearday') ?? null), relative, fixed);
  return new RelativeDelta(relative, fixed, weekdayOf(given.get('weekday') ?? null));
}

function amountOf(value: Value, name: RelativeName): Amount {
  const amount = typeof value === 'number' ? value : integer(value);
  if (amount === undefined) {
    return raise('TypeError', `not supported: a relativedelta with ${name} of type ${typeName(value)}`);
  }
  if (typeof amount === 'bigint' || (name !== 'years' && name !== 'months')) {
    return amount;
  }
  if (!Number.isInteger(amount)) {
    raise('ValueError', 'Non-integer years and months are ambiguous and not currently supported.');
  }
  return floatToInteger(amount);
}

function wholeOf(value: Value): bigint | null {
  const whole = typeof value === 'number' && Number.isInteger(value) ? BigInt(value) : integer(value);
  if (whole !== undefined || value === null) {
    return whole ?? null;
  }
  return raise('TypeError', `'${typeName(value)}' object cannot be interpreted as an integer`);
}

function weekdayOf(value: Value): Weekday | null {
  if (value === null || value instanceof Weekday) {
    return value;
  }
  const index = integer(value);
  const weekday = index === undefined ? undefined : weekdays.at(Number(index));
  return weekday ?? raise('TypeError', `not supported: a weekday of type ${typeName(value)}; use MO to SU`);
}

const monthEnds = [31n, 59n, 90n, 120n, 151n, 181n, 212n, 243n, 273n, 304n, 334n, 366n];

// Days of the year count without 29 February; `yearday` takes it into account after the fact, by leapdays.
function setYearDay(yearDay: bigint | null, plainDay: bigint | null, relative: Relative, fixed: Absolute): void {
  const day = plainDay || yearDay;
  if (!day) {
    return;
  }
  if (!plainDay && day > 59n) {
    relative.leapdays = -1n;
  }
  const month = monthEnds.findIndex((end) => day <= end);
  if (month < 0) {
    raise('ValueError', `invalid year day (${day})`);
  }
  fixed.month = BigInt(month + 1);
  fixed.day = day - (monthEnds[month - 1] ?? 0n);
}

/** The months from the second date to the first as long as they do not overshoot, and the rest in seconds. */
function difference(first: PyDate, second: PyDate): Value {
  const bothDates = !(first instanceof DateTime) && !(second instanceof DateTime);
  const end = bothDates || first instanceof DateTime ? first : new DateTime(first.ordinal, 0, null);
  const start = bothDates || second instanceof DateTime ? second : new DateTime(second.ordinal, 0, null);
  let months = (end.year - start.year) * 12 + end.month - start.month;
  const step = (end.compare(start) ?? 0) < 0 ? 1 : -1;
  const reach = (): PyDate => {
    const reached = new RelativeDelta({ ...noRelative(), months: BigInt(months) }).applyTo(start);
    return reached instanceof PyDate ? reached : start;
  };
  let reached = reach();
  while (Math.sign(end.compare(reached) ?? 0) === step) {
    months += step;
    reached = reach();
  }
  const rest = end.binary('-', reached, false);
  const delta = rest instanceof TimeDelta ? rest : new TimeDelta(0n);
  const { seconds, microseconds } = delta.rest;
  return new RelativeDelta({
    ...noRelative(),
    months: BigInt(months),
    seconds: delta.days * 86_400n + BigInt(seconds),
    microseconds: BigInt(microseconds),
  });
}

const relativedeltaType = new TypeObject(
  'dateutil.relativedelta.relativedelta',
  makeRelativeDelta,
  (value) => value instanceof RelativeDelta,
);

/** The `dateutil` module, with the names that Odoo lets code use; of rrule there is none. */
export const dateutilModule = new Module('dateutil', {
  relativedelta: new Module('dateutil.relativedelta', { relativedelta: relativedeltaType, ...weekdayNames }),
  parser: new Module('dateutil.parser', {
    parse: new Builtin('parse', parse),
    isoparse: new Builtin('isoparse', isoparse),
  }),
  tz: new Module('dateutil.tz', { UTC: utc, tzutc: tzutcType }),
});
