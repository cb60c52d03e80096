import { exactly } from '../arguments.ts';
import { now } from '../clock.ts';
import { raise } from '../exception.ts';
import { typeName } from '../operations/type-name.ts';
import { TypeObject } from '../type-object.ts';
import type { Arguments, Value } from '../value.ts';
import { lastOrdinal, ordinalOf } from './calendar.ts';
import { dateType, PyDate, splitMicroseconds } from './date.ts';
import { checkClock, checkDate, needFold, needZone } from './fields.ts';
import { fixedOffset } from './fixed-offset.ts';
import { parseIsoMoment } from './iso-parse.ts';
import { DateTime, momentOf } from './moment.ts';
import { bindDate, needInteger, needString } from './parameters.ts';
import { strptime } from './strptime.ts';
import { TimeOfDay } from './time-of-day.ts';
import { TimeDelta } from './timedelta.ts';
import { timestampMicroseconds } from './timestamp.ts';
import type { TzInfo } from './tzinfo.ts';

const parameters = ['year', 'month', 'day', 'hour', 'minute', 'second', 'microsecond', 'tzinfo', 'fold'];

function makeMoment(args: Arguments): Value {
  const bound = bindDate({ name: 'function', parameters, required: 3, positional: 8 }, args);
  const [year = 0, month = 0, day = 0, ...clock] = bound
    .slice(0, 7)
    .map((part) => (part === undefined ? 0 : needInteger(part)));
  const zone = needZone(bound[7]);
  const date = checkDate(year, month, day);
  const ofDay = checkClock(clock);
  return new DateTime(ordinalOf(date), ofDay, zone, needFold(bound[8]));
}

/** A time in microseconds since 1970 as a datetime in the zone; without one it is naive, in UTC. */
function momentAt(microseconds: number, zone: TzInfo | null): DateTime {
  const { ordinal, clock } = splitMicroseconds(microseconds);
  const utc = new DateTime(ordinal, clock, zone);
  return zone === null ? utc : zone.fromUtc(utc);
}

function fromTimestamp(args: Arguments): Value {
  const [timestamp = null, zone] = bindDate(
    { name: 'fromtimestamp()', parameters: ['timestamp', 'tz'], required: 1 },
    args,
  );
  const tzinfo = needZone(zone);
  return momentAt(timestampMicroseconds(timestamp), tzinfo);
}

function combine(args: Arguments): Value {
  const names = ['date', 'time', 'tzinfo'];
  const [date = null, time = null, zone] = bindDate({ name: 'combine()', parameters: names, required: 2 }, args);
  if (!(date instanceof PyDate)) {
    return raise('TypeError', `combine() argument 1 must be datetime.date, not ${nameOf(date)}`);
  }
  if (!(time instanceof TimeOfDay)) {
    return raise('TypeError', `combine() argument 2 must be datetime.time, not ${nameOf(time)}`);
  }
  return new DateTime(date.ordinal, time.clock, zone === undefined ? time.tzinfo : needZone(zone), time.fold);
}

function nameOf(value: Value): string {
  return value === null ? 'None' : typeName(value);
}

function fromIsoFormat(args: Arguments): Value {
  const [text = null] = exactly('datetime.fromisoformat', args, 1);
  if (typeof text !== 'string') {
    return raise('TypeError', 'fromisoformat: argument must be str');
  }
  const { date, clock, offset } = parseIsoMoment(text);
  return new DateTime(ordinalOf(date), clock, offset === null ? null : fixedOffset(offset));
}

function parse(args: Arguments): Value {
  if (args.keywords.size > 0) {
    raise('TypeError', 'datetime.strptime() takes no keyword arguments');
  }
  if (args.positional.length !== 2) {
    raise('TypeError', `strptime() takes exactly 2 arguments (${args.positional.length} given)`);
  }
  const text = needString(args.positional[0], 'strptime() argument 1');
  const parsed = strptime(text, needString(args.positional[1], 'strptime() argument 2'));
  return momentOf(parsed, parsed.offset === undefined ? null : fixedOffset(parsed.offset, parsed.zone));
}

function fromDate(name: string, args: Arguments): Value {
  const made = dateType.attribute(name);
  const date = typeof made === 'object' && made !== null && !Array.isArray(made) ? made.call?.(args) : undefined;
  return date instanceof PyDate ? new DateTime(date.ordinal, 0, null) : null;
}

/** `datetime.datetime`. Local time is UTC, as on an Odoo server. */
export const momentType = new TypeObject('datetime.datetime', makeMoment, (value) => value instanceof DateTime, {
  now: (args) => {
    const [zone] = bindDate({ name: 'now()', parameters: ['tz'] }, args);
    return momentAt(now(), needZone(zone));
  },
  utcnow: (args) => {
    exactly('datetime.utcnow', args, 0);
    return momentAt(now(), null);
  },
  today: (args) => {
    exactly('date.today', args, 0);
    return momentAt(now(), null);
  },
  fromtimestamp: fromTimestamp,
  utcfromtimestamp: (args) => {
    const [timestamp = null] = exactly('datetime.utcfromtimestamp', args, 1);
    return momentAt(timestampMicroseconds(timestamp), null);
  },
  combine,
  fromisoformat: fromIsoFormat,
  strptime: parse,
  fromordinal: (args) => fromDate('fromordinal', args),
  fromisocalendar: (args) => fromDate('fromisocalendar', args),
  min: new DateTime(1, 0, null),
  max: new DateTime(lastOrdinal, 86_399_999_999, null),
  resolution: new TimeDelta(1n),
});
