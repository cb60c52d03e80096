import { make } from '../budget.ts';
import { raise } from '../exception.ts';
import { Slice, slicedItems } from '../slice.ts';
import { textAt, textLength, textSlice } from '../text-index.ts';
import type { Value } from '../value.ts';
import { collect } from './collect.ts';
import { integer, position } from './position.ts';
import { typeName } from './type-name.ts';

// CPython has other words for types that can be sequences.
const SEQUENCES = new Set(['str', 'tuple', 'bytes', 'range', 'set', 'frozenset']);

/** `container[key]`. Raises TypeError, IndexError, KeyError. */
export function item(container: Value, key: Value): Value {
  if (typeof container === 'string') {
    return textItem(container, key);
  }
  if (typeof container === 'object' && container !== null) {
    if (Array.isArray(container)) {
      return listItem(container, key);
    }
    if (container.item) {
      return container.item(key);
    }
  }
  return raise('TypeError', `'${typeName(container)}' object is not subscriptable`);
}

function listItem(list: Value[], key: Value): Value {
  if (key instanceof Slice) {
    const items = slicedItems(list, key);
    make(items.length);
    return items;
  }
  return list[position('list', key, list.length)] as Value;
}

function textItem(text: string, key: Value): Value {
  if (key instanceof Slice) {
    const part = key.within(textLength(text));
    make(part.count);
    return textSlice(text, part);
  }
  return textAt(text, position('string', key, textLength(text))) ?? '';
}

/** `container[key] = value`. Raises TypeError, IndexError. */
export function setItem(container: Value, key: Value, value: Value): void {
  if (typeof container === 'object' && container !== null) {
    if (Array.isArray(container)) {
      setListItem(container, key, value);
      return;
    }
    if (container.setItem) {
      container.setItem(key, value);
      return;
    }
  }
  raise('TypeError', `'${typeName(container)}' object does not support item assignment`);
}

function setListItem(list: Value[], key: Value, value: Value): void {
  if (!(key instanceof Slice)) {
    list[assigned(list, key, 'assignment ')] = value;
    return;
  }
  if (typeof value !== 'string' && (typeof value !== 'object' || value === null)) {
    raise('TypeError', 'can only assign an iterable');
  }
  const items = collect(value);
  const { start, step, count } = key.within(list.length);
  if (step === 1) {
    const rest = list.splice(start, list.length - start).slice(count);
    for (const item of items.concat(rest)) {
      list.push(item);
    }
    return;
  }
  if (items.length !== count) {
    raise('ValueError', `attempt to assign sequence of size ${items.length} to extended slice of size ${count}`);
  }
  for (const [index, item] of items.entries()) {
    list[start + index * step] = item;
  }
}

/** `del container[key]`. Raises TypeError, IndexError, KeyError. */
export function deleteItem(container: Value, key: Value): void {
  if (typeof container === 'object' && container !== null) {
    if (Array.isArray(container)) {
      deleteListItem(container, key);
      return;
    }
    if (container.deleteItem) {
      container.deleteItem(key);
      return;
    }
  }
  const verb = integer(key) !== undefined && SEQUENCES.has(typeName(container)) ? "doesn't" : 'does not';
  raise('TypeError', `'${typeName(container)}' object ${verb} support item deletion`);
}

function deleteListItem(list: Value[], key: Value): void {
  if (!(key instanceof Slice)) {
    list.splice(assigned(list, key, 'assignment '), 1);
    return;
  }
  const { start, step, count } = key.within(list.length);
  const gone = new Set(Array.from({ length: count }, (_, index) => start + index * step));
  const kept = list.filter((_, index) => !gone.has(index));
  list.length = 0;
  for (const item of kept) {
    list.push(item);
  }
}

function assigned(list: Value[], key: Value, action: string): number {
  try {
    return position('list', key, list.length);
  } catch (error) {
    if (error instanceof Error && error.message === 'list index out of range') {
      raise('IndexError', `list ${action}index out of range`);
    }
    throw error;
  }
}
