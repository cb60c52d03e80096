import { PyDate } from '../../expression/datetime/date.ts';
import { DateTime } from '../../expression/datetime/moment.ts';
import type { Value } from '../../expression/value.ts';
import type { Json } from '../../odoo/json.ts';
import { odooTime } from '../odoo-time.ts';
import type { Fitting } from './fitting.ts';
import { misfit, orMisfit, refused, shown } from './refusal.ts';

const ISO =
  /^(?<year>\d{4})-(?<month>\d{1,2})-(?<day>\d{1,2})(?:[T ](?<hour>\d{2}):(?<minute>\d{2})(?::(?<second>\d{2})(?:[.,]\d+)?)?(?<zone> ?(?:Z|UTC|[+-]\d{2}(?::?\d{2})?))?)?$/i;

const WANTED = 'a time in ISO 8601 form, such as 2025-12-31T23:59:00+01:00 or 2025-12-31 23:59:00 (UTC)';
const WANTED_DATE = 'a date such as 2025-12-31, or a time in ISO 8601 form';

interface Moment {
  /** Milliseconds since 1970, of UTC; without a zone the text is taken as UTC. */
  at: number;
  hasZone: boolean;
}

/** A time as Odoo keeps it: `YYYY-MM-DD HH:MM:SS` in UTC. What names no zone is UTC already. */
export function fitDatetime(value: Value, fitting: Fitting): Json {
  const moment = momentOf(value, WANTED, fitting);
  const text = isoText(moment.at);
  if (text === undefined) {
    throw misfit(value, WANTED, fitting);
  }
  return text.slice(0, 19).replace('T', ' ');
}

/** A date. A time that names its zone becomes the day that it is in the user's zone. */
export function fitDate(value: Value, fitting: Fitting): Json {
  const moment = momentOf(value, WANTED_DATE, fitting);
  const text = isoText(moment.at);
  if (text === undefined) {
    throw misfit(value, WANTED_DATE, fitting);
  }
  return moment.hasZone ? dayIn(zoneOf(fitting), moment.at, fitting) : text.slice(0, 10);
}

function momentOf(value: Value, wanted: string, fitting: Fitting): Moment {
  const text = value instanceof PyDate ? orMisfit(value, wanted, fitting, () => odooTime(value)) : value;
  const moment = typeof text === 'string' ? parseIso(text.trim()) : undefined;
  if (moment === undefined) {
    throw misfit(value, wanted, fitting);
  }
  return value instanceof DateTime && value.offset !== null ? { ...moment, hasZone: true } : moment;
}

/** Reads a date or a time; undefined for what is none. */
function parseIso(text: string): Moment | undefined {
  const parts = ISO.exec(text)?.groups;
  if (parts === undefined) {
    return undefined;
  }
  const { year, month, day, hour = '0', minute = '0', second = '0', zone } = parts;
  const numbers = [year, month, day, hour, minute, second].map(Number);
  const [y = 0, m = 0, d = 0, ...clock] = numbers;
  // A Date of its own: Date.UTC takes the years below 100 for those of the last century.
  const date = new Date(0);
  date.setUTCFullYear(y, m - 1, d);
  const [h = 0, min = 0, s = 0] = clock;
  date.setUTCHours(h, min, s);
  const isReal = [date.getUTCMonth() + 1, date.getUTCDate(), date.getUTCHours(), date.getUTCMinutes()];
  return isReal.join() === [m, d, h, min].join() && s < 60 && y > 0
    ? { at: date.getTime() - offsetOf(zone), hasZone: zone !== undefined }
    : undefined;
}

/** An offset such as `+05:30` in milliseconds. */
function offsetOf(zone: string | undefined): number {
  const [, sign, hours, minutes = '0'] = /([+-])(\d{2}):?(\d{2})?/.exec(zone ?? '') ?? [];
  const size = (Number(hours) * 60 + Number(minutes)) * 60_000;
  return sign === undefined ? 0 : sign === '-' ? -size : size;
}

/** A moment as `YYYY-MM-DDTHH:MM:SS…`; undefined outside of the years that have four digits. */
function isoText(at: number): string | undefined {
  const text = new Date(at).toISOString();
  return /^\d{4}-/.test(text) && !text.startsWith('0000') ? text : undefined;
}

/** The zone of the context, else that of the connection's user. */
function zoneOf({ answers }: Fitting): string {
  const { tz } = answers.context;
  return typeof tz === 'string' && tz !== '' ? tz : (answers.user().zone ?? 'UTC');
}

const formats = new Map<string, Intl.DateTimeFormat>();

function dayIn(zone: string, at: number, fitting: Fitting): string {
  try {
    const format =
      formats.get(zone) ??
      new Intl.DateTimeFormat('en-US', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' });
    formats.set(zone, format);
    const parts = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]));
    return `${String(parts.year).padStart(4, '0')}-${parts.month}-${parts.day}`;
  } catch (error) {
    if (error instanceof RangeError) {
      throw refused('bad_value', `the time zone ${shown(zone)} of the context or the user is not known`, fitting);
    }
    throw error;
  }
}
