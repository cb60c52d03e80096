import type { Arguments, Value } from '../value.ts';

/** A method of a built-in type: the value it is called on, and the call's arguments. */
export type Method<Self> = (self: Self, args: Arguments) => Value;
export type Methods<Self> = ReadonlyMap<string, Method<Self>>;

/** A table of methods by name; nothing of JavaScript's own objects is in it. */
export function methodTable<Self>(methods: Record<string, Method<Self>>): Methods<Self> {
  return new Map(Object.entries(methods));
}
