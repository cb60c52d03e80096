import { spend } from '../budget.ts';
import { raise } from '../exception.ts';
import type { PyObject, Value } from '../value.ts';
import { typeName } from './type-name.ts';

/** What a Map is keyed by: equal Python values give the same key, unequal ones different keys. */
export type Key = string | bigint | number | null;

const ESCAPE = '\0';
const identities = new WeakMap<PyObject, number>();
let identitiesGiven = 0;

/** The value as a key of a JavaScript Map. Raises TypeError for what Python cannot hash. */
export function keyOf(value: Value): Key {
  switch (typeof value) {
    case 'string':
      return value.startsWith(ESCAPE) ? ESCAPE + value : value;
    case 'bigint':
      return value;
    case 'boolean':
      return value ? 1n : 0n;
    case 'number':
      return Number.isInteger(value) ? BigInt(value) : value;
    default:
      return value === null ? null : objectKey(value);
  }
}

/** A text for the value, different for different values: what a container's own key is put together from. */
export function keyText(value: Value): string {
  spend(1);
  const key = keyOf(value);
  switch (typeof key) {
    case 'string':
      return `s${key.length}:${key}`;
    case 'bigint':
      return `i${key};`;
    case 'number':
      return `f${key};`;
    default:
      return 'n';
  }
}

function objectKey(value: PyObject | Value[]): string {
  if (!Array.isArray(value)) {
    if (value.hashKey) {
      return `${ESCAPE}o${value.hashKey()}`;
    }
    if (!value.equals) {
      return `${ESCAPE}i${identity(value)}`;
    }
  }
  return raise('TypeError', `unhashable type: '${typeName(value)}'`);
}

function identity(value: PyObject): number {
  let number = identities.get(value);
  if (number === undefined) {
    identitiesGiven += 1;
    number = identitiesGiven;
    identities.set(value, number);
  }
  return number;
}
