import { raise } from '../exception.ts';
import { integer } from '../operations/position.ts';
import { typeName } from '../operations/type-name.ts';
import { isFlat, pointIndex, textLength, unitOffset } from '../text-index.ts';
import { Tuple } from '../tuple.ts';
import type { Value } from '../value.ts';
import { findLastText, findText } from './find.ts';
import { type TextMethod, takeSearch } from './method.ts';

interface Region {
  /** UTF-16 offsets. */
  start: number;
  stop: number;
}

/** The part of the text between two indexes; undefined when the start lies beyond the end or after the stop. */
function region(self: string, start: Value, stop: Value): Region | undefined {
  if (start === null && stop === null) {
    return { start: 0, stop: self.length };
  }
  const length = textLength(self);
  const first = edge(start, 0, length);
  const last = Math.min(edge(stop, length, length), length);
  return first > last ? undefined : { start: unitOffset(self, first), stop: unitOffset(self, last) };
}

function edge(value: Value, otherwise: number, length: number): number {
  if (value === null) {
    return otherwise;
  }
  const index = integer(value);
  if (index === undefined) {
    return raise('TypeError', 'slice indices must be integers or None or have an __index__ method');
  }
  return Math.max(0, Number(index < 0n ? index + BigInt(length) : index));
}

function searcher(name: string, last: boolean, failure: string | undefined): TextMethod {
  return (self, args) => {
    const [sub = null, start = null, stop = null] = takeSearch(name, args);
    const within = region(self, start, stop);
    const needle = needArgument(sub);
    const found = within === undefined ? -1 : locate(self, needle, within, last);
    if (found < 0 && failure !== undefined) {
      raise('ValueError', failure);
    }
    return BigInt(found > 0 && !isFlat(self) ? pointIndex(self, found) : found);
  };
}

function needArgument(value: Value): string {
  return typeof value === 'string' ? value : raise('TypeError', `must be str, not ${typeName(value)}`);
}

function locate(self: string, needle: string, { start, stop }: Region, last: boolean): number {
  if (last) {
    const found = findLastText(self, needle, stop);
    return found >= start ? found : -1;
  }
  return findText(self.slice(0, stop), needle, start);
}

function count(self: string, needle: string, { start, stop }: Region): number {
  if (needle === '') {
    return textLength(self.slice(start, stop)) + 1;
  }
  const text = self.slice(start, stop);
  let total = 0;
  for (let at = findText(text, needle); at >= 0; at = findText(text, needle, at + needle.length)) {
    total += 1;
  }
  return total;
}

function matcher(name: string, matches: (self: string, part: string, within: Region) => boolean): TextMethod {
  return (self, args) => {
    const [wanted = null, start = null, stop = null] = takeSearch(name, args);
    const parts = wanted instanceof Tuple ? wanted.items : [wanted];
    const within = region(self, start, stop);
    for (const part of parts) {
      if (typeof part !== 'string') {
        const subject =
          wanted instanceof Tuple
            ? `tuple for ${name} must only contain str`
            : `${name} first arg must be str or a tuple of str`;
        return raise('TypeError', `${subject}, not ${typeName(part)}`);
      }
      if (within !== undefined && matches(self, part, within)) {
        return true;
      }
    }
    return false;
  };
}

/** Methods that look for one text in another. */
export const searchMethods: Record<string, TextMethod> = {
  find: searcher('find', false, undefined),
  rfind: searcher('rfind', true, undefined),
  index: searcher('index', false, 'substring not found'),
  rindex: searcher('rindex', true, 'substring not found'),
  count: (self, args) => {
    const [sub = null, start = null, stop = null] = takeSearch('count', args);
    const within = region(self, start, stop);
    const needle = needArgument(sub);
    return within === undefined ? 0n : BigInt(count(self, needle, within));
  },
  startswith: matcher(
    'startswith',
    (self, part, { start, stop }) => start + part.length <= stop && self.startsWith(part, start),
  ),
  endswith: matcher(
    'endswith',
    (self, part, { start, stop }) => start + part.length <= stop && self.endsWith(part, stop),
  ),
};
