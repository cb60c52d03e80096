import { Bytes } from '../bytes.ts';
import { Dict } from '../dict.ts';
import { raise } from '../exception.ts';
import { Builtin } from '../function.ts';
import { bytesMethods } from '../methods/bytes.ts';
import { dictMethods } from '../methods/dict.ts';
import { listMethods } from '../methods/list.ts';
import type { Method } from '../methods/method.ts';
import { floatMethods, integerMethods, numberAttribute } from '../methods/number.ts';
import { frozenSetMethods, setMethods } from '../methods/set.ts';
import { tupleMethods } from '../methods/tuple.ts';
import { PayloadDict } from '../payload.ts';
import { FrozenSet, PySet } from '../set.ts';
import { stringMethod } from '../text.ts';
import { Tuple } from '../tuple.ts';
import type { Arguments, PyObject, Value } from '../value.ts';
import { typeName } from './type-name.ts';

/** `value.name`. Of a payload's dict, a name that is no method reads the key, and gives None for a missing one. Raises AttributeError. */
export function attribute(value: Value, name: string): Value {
  const found = ownAttribute(value, name);
  if (found !== undefined) {
    return found;
  }
  const method = methodOf(value, name);
  if (method) {
    return new Builtin(name, method);
  }
  if (value instanceof PayloadDict) {
    return value.get(name) ?? null;
  }
  return raise('AttributeError', missing(value, name));
}

/** A method of a built-in type, bound to the value; undefined when its type has none of this name. */
export function methodOf(value: Value, name: string): ((args: Arguments) => Value) | undefined {
  if (typeof value === 'string') {
    return bound(stringMethod(name), value);
  }
  if (typeof value === 'number') {
    return bound(floatMethods.get(name), value);
  }
  if (typeof value !== 'object') {
    return bound(integerMethods.get(name), BigInt(value));
  }
  if (Array.isArray(value)) {
    return bound(listMethods.get(name), value);
  }
  return value === null ? undefined : methodOfObject(value, name);
}

function methodOfObject(value: PyObject, name: string): ((args: Arguments) => Value) | undefined {
  if (value instanceof Dict) {
    return bound(dictMethods.get(name), value);
  }
  if (value instanceof Tuple) {
    return bound(tupleMethods.get(name), value);
  }
  if (value instanceof PySet) {
    return bound(setMethods.get(name), value);
  }
  if (value instanceof FrozenSet) {
    return bound(frozenSetMethods.get(name), value);
  }
  return value instanceof Bytes ? bound(bytesMethods.get(name), value) : undefined;
}

function bound<Self>(method: Method<Self> | undefined, self: Self): ((args: Arguments) => Value) | undefined {
  return method && ((args) => method(self, args));
}

/** Whether a built-in type, given by its Python name, has a method of a name; undefined for other types. */
export function methodsOf(type: string): ((name: string) => boolean) | undefined {
  switch (type) {
    case 'str':
      return (name) => stringMethod(name) !== undefined;
    case 'list':
      return (name) => listMethods.has(name);
    case 'dict':
      return (name) => dictMethods.has(name);
    case 'tuple':
      return (name) => tupleMethods.has(name);
    case 'set':
      return (name) => setMethods.has(name);
    case 'frozenset':
      return (name) => frozenSetMethods.has(name);
    case 'bytes':
      return (name) => bytesMethods.has(name);
    case 'int':
    case 'bool':
      return (name) => integerMethods.has(name);
    case 'float':
      return (name) => floatMethods.has(name);
    default:
      return undefined;
  }
}

function ownAttribute(value: Value, name: string): Value | undefined {
  switch (typeof value) {
    case 'bigint':
    case 'number':
      return numberAttribute(value, name);
    case 'boolean':
      return numberAttribute(BigInt(value), name);
    case 'object':
      return value === null || Array.isArray(value) ? undefined : value.attribute?.(name);
    default:
      return undefined;
  }
}

function missing(value: Value, name: string): string {
  return `'${typeName(value)}' object has no attribute '${name}'`;
}

/** `value.name = assigned`. Raises AttributeError. */
export function setAttribute(value: Value, name: string, assigned: Value): void {
  if (typeof value === 'object' && value !== null && !Array.isArray(value) && value.setAttribute) {
    value.setAttribute(name, assigned);
    return;
  }
  raise('AttributeError', missing(value, name));
}
