// The proleptic Gregorian calendar in whole days. Day 1 is 1 January of the year 1, as `date.toordinal()` counts.

export const lastOrdinal = 3_652_059;
export const microsecondsADay = 86_400_000_000;
/** The ordinal of 1 January 1970. */
export const epochOrdinal = 719_163;

const daysBefore = [0, 0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];

export interface CivilDate {
  year: number;
  month: number;
  day: number;
}

export function isLeap(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

export function daysInMonth(year: number, month: number): number {
  if (month === 2) {
    return isLeap(year) ? 29 : 28;
  }
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

/** The day of the year, from 1. */
export function dayOfYear({ year, month, day }: CivilDate): number {
  return (daysBefore[month] ?? 0) + (month > 2 && isLeap(year) ? 1 : 0) + day;
}

function daysBeforeYear(year: number): number {
  const past = year - 1;
  return past * 365 + Math.floor(past / 4) - Math.floor(past / 100) + Math.floor(past / 400);
}

/** The ordinal of a date; the day may lie beyond the month's end. */
export function ordinalOf(date: CivilDate): number {
  return daysBeforeYear(date.year) + dayOfYear(date);
}

/** The date with this ordinal. */
export function civilOf(ordinal: number): CivilDate {
  let year = Math.floor((ordinal - 1) / 365.2425) + 1;
  if (daysBeforeYear(year + 1) < ordinal) {
    year += 1;
  } else if (daysBeforeYear(year) >= ordinal) {
    year -= 1;
  }
  const ofYear = ordinal - daysBeforeYear(year);
  let month = Math.min(12, Math.floor((ofYear + 31) / 29));
  while (dayOfYear({ year, month, day: 1 }) > ofYear) {
    month -= 1;
  }
  return { year, month, day: ofYear - dayOfYear({ year, month, day: 1 }) + 1 };
}

/** 0 for Monday to 6 for Sunday. */
export function weekdayOf(ordinal: number): number {
  return (((ordinal + 6) % 7) + 7) % 7;
}

/** The ordinal of the Monday on which the ISO year's week 1 begins. */
export function isoYearStart(year: number): number {
  const first = daysBeforeYear(year) + 1;
  const weekday = weekdayOf(first);
  return first - weekday + (weekday > 3 ? 7 : 0);
}

/** The ISO year, week and weekday (1 to 7) of a day. */
export function isoCalendar(ordinal: number): { year: number; week: number; weekday: number } {
  let { year } = civilOf(ordinal);
  if (ordinal < isoYearStart(year)) {
    year -= 1;
  } else if (ordinal >= isoYearStart(year + 1)) {
    year += 1;
  }
  return { year, week: Math.floor((ordinal - isoYearStart(year)) / 7) + 1, weekday: weekdayOf(ordinal) + 1 };
}
