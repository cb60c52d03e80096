import { raise } from './exception.ts';
import type { Arguments, Value } from './value.ts';

const NO_KEYWORDS: Map<string, Value> = new Map();

/** The arguments of a call with these positional values alone. The keywords are shared: never add to them. */
export function positional(...values: Value[]): Arguments {
  return { positional: values, keywords: NO_KEYWORDS };
}

/**
 * The values of the named parameters in order, whether given by position or by keyword; undefined where left out. `required` counts
 * the leading ones that must be there. Raises TypeError as CPython does.
 */
export function bind(name: string, parameters: string[], required: number, args: Arguments): (Value | undefined)[] {
  const given = args.positional.length;
  if (given > parameters.length) {
    const most = required === parameters.length ? 'exactly' : 'at most';
    raise('TypeError', `${name}() takes ${most} ${count(parameters.length)} (${given + args.keywords.size} given)`);
  }
  const bound: (Value | undefined)[] = args.positional.slice();
  for (const [keyword, value] of args.keywords) {
    const index = parameters.indexOf(keyword);
    if (index < 0) {
      raise('TypeError', `${name}() got an unexpected keyword argument '${keyword}'`);
    }
    if (index < given) {
      raise('TypeError', `argument for ${name}() given by name ('${keyword}') and position (${index + 1})`);
    }
    bound[index] = value;
  }
  for (let index = 0; index < required; index++) {
    if (bound[index] === undefined) {
      raise('TypeError', `${name}() missing required argument '${parameters[index]}' (pos ${index + 1})`);
    }
  }
  return bound;
}

/** The positional arguments of a function that takes no keywords, checked for their number. Raises TypeError. */
export function exactly(name: string, args: Arguments, least: number, most = least): Value[] {
  if (args.keywords.size > 0) {
    raise('TypeError', `${name}() takes no keyword arguments`);
  }
  const given = args.positional.length;
  if (given < least || given > most) {
    raise('TypeError', arity(name, given, least, most));
  }
  return args.positional;
}

function arity(name: string, given: number, least: number, most: number): string {
  if (least === most) {
    const wanted = least === 0 ? 'no arguments' : least === 1 ? 'exactly one argument' : undefined;
    if (wanted) {
      return `${name}() takes ${wanted} (${given} given)`;
    }
    return `${name} expected ${count(least)}, got ${given}`;
  }
  return given < least
    ? `${name} expected at least ${count(least)}, got ${given}`
    : `${name} expected at most ${count(most)}, got ${given}`;
}

function count(number: number): string {
  return number === 1 ? '1 argument' : `${number} arguments`;
}
