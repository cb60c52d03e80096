import { make } from '../budget.ts';
import { raise } from '../exception.ts';
import { iterate } from '../operations/iterate.ts';
import { integer } from '../operations/position.ts';
import { typeName } from '../operations/type-name.ts';
import { Tuple } from '../tuple.ts';
import { lineEndClass, spaceClass } from '../unicode.ts';
import type { Arguments, Value } from '../value.ts';
import { findLastText, findText } from './find.ts';
import { needSize, type TextMethod, take, takeNamed } from './method.ts';

function splitter(name: string, bySpace: Split<null>, byText: Split<string>): TextMethod {
  return (self, args) => {
    const [separator = null, most = -1n] = takeNamed(name, ['sep', 'maxsplit'], args);
    const given = needSize(most);
    const limit = given < 0 ? Number.POSITIVE_INFINITY : given;
    if (separator === null) {
      return counted(self, bySpace(self, null, limit));
    }
    if (typeof separator !== 'string') {
      return raise('TypeError', `must be str or None, not ${typeName(separator)}`);
    }
    if (separator === '') {
      raise('ValueError', 'empty separator');
    }
    return counted(self, byText(self, separator, limit));
  };
}

type Split<Separator> = (self: string, separator: Separator, limit: number) => string[];

function counted(self: string, parts: string[]): string[] {
  make(self.length + parts.length);
  return parts;
}

const word = new RegExp(`[^${spaceClass}]+`, 'g');
const space = new RegExp(`[${spaceClass}]`);

function splitSpace(self: string, _separator: null, limit: number): string[] {
  const parts: string[] = [];
  for (const match of self.matchAll(word)) {
    if (parts.length === limit) {
      parts.push(self.slice(match.index));
      break;
    }
    parts.push(match[0]);
  }
  return parts;
}

/** The parts between the separators, at most `limit` of them split off. */
export function splitText(self: string, separator: string, limit: number): string[] {
  const parts: string[] = [];
  let start = 0;
  while (parts.length < limit) {
    const found = findText(self, separator, start);
    if (found < 0) {
      break;
    }
    parts.push(self.slice(start, found));
    start = found + separator.length;
  }
  parts.push(self.slice(start));
  return parts;
}

function splitSpaceRight(self: string, _separator: null, limit: number): string[] {
  const parts: string[] = [];
  let end = self.length;
  while (end > 0) {
    while (end > 0 && space.test(self.charAt(end - 1))) {
      end -= 1;
    }
    let start = end;
    while (start > 0 && (parts.length === limit || !space.test(self.charAt(start - 1)))) {
      start -= 1;
    }
    if (start < end) {
      parts.push(self.slice(start, end));
    }
    end = start;
  }
  return parts.reverse();
}

function splitTextRight(self: string, separator: string, limit: number): string[] {
  const parts: string[] = [];
  let end = self.length;
  while (parts.length < limit) {
    const found = findLastText(self, separator, end);
    if (found < 0) {
      break;
    }
    parts.push(self.slice(found + separator.length, end));
    end = found;
  }
  parts.push(self.slice(0, end));
  return parts.reverse();
}

const lineBreak = new RegExp(`\\r\\n|[${lineEndClass}]`, 'g');

function splitLines(self: string, args: Arguments): Value {
  const [keep = false] = takeNamed('splitlines', ['keepends'], args);
  const flag = integer(keep);
  if (flag === undefined) {
    raise('TypeError', `'${typeName(keep)}' object cannot be interpreted as an integer`);
  }
  const lines: string[] = [];
  let start = 0;
  for (const { 0: end, index } of self.matchAll(lineBreak)) {
    lines.push(self.slice(start, flag === 0n ? index : index + end.length));
    start = index + end.length;
  }
  if (start < self.length) {
    lines.push(self.slice(start));
  }
  return counted(self, lines);
}

function partitioner(name: string, find: (self: string, separator: string) => number, last: boolean): TextMethod {
  return (self, args) => {
    const [separator = null] = take(name, args, 1);
    if (typeof separator !== 'string') {
      return raise('TypeError', `must be str, not ${typeName(separator)}`);
    }
    if (separator === '') {
      raise('ValueError', 'empty separator');
    }
    const found = find(self, separator);
    make(self.length);
    if (found < 0) {
      return new Tuple(last ? ['', '', self] : [self, '', '']);
    }
    return new Tuple([self.slice(0, found), separator, self.slice(found + separator.length)]);
  };
}

function join(self: string, args: Arguments): Value {
  const [items = null] = take('join', args, 1);
  const iterable =
    typeof items === 'string' || Array.isArray(items) || (typeof items === 'object' && items?.iterate !== undefined);
  if (!iterable) {
    raise('TypeError', 'can only join an iterable');
  }
  const parts: string[] = [];
  for (const item of iterate(items)) {
    if (typeof item !== 'string') {
      return raise('TypeError', `sequence item ${parts.length}: expected str instance, ${typeName(item)} found`);
    }
    make(item.length + self.length + 1);
    parts.push(item);
  }
  return parts.join(self);
}

/** Methods that take a text apart, and the one that joins. */
export const splitMethods: Record<string, TextMethod> = {
  split: splitter('split', splitSpace, splitText),
  rsplit: splitter('rsplit', splitSpaceRight, splitTextRight),
  splitlines: splitLines,
  partition: partitioner('partition', findText, false),
  rpartition: partitioner('rpartition', findLastText, true),
  join,
};
