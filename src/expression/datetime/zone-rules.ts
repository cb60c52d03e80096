import { abbreviation } from './zone-names.ts';

/** What holds in a zone at a moment. Offsets are in seconds. */
export interface ZoneState {
  offset: number;
  /** How much of the offset is summer time. */
  daylight: number;
  name: string;
}

// pytz knows the changes from 1901 to 2037 alone: before them it takes local mean time, after them it stays with the last.
const firstSecond = -(2 ** 31);
const lastSecond = Date.UTC(2037, 11, 31) / 1000;
const longAgo = -(10 ** 10);

/** The rules of one time zone, from the engine's own time zone data. */
export class ZoneRules {
  /** The zone's name in the engine's data, to which older names lead. */
  readonly resolved: string;
  readonly #offset: Intl.DateTimeFormat;
  readonly #longName: Intl.DateTimeFormat;

  /** Throws RangeError for an unknown zone. */
  constructor(zone: string) {
    this.#offset = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' });
    this.#longName = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'long' });
    this.resolved = this.#offset.resolvedOptions().timeZone;
  }

  /** The offset at a moment (seconds since 1970 UTC), in whole minutes. */
  offsetAt(second: number): number {
    const clamped = second < firstSecond ? longAgo : Math.min(second, lastSecond);
    const [, sign, hours, minutes, seconds = '0'] =
      /GMT(?:([+-])(\d\d):(\d\d)(?::(\d\d))?)?$/.exec(this.#offset.format(clamped * 1000)) ?? [];
    if (sign === undefined) {
      return 0;
    }
    const size = Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
    return Math.floor(((sign === '-' ? -size : size) + 30) / 60) * 60;
  }

  stateAt(second: number): ZoneState {
    const offset = this.offsetAt(second);
    if (second < firstSecond) {
      return { offset, daylight: 0, name: 'LMT' };
    }
    const daylight = this.#daylightAt(Math.min(second, lastSecond), offset);
    const named = abbreviation(this.resolved, daylight > 0 || (daylight === 0 && this.#isIrishSummer(offset)));
    return { offset, daylight, name: named ?? offsetName(offset) };
  }

  #daylightAt(second: number, offset: number): number {
    const year = new Date(second * 1000).getUTCFullYear();
    const [january, july] = [0, 6].map((month) => this.offsetAt(Date.UTC(year, month, 1) / 1000));
    if (negativeWinters.has(this.resolved)) {
      return Math.min(0, offset - Math.max(january ?? 0, july ?? 0));
    }
    const longName = this.#longName.format(second * 1000);
    const summer = /Summer|Daylight/.test(longName) || (/GMT[+-]/.test(longName) && january !== july);
    return summer
      ? Math.max(0, offset - Math.min(january ?? 0, july ?? 0)) || 3600 * Number(/Summer|Daylight/.test(longName))
      : 0;
  }

  #isIrishSummer(offset: number): boolean {
    return this.resolved === 'Europe/Dublin' && offset === 3600;
  }
}

// Zones whose law calls the summer's time standard and takes an hour off in winter (or in Ramadan).
const negativeWinters = new Set(['Europe/Dublin', 'Africa/Casablanca', 'Africa/El_Aaiun']);

/** An offset as the time zone database names it: `+03`, `-0930`. */
export function offsetName(offset: number): string {
  const minutes = Math.abs(offset) / 60;
  const hours = String(Math.floor(minutes / 60)).padStart(2, '0');
  const rest = minutes % 60 === 0 ? '' : String(minutes % 60).padStart(2, '0');
  return (offset < 0 ? '-' : '+') + hours + rest;
}
