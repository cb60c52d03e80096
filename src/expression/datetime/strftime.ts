import { make } from '../budget.ts';
import { raise } from '../exception.ts';
import { boundedSize } from '../text/format-spec.ts';
import { dayOfYear, isoCalendar, ordinalOf, weekdayOf } from './calendar.ts';
import type { WallTime } from './fields.ts';
import { offsetText } from './tzinfo.ts';

export const weekdayNames = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
export const monthNames = 'January February March April May June July August September October November December'.split(
  ' ',
);

/** What strftime writes: a wall time with its zone, where it has one. */
export interface Shown extends WallTime {
  /** Microseconds east of UTC. */
  offset: number | null;
  zone: string | null;
}

interface Piece {
  text: string;
  /** The width to fill a number up to, and with what. */
  width: number;
  pad: '0' | ' ';
}

/** Text by a format of C's strftime in the C locale, as Python on Linux gives it; an unknown directive stays as it is. */
export function strftime(shown: Shown, format: string): string {
  let result = '';
  let end = 0;
  for (const match of format.matchAll(/%([-_0^#]*)([0-9]{0,9})([EO]?)(.)/gsu)) {
    const [whole, flags = '', width = '', , directive = ''] = match;
    const bare = flags === '' && width === '';
    const piece = bare ? pieceOf(shown, directive) : decorated(shown, directive);
    result += format.slice(end, match.index) + (piece === undefined ? whole : fitted(piece, directive, flags, width));
    end = match.index + whole.length;
    make(whole.length);
  }
  return result + format.slice(end);
}

// Python fills in %f, %z and %Z itself; with flags or a width they go to C, which knows of no fraction and no zone.
function decorated(shown: Shown, directive: string): Piece | undefined {
  if (directive === 'f') {
    raise('ValueError', 'not supported: %f with a width or a flag');
  }
  return pieceOf({ ...shown, offset: null, zone: null }, directive);
}

function fitted(piece: Piece, directive: string, flags: string, width: string): string {
  const padFlag = flags.replace(/[\^#]/g, '').at(-1);
  const pad = padFlag === '_' || padFlag === '-' ? ' ' : padFlag === '0' ? '0' : piece.pad;
  if (directive === 'z') {
    return piece.text;
  }
  const wanted = width === '' ? (padFlag === '-' ? 0 : piece.width) : boundedSize(Number(width));
  make(wanted);
  let { text } = piece;
  if (flags.includes('#')) {
    text = 'pPZ'.includes(directive) ? text.toLowerCase() : text.toUpperCase();
  } else if (flags.includes('^') && directive !== 'P') {
    text = text.toUpperCase();
  }
  return text.padStart(wanted, pad);
}

function number(value: number, width: number, pad: '0' | ' ' = '0'): Piece {
  return { text: String(value), width, pad };
}

function words(text: string): Piece {
  return { text, width: 0, pad: ' ' };
}

function pieceOf(shown: Shown, directive: string): Piece | undefined {
  return datePiece(shown, directive) ?? clockPiece(shown, directive) ?? composite(shown, directive);
}

function datePiece(shown: Shown, directive: string): Piece | undefined {
  const { year, month, day } = shown;
  const ordinal = ordinalOf(shown);
  const weekday = weekdayOf(ordinal);
  switch (directive) {
    case 'a':
      return words(weekdayNames[weekday]?.slice(0, 3) ?? '');
    case 'A':
      return words(weekdayNames[weekday] ?? '');
    case 'b':
    case 'h':
      return words(monthNames[month - 1]?.slice(0, 3) ?? '');
    case 'B':
      return words(monthNames[month - 1] ?? '');
    case 'C':
      return number(Math.floor(year / 100), 1);
    case 'd':
      return number(day, 2);
    case 'e':
      return number(day, 2, ' ');
    case 'g':
      return number(isoCalendar(ordinal).year % 100, 2);
    case 'G':
      return number(isoCalendar(ordinal).year, 1);
    case 'j':
      return number(dayOfYear(shown), 3);
    case 'm':
      return number(month, 2);
    case 'u':
      return number(weekday + 1, 1);
    case 'U':
      return number(Math.floor((dayOfYear(shown) + 6 - ((weekday + 1) % 7)) / 7), 2);
    case 'V':
      return number(isoCalendar(ordinal).week, 2);
    case 'w':
      return number((weekday + 1) % 7, 1);
    case 'W':
      return number(Math.floor((dayOfYear(shown) + 6 - weekday) / 7), 2);
    case 'y':
      return number(year % 100, 2);
    case 'Y':
      return number(year, 1);
    default:
      return undefined;
  }
}

function clockPiece(shown: Shown, directive: string): Piece | undefined {
  const { hour, minute, second, microsecond } = shown;
  const half = hour < 12 ? 'AM' : 'PM';
  switch (directive) {
    case 'H':
      return number(hour, 2);
    case 'I':
      return number(hour % 12 || 12, 2);
    case 'k':
      return number(hour, 2, ' ');
    case 'l':
      return number(hour % 12 || 12, 2, ' ');
    case 'M':
      return number(minute, 2);
    case 'p':
      return words(half);
    case 'P':
      return words(half.toLowerCase());
    case 's':
      return number((ordinalOf(shown) - 719_163) * 86_400 + hour * 3600 + minute * 60 + second, 1);
    case 'S':
      return number(second, 2);
    case 'f':
      return words(String(microsecond).padStart(6, '0'));
    case 'z':
      return words(shown.offset === null ? '' : offsetText(shown.offset, ''));
    case 'Z':
      return words(shown.zone ?? '');
    case 'n':
      return words('\n');
    case 't':
      return words('\t');
    case '%':
      return words('%');
    default:
      return undefined;
  }
}

const composites = new Map([
  ['c', '%a %b %e %H:%M:%S %Y'],
  ['D', '%m/%d/%y'],
  ['F', '%Y-%m-%d'],
  ['r', '%I:%M:%S %p'],
  ['R', '%H:%M'],
  ['T', '%H:%M:%S'],
  ['x', '%m/%d/%y'],
  ['X', '%H:%M:%S'],
]);

function composite(shown: Shown, directive: string): Piece | undefined {
  const format = composites.get(directive);
  return format === undefined ? undefined : words(strftime(shown, format));
}
