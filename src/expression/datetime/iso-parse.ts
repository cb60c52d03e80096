import { raise } from '../exception.ts';
import { repr } from '../repr.ts';
import type { CivilDate } from './calendar.ts';
import { checkClock, checkDate } from './fields.ts';
import { isoDate } from './strptime.ts';

/** A time of day as `fromisoformat` read it: microseconds, and the offset in microseconds where there was one. */
export interface IsoClock {
  clock: number;
  offset: number | null;
}

function invalid(text: string): never {
  return raise('ValueError', `Invalid isoformat string: ${repr(text)}`);
}

/** `YYYY-MM-DD`, `YYYYMMDD`, `YYYY-Www[-D]` or `YYYYWww[D]`. Raises ValueError. */
export function parseIsoDate(text: string, whole = text): CivilDate {
  const day = /^([0-9]{4})(-?)([0-9]{2})\2([0-9]{2})$/.exec(text);
  if (day !== null) {
    return checkDate(Number(day[1]), Number(day[3]), Number(day[4]));
  }
  const week = /^([0-9]{4})(-?)W([0-9]{2})(?:\2([0-9]))?$/.exec(text);
  if (week === null) {
    return invalid(whole);
  }
  return isoDate(Number(week[1]), Number(week[3]), Number(week[4] ?? 1));
}

/** `HH[:MM[:SS[.fff…]]]` or without colons, with `Z` or an offset behind. Raises ValueError. */
export function parseIsoClock(text: string, whole = text): IsoClock {
  const zone = /[Z+-]/.exec(text);
  const clock = parseParts(zone === null ? text : text.slice(0, zone.index), whole);
  if (zone === null) {
    return { clock: checkClock(clock), offset: null };
  }
  const rest = text.slice(zone.index + 1);
  if (zone[0] === 'Z') {
    return rest === '' ? { clock: checkClock(clock), offset: 0 } : invalid(whole);
  }
  const [hours = 0, minutes = 0, seconds = 0, microseconds = 0] = parseParts(rest, whole);
  const size = ((hours * 60 + minutes) * 60 + seconds) * 1e6 + microseconds;
  return { clock: checkClock(clock), offset: zone[0] === '-' ? -size : size };
}

function parseParts(text: string, whole: string): number[] {
  const parts = /^([0-9]{2})(?:(:?)([0-9]{2})(?:\2([0-9]{2})(?:[.,]([0-9]+))?)?)?$/.exec(text);
  if (parts === null) {
    return invalid(whole);
  }
  const [, hour, , minute = '0', second = '0', fraction = ''] = parts;
  return [Number(hour), Number(minute), Number(second), Number(fraction.slice(0, 6).padEnd(6, '0'))];
}

/** A date, or a date and a time with any one character between. Raises ValueError. */
export function parseIsoMoment(text: string): { date: CivilDate; clock: number; offset: number | null } {
  const length = dateLength(text);
  const date = parseIsoDate(text.slice(0, length), text);
  if (text.length === length) {
    return { date, clock: 0, offset: null };
  }
  const separator = String.fromCodePoint(text.codePointAt(length) ?? 0);
  const { clock, offset } = parseIsoClock(text.slice(length + separator.length), text);
  return { date, clock, offset };
}

// Where the date ends, which its own form tells: with dashes or without, by week or by month.
function dateLength(text: string): number {
  const dashes = text.charAt(4) === '-';
  if (text.charAt(dashes ? 5 : 4) !== 'W') {
    return dashes ? 10 : 8;
  }
  if (dashes) {
    return text.charAt(8) === '-' && /^[0-9](?![0-9])/.test(text.slice(9)) ? 10 : 8;
  }
  return /^[0-9]+/.exec(text.slice(5))?.[0].length === 3 ? 8 : 7;
}
