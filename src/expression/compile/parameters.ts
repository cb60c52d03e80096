import { Dict } from '../dict.ts';
import { raise } from '../exception.ts';
import type { Parameters } from '../parse/syntax.ts';
import { Tuple } from '../tuple.ts';
import type { Arguments, Value } from '../value.ts';

interface Called {
  name: string;
  parameters: Parameters;
}

/** Puts the arguments of a call into the first slots: positional, keyword-only, `*rest`, `**keywords`. Raises TypeError. */
export function fillParameters(
  called: Called,
  defaults: ReadonlyMap<string, Value>,
  args: Arguments,
  slots: (Value | undefined)[],
): void {
  const { positional, keywordOnly, rest, keywords } = called.parameters;
  const given = args.positional.length;
  for (let index = 0; index < Math.min(given, positional.length); index++) {
    slots[index] = args.positional[index];
  }
  const extra = takeKeywords(called, args, slots);
  if (given > positional.length && !rest) {
    tooMany(called, given, slots);
  }
  const named = positional.length + keywordOnly.length;
  fillDefaults(called, defaults, slots);
  if (rest) {
    slots[named] = new Tuple(args.positional.slice(positional.length));
  }
  if (keywords) {
    slots[named + (rest ? 1 : 0)] = extra;
  }
}

function takeKeywords(called: Called, args: Arguments, slots: (Value | undefined)[]): Dict {
  const extra = new Dict();
  if (args.keywords.size === 0) {
    return extra;
  }
  const { positional, positionalOnly, keywordOnly, keywords } = called.parameters;
  const names = [...positional, ...keywordOnly].map((parameter) => parameter.name);
  const positionalNames = new Set(names.slice(0, positionalOnly));
  for (const [keyword, value] of args.keywords) {
    const index = positionalNames.has(keyword) ? -1 : names.indexOf(keyword);
    if (index >= 0) {
      if (slots[index] !== undefined) {
        raise('TypeError', `${called.name}() got multiple values for argument '${keyword}'`);
      }
      slots[index] = value;
    } else if (keywords) {
      extra.set(keyword, value);
    } else if (positionalNames.has(keyword)) {
      raise(
        'TypeError',
        `${called.name}() got some positional-only arguments passed as keyword arguments: '${keyword}'`,
      );
    } else {
      raise('TypeError', `${called.name}() got an unexpected keyword argument '${keyword}'`);
    }
  }
  return extra;
}

function fillDefaults(called: Called, defaults: ReadonlyMap<string, Value>, slots: (Value | undefined)[]): void {
  const { positional, keywordOnly } = called.parameters;
  const missing: string[] = [];
  const missingKeywords: string[] = [];
  for (const [index, parameter] of [...positional, ...keywordOnly].entries()) {
    slots[index] ??= slots[index] === null ? null : defaults.get(parameter.name);
    if (slots[index] === undefined) {
      (index < positional.length ? missing : missingKeywords).push(`'${parameter.name}'`);
    }
  }
  if (missing.length > 0) {
    refuseMissing(called.name, 'positional', missing);
  }
  if (missingKeywords.length > 0) {
    refuseMissing(called.name, 'keyword-only', missingKeywords);
  }
}

function refuseMissing(name: string, kind: string, missing: string[]): never {
  const plural = missing.length === 1 ? 'argument' : 'arguments';
  return raise('TypeError', `${name}() missing ${missing.length} required ${kind} ${plural}: ${listed(missing)}`);
}

function listed(names: string[]): string {
  const [first = '', second = ''] = names;
  if (names.length <= 2) {
    return names.length === 1 ? first : `${first} and ${second}`;
  }
  return `${names.slice(0, -1).join(', ')}, and ${names.at(-1)}`;
}

function tooMany(called: Called, given: number, slots: (Value | undefined)[]): never {
  const { positional, keywordOnly } = called.parameters;
  const least = positional.filter((parameter) => !parameter.default).length;
  const most = positional.length;
  const takes = least === most ? `${most}` : `from ${least} to ${most}`;
  const plural = most === 1 && least === most ? '' : 's';
  const named = keywordOnly.filter((_, index) => slots[positional.length + index] !== undefined).length;
  const were =
    named > 0
      ? `${given} positional argument${given === 1 ? '' : 's'} (and ${named} keyword-only argument${named === 1 ? '' : 's'}) were`
      : `${given} ${given === 1 ? 'was' : 'were'}`;
  return raise('TypeError', `${called.name}() takes ${takes} positional argument${plural} but ${were} given`);
}
