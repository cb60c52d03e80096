import { ordinalOf } from '../expression/datetime/calendar.ts';
import { isoDateText, PyDate } from '../expression/datetime/date.ts';
import { parseIsoMoment } from '../expression/datetime/iso-parse.ts';
import { DateTime } from '../expression/datetime/moment.ts';
import { strftime } from '../expression/datetime/strftime.ts';
import type { Value } from '../expression/value.ts';

/** A date or a datetime as Odoo takes it: `YYYY-MM-DD`, or `YYYY-MM-DD HH:MM:SS` in UTC; undefined for any other value. */
export function odooTime(value: Value): string | undefined {
  if (value instanceof DateTime) {
    const utc = value.plusMicroseconds(BigInt(-(value.offset ?? 0)));
    return strftime(utc.shown(), '%Y-%m-%d %H:%M:%S');
  }
  return value instanceof PyDate ? isoDateText(value) : undefined;
}

/** The value of a date field (`YYYY-MM-DD`) as a date, of a datetime field (`YYYY-MM-DD HH:MM:SS`, UTC) as a naive datetime. */
export function timeFromOdoo(text: string, type: 'date' | 'datetime'): PyDate {
  const { date, clock } = parseIsoMoment(text);
  const ordinal = ordinalOf(date);
  return type === 'date' ? new PyDate(ordinal) : new DateTime(ordinal, clock, null);
}
