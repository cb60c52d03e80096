import { spend } from '../budget.ts';
import { raise } from '../exception.ts';
import { repr } from '../repr.ts';
import { asciiDigits, spaceClass } from '../unicode.ts';
import { civilOf, isLeap, isoYearStart, ordinalOf, weekdayOf } from './calendar.ts';
import { checkDate, type WallTime } from './fields.ts';
import { monthNames, weekdayNames } from './strftime.ts';

/** What strptime read: a wall time, and the zone where the text had one. */
export interface Parsed extends WallTime {
  /** Microseconds east of UTC. */
  offset: number | undefined;
  zone: string | undefined;
}

const shortNames = (names: string[]): string[] => names.map((name) => name.slice(0, 3));
const longestFirst = (names: string[]): string => [...names].sort((a, b) => b.length - a.length).join('|');
const d = '\\p{Nd}';

// Each directive is tried in this order of alternatives, as CPython's own table has it.
const directives = new Map<string, string>([
  ['d', `3[0-1]|[1-2]${d}|0[1-9]|[1-9]| [1-9]`],
  ['f', '[0-9]{1,6}'],
  ['H', `2[0-3]|[0-1]${d}|${d}`],
  ['I', '1[0-2]|0[1-9]|[1-9]'],
  ['G', d.repeat(4)],
  ['j', `36[0-6]|3[0-5]${d}|[1-2]${d}${d}|0[1-9]${d}|00[1-9]|[1-9]${d}|0[1-9]|[1-9]`],
  ['m', '1[0-2]|0[1-9]|[1-9]'],
  ['M', `[0-5]${d}|${d}`],
  ['S', `6[0-1]|[0-5]${d}|${d}`],
  ['U', `5[0-3]|[0-4]${d}|${d}`],
  ['W', `5[0-3]|[0-4]${d}|${d}`],
  ['w', '[0-6]'],
  ['u', '[1-7]'],
  ['V', `5[0-3]|0[1-9]|[1-4]${d}|${d}`],
  ['y', d.repeat(2)],
  ['Y', d.repeat(4)],
  ['z', `[+-]${d}${d}:?[0-5]${d}(?::?[0-5]${d}(?:\\.${d}{1,6})?)?|(?-i:Z)`],
  ['A', longestFirst(weekdayNames)],
  ['a', longestFirst(shortNames(weekdayNames))],
  ['B', longestFirst(monthNames)],
  ['b', longestFirst(shortNames(monthNames))],
  ['p', 'am|pm'],
  ['Z', 'utc|gmt'],
]);
const composites = new Map([
  ['c', '%a %b %d %H:%M:%S %Y'],
  ['x', '%m/%d/%y'],
  ['X', '%H:%M:%S'],
]);

const compiled = new Map<string, RegExp>();
const mostCompiled = 100;

/** Reads a text by a format. Raises ValueError in CPython's words. */
export function strptime(text: string, format: string): Parsed {
  spend(1 + ((text.length + format.length) >> 4));
  const match = patternOf(format).exec(text);
  if (match === null) {
    raise('ValueError', `time data ${repr(text)} does not match format ${repr(format)}`);
  }
  if (match[0].length < text.length) {
    raise('ValueError', `unconverted data remains: ${text.slice(match[0].length)}`);
  }
  return interpret(match.groups ?? {});
}

function patternOf(format: string): RegExp {
  const known = compiled.get(format);
  if (known !== undefined) {
    return known;
  }
  const pattern = new RegExp(`^(?:${source(format, format, new Set())})`, 'iu');
  if (compiled.size >= mostCompiled) {
    compiled.clear();
  }
  compiled.set(format, pattern);
  return pattern;
}

function source(format: string, whole: string, used: Set<string>): string {
  const space = `[${spaceClass}]+`;
  return format.replace(new RegExp(`%(.?)|${space}|[\\\\^$.*+?()\\[\\]{}|/]`, 'gsu'), (part, directive?: string) => {
    if (directive === undefined) {
      return new RegExp(space).test(part) ? space : `\\${part}`;
    }
    if (directive === '') {
      raise('ValueError', `stray % in format '${whole}'`);
    }
    if (directive === '%') {
      return '%';
    }
    const inner = composites.get(directive);
    if (inner !== undefined) {
      return source(inner, whole, used);
    }
    const pattern = directives.get(directive);
    if (pattern === undefined) {
      raise('ValueError', `'${directive === '\\' ? '\\\\' : directive}' is a bad directive in format '${whole}'`);
    }
    if (used.has(directive)) {
      raise('ValueError', `not supported: %${directive} twice in the format '${whole}'`);
    }
    used.add(directive);
    return `(?<${directive}>${pattern})`;
  });
}

type Found = Record<string, string | undefined>;

function interpret(found: Found): Parsed {
  const read = (name: string): number | undefined =>
    found[name] === undefined ? undefined : Number(asciiDigits(found[name]));
  const { offset, zone } = zoneOf(found);
  const date = dateOf(found, read);
  return {
    ...date,
    hour: hourOf(found, read),
    minute: read('M') ?? 0,
    second: read('S') ?? 0,
    microsecond: Number((found.f ?? '').padEnd(6, '0')),
    offset,
    zone,
  };
}

type Read = (name: string) => number | undefined;

function hourOf(found: Found, read: Read): number {
  const hour = read('H') ?? read('I');
  if (hour === undefined || found.H !== undefined) {
    return hour ?? 0;
  }
  const afternoon = found.p?.toLowerCase() === 'pm';
  return (hour % 12) + (afternoon ? 12 : 0);
}

function zoneOf(found: Found): { offset: number | undefined; zone: string | undefined } {
  const { z: text, Z: zone } = found;
  if (text === undefined) {
    return { offset: undefined, zone };
  }
  if (text === 'Z') {
    return { offset: 0, zone };
  }
  const parts = /^([+-])(..)(:?)(..)(?:(:?)(..)(?:\.(.*))?)?$/u.exec(asciiDigits(text));
  const [, sign, hours, colon, minutes, secondColon, seconds = '0', fraction = ''] = parts ?? [];
  if (secondColon !== undefined && colon !== secondColon && colon === ':') {
    raise('ValueError', `Inconsistent use of : in ${text}`);
  }
  const size = Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
  const microseconds = size * 1e6 + Number(fraction.padEnd(6, '0'));
  return { offset: sign === '-' ? -microseconds : microseconds, zone };
}

function dateOf(found: Found, read: Read): { year: number; month: number; day: number } {
  const weekday = weekdayFound(found, read);
  const given = yearFound(read);
  const isoYear = read('G');
  const isoWeek = read('V');
  const week = read('U') ?? read('W');
  checkIsoParts(given, isoYear, isoWeek, week, weekday, read('j'));
  const month = monthFound(found, read);
  const day = read('d') ?? 1;
  const year = given ?? 1900;
  const julian = read('j') ?? julianOfWeek(year, week, found.U === undefined, weekday);
  if (julian !== undefined) {
    const shifted =
      julian <= 0 ? { year: year - 1, day: julian + (isLeap(year - 1) ? 366 : 365) } : { year, day: julian };
    return civilOf(shifted.day - 1 + ordinalOf({ year: shifted.year, month: 1, day: 1 }));
  }
  if (week === undefined && isoYear !== undefined && isoWeek !== undefined && weekday !== undefined) {
    return isoDate(isoYear, isoWeek, weekday + 1);
  }
  return checkDate(year, month, day);
}

/** The date of an ISO year, week and weekday (1 to 7). Raises CPython's ValueError. */
export function isoDate(year: number, week: number, weekday: number): { year: number; month: number; day: number } {
  if (year < 1 || year > 9999) {
    raise('ValueError', `Year is out of range: ${year}`);
  }
  const weeks = (isoYearStart(year + 1) - isoYearStart(year)) / 7;
  if (week < 1 || week > weeks) {
    raise('ValueError', `Invalid week: ${week}`);
  }
  if (weekday < 1 || weekday > 7) {
    raise('ValueError', `Invalid day: ${weekday} (range is [1, 7])`);
  }
  const date = civilOf(isoYearStart(year) + (week - 1) * 7 + weekday - 1);
  return checkDate(date.year, date.month, date.day);
}

function yearFound(read: Read): number | undefined {
  const short = read('y');
  return read('Y') ?? (short === undefined ? undefined : short + (short <= 68 ? 2000 : 1900));
}

function monthFound(found: Found, read: Read): number {
  const name = (found.B ?? found.b)?.toLowerCase().slice(0, 3);
  return name === undefined
    ? (read('m') ?? 1)
    : shortNames(monthNames).findIndex((month) => month.toLowerCase() === name) + 1;
}

function weekdayFound(found: Found, read: Read): number | undefined {
  const name = (found.A ?? found.a)?.toLowerCase().slice(0, 3);
  if (name !== undefined) {
    return shortNames(weekdayNames).findIndex((weekday) => weekday.toLowerCase() === name);
  }
  const fromSunday = read('w');
  if (fromSunday !== undefined) {
    return (fromSunday + 6) % 7;
  }
  const iso = read('u');
  return iso === undefined ? undefined : iso - 1;
}

function julianOfWeek(year: number, week: number | undefined, monday: boolean, weekday: number | undefined) {
  if (week === undefined || weekday === undefined) {
    return undefined;
  }
  const first = (weekdayOf(ordinalOf({ year, month: 1, day: 1 })) + (monday ? 0 : 1)) % 7;
  const day = (weekday + (monday ? 0 : 1)) % 7;
  return week === 0 ? 1 + day - first : 1 + ((7 - first) % 7) + 7 * (week - 1) + day;
}

function checkIsoParts(
  year: number | undefined,
  isoYear: number | undefined,
  isoWeek: number | undefined,
  week: number | undefined,
  weekday: number | undefined,
  julian: number | undefined,
): void {
  const weekdays = "and a weekday directive ('%A', '%a', '%w', or '%u').";
  if (year === undefined && isoYear !== undefined) {
    if (isoWeek === undefined || weekday === undefined) {
      raise('ValueError', `ISO year directive '%G' must be used with the ISO week directive '%V' ${weekdays}`);
    }
    if (julian !== undefined) {
      raise(
        'ValueError',
        "Day of the year directive '%j' is not compatible with ISO year directive '%G'. Use '%Y' instead.",
      );
    }
  } else if (week === undefined && isoWeek !== undefined) {
    raise(
      'ValueError',
      weekday === undefined
        ? `ISO week directive '%V' must be used with the ISO year directive '%G' ${weekdays}`
        : "ISO week directive '%V' is incompatible with the year directive '%Y'. Use the ISO year '%G' instead.",
    );
  }
}
