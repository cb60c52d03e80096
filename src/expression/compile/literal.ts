import { make } from '../budget.ts';
import { Bytes } from '../bytes.ts';
import { Dict } from '../dict.ts';
import { raise } from '../exception.ts';
import { formatValue } from '../format.ts';
import { iterate } from '../operations/iterate.ts';
import { typeName } from '../operations/type-name.ts';
import type { DictLiteral, Expression, Joined, JoinedPart, Sequence } from '../parse/syntax.ts';
import { ascii, repr, str } from '../repr.ts';
import { PySet } from '../set.ts';
import { Tuple } from '../tuple.ts';
import type { Value } from '../value.ts';
import type { Context } from './context.ts';
import type { Frame, Run } from './frame.ts';
import { locate, located } from './locate.ts';

/** `(a, b)`, `[a, *b]` or `{a, b}`. */
export function compileSequence(node: Sequence, context: Context): Run {
  const items = compileItems(node.items, context);
  switch (node.kind) {
    case 'tuple':
      return (frame) => new Tuple(items(frame));
    case 'list':
      return items;
    case 'set':
      return (frame) => {
        try {
          return new PySet(items(frame));
        } catch (error) {
          throw locate(error, node.at);
        }
      };
  }
}

/** The values of items in a new array, those with a star spread out. */
export function compileItems(nodes: Expression[], context: Context): (frame: Frame) => Value[] {
  const count = nodes.length;
  if (nodes.some((node) => node.kind === 'starred')) {
    return compileSpread(nodes, context);
  }
  const runs = nodes.map(context.expression);
  return (frame) => {
    make(count);
    const values: Value[] = [];
    for (const run of runs) {
      values.push(run(frame));
    }
    return values;
  };
}

function compileSpread(nodes: Expression[], context: Context): (frame: Frame) => Value[] {
  const runs = nodes.map((node) => ({
    run: context.expression(node.kind === 'starred' ? node.value : node),
    starred: node.kind === 'starred',
    at: node.at,
  }));
  return (frame) => {
    const values: Value[] = [];
    for (const { run, starred, at } of runs) {
      const value = run(frame);
      if (!starred) {
        make(1);
        values.push(value);
        continue;
      }
      try {
        for (const item of iterateStarred(value)) {
          make(1);
          values.push(item);
        }
      } catch (error) {
        throw locate(error, at);
      }
    }
    return values;
  };
}

function iterateStarred(value: Value): Iterable<Value> {
  if (
    typeof value !== 'string' &&
    (typeof value !== 'object' || value === null || !('iterate' in value || Array.isArray(value)))
  ) {
    raise('TypeError', `Value after * must be an iterable, not ${typeName(value)}`);
  }
  return iterate(value);
}

/** `{key: value, **more}`. */
export function compileDict(node: DictLiteral, context: Context): Run {
  const entries = node.entries.map(({ key, value }) => ({
    key: key && context.expression(key),
    value: context.expression(value),
    at: (key ?? value).at,
  }));
  return (frame) => {
    const dict = new Dict();
    // As in CPython, all entries up to the next ** are evaluated before the first of them is put in.
    let pending: { key: Value; value: Value; at: number }[] = [];
    for (const { key, value, at } of entries) {
      if (key) {
        pending.push({ key: key(frame), value: value(frame), at });
        continue;
      }
      fill(dict, pending);
      pending = [];
      const source = value(frame);
      located(at, () => spreadInto(dict, source));
    }
    fill(dict, pending);
    return dict;
  };
}

function fill(dict: Dict, entries: { key: Value; value: Value; at: number }[]): void {
  for (const { key, value, at } of entries) {
    located(at, () => dict.setItem(key, value));
  }
}

function spreadInto(dict: Dict, source: Value): void {
  if (!(source instanceof Dict)) {
    raise('TypeError', `'${typeName(source)}' object is not a mapping`);
  }
  for (const [key, value] of source.entries()) {
    dict.setItem(key, value);
  }
}

/** `b'…'`. */
export function compileBytes(data: Uint8Array): Run {
  return () => new Bytes(data);
}

/** An f-string. */
export function compileJoined(node: Joined, context: Context): Run {
  const parts = compileParts(node.parts, context);
  return (frame) => {
    try {
      return parts(frame);
    } catch (error) {
      throw locate(error, node.at);
    }
  };
}

/** An f-string as a key: None when some or every value in it is None, False or an empty text, as it would be the key of all that lack the value. */
export function compileKey(node: Joined, context: Context, empty: 'some' | 'every'): Run {
  const text = compileJoined(node, context);
  const values = node.parts.flatMap((part) => (typeof part === 'string' ? [] : [context.expression(part.value)]));
  return (frame) => {
    const made = text(frame);
    return values.length > 0 && values[empty]((value) => isEmpty(value(frame))) ? null : made;
  };
}

function isEmpty(value: Value): boolean {
  return value === null || value === false || value === '';
}

function compileParts(nodes: JoinedPart[], context: Context): (frame: Frame) => string {
  const parts = nodes.map((part) => (typeof part === 'string' ? part : compileReplacement(part, context)));
  return (frame) => {
    let text = '';
    for (const part of parts) {
      const piece = typeof part === 'string' ? part : part(frame);
      make(piece.length);
      text += piece;
    }
    return text;
  };
}

function compileReplacement(part: Exclude<JoinedPart, string>, context: Context): (frame: Frame) => string {
  const run = context.expression(part.value);
  const spec = part.spec.length > 0 ? compileParts(part.spec, context) : undefined;
  const { conversion } = part;
  return (frame) => {
    const value = run(frame);
    const converted = conversion === '' ? value : convert(value, conversion);
    if (spec) {
      return formatValue(converted, spec(frame));
    }
    return typeof converted === 'string' ? converted : formatValue(converted, '');
  };
}

function convert(value: Value, conversion: 'r' | 's' | 'a'): string {
  return conversion === 'r' ? repr(value) : conversion === 's' ? str(value) : ascii(value);
}
