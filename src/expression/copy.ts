import { Dict } from './dict.ts';
import { PySet } from './set.ts';
import { Tuple } from './tuple.ts';
import type { Value } from './value.ts';

/** A copy of all values under these names that shares no list, dict or set with them; what is one object stays one object. */
export function deepCopy(names: ReadonlyMap<string, Value>): Map<string, Value> {
  const copies = new Map<Value, Value>();
  return new Map([...names].map(([name, value]) => [name, copyOf(value, copies)]));
}

function copyOf(value: Value, copies: Map<Value, Value>): Value {
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  return copies.get(value) ?? copyOfObject(value, copies);
}

function copyOfObject(value: Value & object, copies: Map<Value, Value>): Value {
  if (Array.isArray(value)) {
    const list: Value[] = [];
    copies.set(value, list);
    list.push(...value.map((item) => copyOf(item, copies)));
    return list;
  }
  if (value instanceof Dict) {
    const dict = value.emptied();
    copies.set(value, dict);
    for (const [key, item] of value.entries()) {
      dict.set(key, copyOf(item, copies));
    }
    return dict;
  }
  if (value instanceof Tuple) {
    return new Tuple(value.items.map((item) => copyOf(item, copies)));
  }
  if (value instanceof PySet) {
    const set = new PySet(value.iterate());
    copies.set(value, set);
    return set;
  }
  return value;
}
