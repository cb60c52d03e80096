import { raise } from '../exception.ts';
import { setAttribute } from '../operations/attribute.ts';
import { collect } from '../operations/collect.ts';
import { setItem } from '../operations/item.ts';
import { iterate } from '../operations/iterate.ts';
import { typeName } from '../operations/type-name.ts';
import type { Expression } from '../parse/syntax.ts';
import type { Value } from '../value.ts';
import type { Context } from './context.ts';
import type { Frame } from './frame.ts';
import { located } from './locate.ts';
import { frameAbove } from './name.ts';

/** Puts a value into a target. */
export type Store = (frame: Frame, value: Value) => void;

/** What assigns to a name, attribute, subscript, or to a tuple or list of them. */
export function compileTarget(node: Expression, context: Context): Store {
  switch (node.kind) {
    case 'name':
      return storeName(node.name, context);
    case 'attribute': {
      const value = context.expression(node.value);
      return (frame, assigned) => located(node.at, () => setAttribute(value(frame), node.name, assigned));
    }
    case 'subscript': {
      const value = context.expression(node.value);
      const index = context.expression(node.index);
      return (frame, assigned) => located(node.at, () => setItem(value(frame), index(frame), assigned));
    }
    case 'tuple':
    case 'list':
      return storeItems(node.items, node.at, context);
    default:
      throw new Error(`not a target: ${node.kind}`);
  }
}

function storeName(name: string, context: Context): Store {
  const place = context.scope.resolve(name);
  if (place.kind === 'given') {
    throw new Error(`name without a slot: ${name}`);
  }
  const { up, index } = place;
  if (up === 0) {
    return (frame, value) => {
      frame.slots[index] = value;
    };
  }
  return (frame, value) => {
    frameAbove(frame, up).slots[index] = value;
  };
}

function storeItems(items: Expression[], offset: number, context: Context): Store {
  const star = items.findIndex((item) => item.kind === 'starred');
  const stores = items.map((item) => compileTarget(item.kind === 'starred' ? item.value : item, context));
  return (frame, value) => {
    let values: Value[] = [];
    located(offset, () => {
      values = star < 0 ? unpack(value, stores.length) : unpackStarred(value, star, stores.length);
    });
    for (const [index, store] of stores.entries()) {
      store(frame, values[index] as Value);
    }
  };
}

function unpack(value: Value, count: number): Value[] {
  const values: Value[] = [];
  for (const item of unpackable(value)) {
    if (values.length === count) {
      raise('ValueError', `too many values to unpack (expected ${count})`);
    }
    values.push(item);
  }
  if (values.length < count) {
    raise('ValueError', `not enough values to unpack (expected ${count}, got ${values.length})`);
  }
  return values;
}

function unpackStarred(value: Value, star: number, count: number): Value[] {
  unpackable(value);
  const values = collect(value);
  if (values.length < count - 1) {
    raise('ValueError', `not enough values to unpack (expected at least ${count - 1}, got ${values.length})`);
  }
  const after = count - 1 - star;
  const middle = values.splice(star, values.length - star - after);
  values.splice(star, 0, middle);
  return values;
}

function unpackable(value: Value): Iterable<Value> {
  const iterable = typeof value === 'string' || (typeof value === 'object' && value !== null);
  if (!iterable || (typeof value === 'object' && !Array.isArray(value) && !value.iterate)) {
    raise('TypeError', `cannot unpack non-iterable ${typeName(value)} object`);
  }
  return iterate(value);
}
