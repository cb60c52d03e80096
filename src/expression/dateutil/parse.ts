import { bind } from '../arguments.ts';
import { now } from '../clock.ts';
import { type CivilDate, daysInMonth, ordinalOf } from '../datetime/calendar.ts';
import { splitMicroseconds } from '../datetime/date.ts';
import type { WallTime } from '../datetime/fields.ts';
import { parseIsoMoment } from '../datetime/iso-parse.ts';
import { DateTime, momentOf } from '../datetime/moment.ts';
import type { TzInfo } from '../datetime/tzinfo.ts';
import { PythonError, raise } from '../exception.ts';
import { truth } from '../operations/truth.ts';
import { typeName } from '../operations/type-name.ts';
import { stripSpace } from '../unicode.ts';
import type { Arguments, Value } from '../value.ts';
import { type DateOrder, readDate } from './read-date.ts';
import { local, offsetZone } from './zone.ts';

const zonePattern = '(?<zone>(?-i:[Zz]|UTC|GMT)|[+-]\\d{2}(?::?\\d{2})?)?';
const clock = new RegExp(
  `(?:^|[ T]+|(?<=\\d)T)(?:(?<hour>\\d{1,2}):(?<minute>\\d{1,2})(?::(?<second>\\d{1,2})(?:[.,](?<fraction>\\d+))?)?` +
    `|(?<lone>\\d{1,2})(?= ?[ap]m))(?: ?(?<half>[ap]m))? ?${zonePattern}$`,
  'i',
);
const compactClock = new RegExp(
  `(?<=^\\d{8})T?(?<hour>\\d{2})(?<minute>\\d{2})(?<second>\\d{2})?(?:[.,](?<fraction>\\d+))?${zonePattern}$`,
  'i',
);

const known = /\d|mon|tue|wed|thu|fri|sat|sun|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec/i;

/** `dateutil.parser.parse` of the usual forms of a date, a time, or both. Raises ParserError for what it cannot read. */
export function parse(args: Arguments): Value {
  const names = ['timestr', 'parserinfo', 'default', 'ignoretz', 'tzinfos', 'dayfirst', 'yearfirst', 'fuzzy'];
  const bound = bind('parse', [...names, 'fuzzy_with_tokens'], 1, args);
  const [text = null, info = null, given = null, ignoreZone = false, zones = null] = bound;
  const [dayFirst = false, yearFirst = false, fuzzy = false, tokens = false] = bound.slice(5);
  if (typeof text !== 'string') {
    return raise('TypeError', `Parser must be a string or character stream, not ${typeName(text)}`);
  }
  if (info !== null || zones !== null || truth(fuzzy) || truth(tokens)) {
    raise('ValueError', 'not supported: parserinfo, tzinfos and fuzzy of dateutil.parser.parse');
  }
  const start = given instanceof DateTime ? given : new DateTime(splitMicroseconds(now()).ordinal, 0, null);
  const order = { dayFirst: truth(dayFirst), yearFirst: truth(yearFirst) };
  return readMoment(text, start, order, truth(ignoreZone));
}

function readMoment(text: string, start: DateTime, order: DateOrder, ignoreZone: boolean): Value {
  const trimmed = stripSpace(text).replace(/\s+/g, ' ');
  if (trimmed === '') {
    raise('ParserError', `String does not contain a date: ${text}`);
  }
  const match = clock.exec(trimmed) ?? compactClock.exec(trimmed);
  const datePart = match === null ? trimmed : trimmed.slice(0, match.index).replace(/,$/, '');
  const date = datePart === '' ? {} : readDate(datePart, order);
  if (date === undefined) {
    return known.test(trimmed)
      ? raise('ParserError', `not supported: the date ${text}; forms such as 2024-01-31 10:30:00 are`)
      : raise('ParserError', `Unknown string format: ${text}`);
  }
  const found = match?.groups ?? {};
  const time = match === null ? {} : clockOf(found, text);
  const fields: WallTime = { ...start.shown(), ...date, ...time };
  if (date.day === undefined && fields.month >= 1 && fields.month <= 12) {
    fields.day = Math.min(fields.day, daysInMonth(fields.year, fields.month));
  }
  const zone = ignoreZone || found.zone === undefined ? start.tzinfo : zoneOf(found.zone);
  try {
    return momentOf(fields, zone);
  } catch (error) {
    if (error instanceof PythonError) {
      raise('ParserError', `${error.message}: ${text}`);
    }
    throw error;
  }
}

type Found = Record<string, string | undefined>;

function clockOf(found: Found, text: string): Partial<WallTime> {
  let hour = Number(found.hour ?? found.lone);
  if (found.half !== undefined) {
    if (hour > 12) {
      raise('ParserError', `Invalid hour specified for 12-hour clock.: ${text}`);
    }
    hour = (hour % 12) + (found.half.toLowerCase() === 'pm' ? 12 : 0);
  }
  const time: Partial<WallTime> = { hour, minute: Number(found.minute ?? 0) };
  if (found.second !== undefined) {
    time.second = Number(found.second);
    time.microsecond = Number((found.fraction ?? '').slice(0, 6).padEnd(6, '0'));
  }
  return time;
}

function zoneOf(text: string): TzInfo {
  const parts = /^([+-])(\d{2}):?(\d{2})?$/.exec(text);
  if (parts === null) {
    return text === 'GMT' ? offsetZone(0) : local;
  }
  const seconds = Number(parts[2]) * 3600 + Number(parts[3] ?? 0) * 60;
  return seconds === 0 ? local : offsetZone(parts[1] === '-' ? -seconds : seconds);
}

/** `dateutil.parser.isoparse`. Raises ValueError. */
export function isoparse(args: Arguments): Value {
  const [text = null] = bind('isoparse', ['dt_str'], 1, args);
  if (typeof text !== 'string') {
    return raise('TypeError', `not supported: isoparse of ${typeName(text)}`);
  }
  const short = /^(\d{4})(?:-(\d{2}))?$/.exec(text);
  if (short !== null) {
    return fromIso({ year: Number(short[1]), month: Number(short[2] ?? 1), day: 1 }, 0, null);
  }
  const { date, clock: ofDay, offset } = parseIsoMoment(text);
  return fromIso(date, ofDay, offset === null ? null : offsetZone(offset / 1e6));
}

function fromIso(date: CivilDate, ofDay: number, zone: TzInfo | null): DateTime {
  return new DateTime(ordinalOf(date), ofDay, zone);
}
