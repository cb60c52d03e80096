import { raise } from '../exception.ts';
import { typeName } from '../operations/type-name.ts';
import type { Value } from '../value.ts';
import { type CivilDate, daysInMonth } from './calendar.ts';
import { needInteger } from './parameters.ts';
import { TzInfo } from './tzinfo.ts';

/** A wall time, as formatting and parsing see it. */
export interface WallTime extends CivilDate {
  hour: number;
  minute: number;
  second: number;
  microsecond: number;
}

/** A year, month and day as a date. Raises CPython's ValueError for one that is not in the calendar. */
export function checkDate(year: number, month: number, day: number): CivilDate {
  if (year < 1 || year > 9999) {
    raise('ValueError', `year ${year} is out of range`);
  }
  if (month < 1 || month > 12) {
    raise('ValueError', 'month must be in 1..12');
  }
  if (day < 1 || day > daysInMonth(year, month)) {
    raise('ValueError', 'day is out of range for month');
  }
  return { year, month, day };
}

const clockFields: [name: string, most: number, microseconds: number][] = [
  ['hour', 23, 3_600_000_000],
  ['minute', 59, 60_000_000],
  ['second', 59, 1_000_000],
  ['microsecond', 999_999, 1],
];

/** Hour, minute, second and microsecond (missing ones are 0) as microseconds of the day. Raises CPython's ValueError. */
export function checkClock(parts: readonly number[]): number {
  let clock = 0;
  for (const [index, [name, most, microseconds]] of clockFields.entries()) {
    const part = parts[index] ?? 0;
    if (part < 0 || part > most) {
      raise('ValueError', `${name} must be in 0..${most}`);
    }
    clock += part * microseconds;
  }
  return clock;
}

/** Microseconds of the day as hour, minute, second and microsecond. */
export function clockParts(clock: number): { hour: number; minute: number; second: number; microsecond: number } {
  const seconds = Math.floor(clock / 1e6);
  return {
    hour: Math.floor(seconds / 3600),
    minute: Math.floor(seconds / 60) % 60,
    second: seconds % 60,
    microsecond: clock % 1e6,
  };
}

/** A `tzinfo` argument. Raises TypeError. */
export function needZone(value: Value | undefined): TzInfo | null {
  if (value === undefined || value === null || value instanceof TzInfo) {
    return value ?? null;
  }
  return raise('TypeError', `tzinfo argument must be None or of a tzinfo subclass, not type '${typeName(value)}'`);
}

/** A `fold` argument. Raises ValueError. */
export function needFold(value: Value | undefined): number {
  const fold = value === undefined ? 0 : needInteger(value);
  if (fold !== 0 && fold !== 1) {
    raise('ValueError', 'fold must be either 0 or 1');
  }
  return fold;
}

/** `HH:MM:SS.ffffff` cut to the `timespec` of isoformat. Raises ValueError for an unknown one. */
export function clockText(clock: number, timespec: string): string {
  const { hour, minute, second, microsecond } = clockParts(clock);
  const two = (part: number): string => String(part).padStart(2, '0');
  const micro = String(microsecond).padStart(6, '0');
  const upTo = { hours: 1, minutes: 2, seconds: 3, milliseconds: 3, microseconds: 3 }[
    timespec === 'auto' ? (microsecond === 0 ? 'seconds' : 'microseconds') : timespec
  ];
  if (upTo === undefined) {
    return raise('ValueError', 'Unknown timespec value');
  }
  const whole = [hour, minute, second].slice(0, upTo).map(two).join(':');
  if (timespec === 'milliseconds') {
    return `${whole}.${micro.slice(0, 3)}`;
  }
  return timespec === 'microseconds' || (timespec === 'auto' && microsecond !== 0) ? `${whole}.${micro}` : whole;
}
