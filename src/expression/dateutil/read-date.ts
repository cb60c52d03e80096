import { now } from '../clock.ts';
import type { CivilDate } from '../datetime/calendar.ts';
import { civilOf } from '../datetime/calendar.ts';
import { splitMicroseconds } from '../datetime/date.ts';

export interface DateOrder {
  dayFirst: boolean;
  yearFirst: boolean;
}

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const monthWord =
  '(?<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)';
const weekday = '(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,? |(?:mon|tue|wed|thu|fri|sat|sun),? )?';
const yearPart = '(?<year>\\d{4})';
const day = '(?<day>\\d{1,2})(?:st|nd|rd|th)?';

const worded = [
  `^${weekday}${monthWord}\\.?[ -]${day}(?:,? ${yearPart}|[ -]${yearPart.replace('year', 'other')})?$`,
  `^${weekday}${day}[ -]${monthWord}\\.?(?:,?[ -]${yearPart})?$`,
  `^${monthWord},? ${yearPart}$`,
  `^${yearPart}[ -]${monthWord}(?:[ -]${day})?$`,
].map((source) => new RegExp(source, 'i'));

/** The parts of a date that the text names; undefined for a form that is not known. */
export function readDate(text: string, order: DateOrder): Partial<CivilDate> | undefined {
  for (const pattern of worded) {
    const found = pattern.exec(text)?.groups;
    if (found !== undefined) {
      return wordedDate(found);
    }
  }
  const compact = /^(\d{4})(\d{2})(\d{2})$/.exec(text);
  const yearFirst = compact ?? /^(\d{4})([-/.])(\d{1,2})(?:\2(\d{1,2}))?$/.exec(text);
  if (yearFirst !== null) {
    return readYearFirst(yearFirst.slice(1), order);
  }
  const yearLast = /^(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})$/.exec(text);
  return yearLast === null ? undefined : readYearLast(yearLast, order);
}

function wordedDate(found: Record<string, string | undefined>): Partial<CivilDate> {
  const date: Partial<CivilDate> = { month: months.indexOf((found.month ?? '').slice(0, 3).toLowerCase()) + 1 };
  const named = found.year ?? found.other;
  if (named !== undefined) {
    date.year = Number(named);
  }
  if (found.day !== undefined) {
    date.day = Number(found.day);
  }
  return date;
}

function readYearFirst(parts: string[], order: DateOrder): Partial<CivilDate> {
  const [year = 0, second = 0, third] = parts.filter((part) => /^\d+$/.test(part ?? '')).map(Number);
  if (third === undefined) {
    return { year, month: second };
  }
  const dayIsSecond = (second > 12 && !parts.includes('.')) || (order.dayFirst && third <= 12);
  return dayIsSecond ? { year, month: third, day: second } : { year, month: second, day: third };
}

function readYearLast(match: RegExpExecArray, order: DateOrder): Partial<CivilDate> | undefined {
  const [first, second] = [Number(match[1]), Number(match[3])];
  const last = match[4] ?? '';
  if (last.length === 2 && (order.yearFirst || first > 31)) {
    return undefined;
  }
  const named = last.length === 2 ? fullYear(Number(last)) : Number(last);
  const dayIsFirst = first > 12 || (order.dayFirst && second <= 12);
  return dayIsFirst ? { year: named, month: second, day: first } : { year: named, month: first, day: second };
}

// Two digits name the year within fifty years of now.
function fullYear(short: number): number {
  const current = civilOf(splitMicroseconds(now()).ordinal).year;
  const named = current - (current % 100) + short;
  if (named >= current + 50) {
    return named - 100;
  }
  return named < current - 50 ? named + 100 : named;
}
