import { raise } from '../exception.ts';
import { integer } from '../operations/position.ts';
import { typeName } from '../operations/type-name.ts';
import type { Arguments, Value } from '../value.ts';

/** A method of `str`: the text and the call's arguments. */
export type TextMethod = (self: string, args: Arguments) => Value;

/** The positional arguments of a method without keywords, checked for their number in CPython's words. */
export function take(method: string, args: Arguments, least: number, most = least): Value[] {
  noKeywords(method, args);
  const given = args.positional.length;
  if (given >= least && given <= most) {
    return args.positional;
  }
  if (least === most) {
    const wanted = least === 0 ? 'no arguments' : 'exactly one argument';
    raise('TypeError', `str.${method}() takes ${wanted} (${given} given)`);
  }
  return raise('TypeError', `${method} expected at ${bound(given, least, most)}, got ${given}`);
}

/** As `take`, for the methods that search between a start and a stop, which CPython checks in other words. */
export function takeSearch(method: string, args: Arguments): Value[] {
  noKeywords(method, args);
  const given = args.positional.length;
  if (given < 1 || given > 3) {
    raise('TypeError', `${method}() takes at ${bound(given, 1, 3)} (${given} given)`);
  }
  return args.positional;
}

/** The values of parameters that may be given by name; undefined where left out. */
export function takeNamed(method: string, parameters: string[], args: Arguments): (Value | undefined)[] {
  const given = args.positional.length + args.keywords.size;
  const most = parameters.length;
  if (given > most) {
    const kind = args.positional.length === 0 ? 'keyword ' : '';
    raise('TypeError', `${method}() takes at most ${most} ${kind}argument${most === 1 ? '' : 's'} (${given} given)`);
  }
  const bound: (Value | undefined)[] = args.positional.slice();
  for (const [keyword, value] of args.keywords) {
    const index = parameters.indexOf(keyword);
    if (index < 0) {
      raise('TypeError', `'${keyword}' is an invalid keyword argument for ${method}()`);
    }
    if (index < args.positional.length) {
      raise('TypeError', `argument for ${method}() given by name ('${keyword}') and position (${index + 1})`);
    }
    bound[index] = value;
  }
  return bound;
}

function noKeywords(method: string, args: Arguments): void {
  if (args.keywords.size > 0) {
    raise('TypeError', `str.${method}() takes no keyword arguments`);
  }
}

function bound(given: number, least: number, most: number): string {
  const limit = given < least ? least : most;
  return `${given < least ? 'least' : 'most'} ${limit} argument${limit === 1 ? '' : 's'}`;
}

/** An argument that must be a str, named in the error as CPython does (`replace() argument 1`). */
export function needText(value: Value | undefined, subject: string): string {
  if (typeof value !== 'string') {
    raise('TypeError', `${subject} must be str, not ${value === null ? 'None' : typeName(value ?? null)}`);
  }
  return value;
}

const largest = 2n ** 63n - 1n;

/** An argument that must be an int that fits a C size, as a number; beyond 2^53 it is as good as endless. */
export function needSize(value: Value): number {
  const size = integer(value);
  if (size === undefined) {
    return raise('TypeError', `'${typeName(value)}' object cannot be interpreted as an integer`);
  }
  if (size > largest || size < -largest - 1n) {
    raise('OverflowError', 'Python int too large to convert to C ssize_t');
  }
  return Number(size);
}
