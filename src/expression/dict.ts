import { make, spend } from './budget.ts';
import { PythonError, raise } from './exception.ts';
import { same } from './operations/equality.ts';
import { type Key, keyOf } from './operations/hash.ts';
import { repr, reprOnce } from './repr.ts';
import { type BinaryOperator, PyObject, type Value } from './value.ts';

/** Python's dict: keeps the order of insertion, and finds keys by Python's equality (`1`, `1.0` and `True` are one key). */
export class Dict extends PyObject {
  readonly typeName = 'dict';
  readonly #values = new Map<Key, Value>();
  // Keys as they were given, of those that are not their own Map key: True, 1.0, tuples.
  #originals: Map<Key, Value> | undefined;

  /** A dict of these entries; of equal keys the last value wins. */
  static from(entries: Iterable<readonly [Value, Value]>): Dict {
    const dict = new Dict();
    for (const [key, value] of entries) {
      dict.set(key, value);
    }
    return dict;
  }

  get size(): number {
    return this.#values.size;
  }

  /** The value of the key, or undefined. Raises TypeError for a key that cannot be hashed. */
  get(key: Value): Value | undefined {
    return this.#values.get(keyOf(key));
  }

  set(key: Value, value: Value): void {
    const mapKey = keyOf(key);
    if (mapKey !== key && !this.#values.has(mapKey)) {
      this.#originals ??= new Map();
      this.#originals.set(mapKey, key);
    }
    this.#values.set(mapKey, value);
  }

  delete(key: Value): boolean {
    const mapKey = keyOf(key);
    this.#originals?.delete(mapKey);
    return this.#values.delete(mapKey);
  }

  clear(): void {
    this.#values.clear();
    this.#originals = undefined;
  }

  /** The entries in order. A dict that changes its size meanwhile raises RuntimeError, as in Python. */
  *entries(): Generator<[Value, Value]> {
    const size = this.#values.size;
    for (const [mapKey, value] of this.#values) {
      const original = this.#originals?.get(mapKey);
      yield [original === undefined ? mapKey : original, value];
      if (this.#values.size !== size) {
        raise('RuntimeError', 'dictionary changed size during iteration');
      }
    }
  }

  /** The keys in order. */
  *keys(): Generator<Value> {
    for (const [key] of this.entries()) {
      yield key;
    }
  }

  /** An empty dict of the same kind. */
  emptied(): Dict {
    return new Dict();
  }

  /** A dict of the same kind with the same entries. */
  copy(): Dict {
    make(this.size);
    return Dict.from(this.entries());
  }

  override length(): number {
    return this.#values.size;
  }

  override iterate(): Iterable<Value> {
    return this.keys();
  }

  override item(key: Value): Value {
    const value = this.get(key);
    if (value === undefined) {
      throw new PythonError('KeyError', [key]);
    }
    return value;
  }

  override setItem(key: Value, value: Value): void {
    make(1);
    this.set(key, value);
  }

  override deleteItem(key: Value): void {
    if (!this.delete(key)) {
      throw new PythonError('KeyError', [key]);
    }
  }

  override contains(key: Value): boolean {
    return this.#values.has(keyOf(key));
  }

  override equals(other: Value): boolean {
    if (!(other instanceof Dict) || other.size !== this.size) {
      return false;
    }
    spend(this.size);
    for (const [mapKey, value] of this.#values) {
      const counterpart = other.#values.get(mapKey);
      if (counterpart === undefined || !same(value, counterpart)) {
        return false;
      }
    }
    return true;
  }

  override binary(operator: BinaryOperator, other: Value, reflected: boolean): Value | undefined {
    if (operator !== '|' || reflected || !(other instanceof Dict)) {
      return undefined;
    }
    const union = this.copy();
    make(other.size);
    for (const [key, value] of other.entries()) {
      union.set(key, value);
    }
    return union;
  }

  repr(): string {
    return reprOnce(this, '{...}', () => {
      const parts: string[] = [];
      for (const [key, value] of this.entries()) {
        const part = `${repr(key)}: ${repr(value)}`;
        make(part.length);
        parts.push(part);
      }
      return `{${parts.join(', ')}}`;
    });
  }
}
