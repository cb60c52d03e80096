import { make, spend } from './budget.ts';
import { raise } from './exception.ts';
import { type Key, keyOf, keyText } from './operations/hash.ts';
import { reprAll, reprOnce } from './repr.ts';
import { type BinaryOperator, PyObject, type Value } from './value.ts';

/** What `set` and `frozenset` share: items found by Python's equality. Kept in order of insertion, where Python keeps none. */
export abstract class AnySet extends PyObject {
  protected readonly members = new Map<Key, Value>();

  constructor(items: Iterable<Value> = []) {
    super();
    for (const item of items) {
      make(1);
      this.addMember(item);
    }
  }

  /** A set of the same kind with these items. */
  abstract like(items: Iterable<Value>): AnySet;

  get size(): number {
    return this.members.size;
  }

  has(item: Value): boolean {
    return this.members.has(keyOf(item));
  }

  protected addMember(item: Value): void {
    const key = keyOf(item);
    if (!this.members.has(key)) {
      this.members.set(key, item);
    }
  }

  override length(): number {
    return this.members.size;
  }

  override *iterate(): Iterable<Value> {
    const size = this.members.size;
    for (const item of this.members.values()) {
      yield item;
      if (this.members.size !== size) {
        raise('RuntimeError', 'Set changed size during iteration');
      }
    }
  }

  override contains(item: Value): boolean {
    return this.has(item);
  }

  override equals(other: Value): boolean {
    return other instanceof AnySet && other.size === this.size && this.within(other);
  }

  /** Whether every item of this set is in the other. */
  within(other: AnySet): boolean {
    spend(this.size);
    return this.members.keys().every((key) => other.members.has(key));
  }

  override compare(other: Value): number | undefined {
    if (!(other instanceof AnySet)) {
      return undefined;
    }
    const within = this.within(other);
    if (within && this.size === other.size) {
      return 0;
    }
    return within ? -1 : other.within(this) ? 1 : Number.NaN;
  }

  override binary(operator: BinaryOperator, other: Value, reflected: boolean): Value | undefined {
    if (reflected || !(other instanceof AnySet)) {
      return undefined;
    }
    const items = combined(operator, this, other);
    return items && this.like(items);
  }

  protected reprItems(): string {
    return reprAll(this.members.values());
  }
}

/** The items of `a operator b` for the operators of sets, undefined for others. */
export function combined(operator: BinaryOperator, a: AnySet, b: AnySet): Iterable<Value> | undefined {
  switch (operator) {
    case '|':
      return [...a.iterate(), ...b.iterate()];
    case '&': {
      // Of two equal items (1 and True) CPython keeps the one of the smaller set, of the second when both are of one size.
      const [kept, other] = b.size > a.size ? [a, b] : [b, a];
      return [...kept.iterate()].filter((item) => other.has(item));
    }
    case '-':
      return [...a.iterate()].filter((item) => !b.has(item));
    case '^':
      return [...a.iterate()].filter((item) => !b.has(item)).concat([...b.iterate()].filter((item) => !a.has(item)));
    default:
      return undefined;
  }
}

/** Python's set. */
export class PySet extends AnySet {
  readonly typeName = 'set';

  like(items: Iterable<Value>): PySet {
    return new PySet(items);
  }

  add(item: Value): void {
    make(1);
    this.addMember(item);
  }

  delete(item: Value): boolean {
    return this.members.delete(keyOf(item));
  }

  clear(): void {
    this.members.clear();
  }

  repr(): string {
    return reprOnce(this, 'set(...)', () => (this.size === 0 ? 'set()' : `{${this.reprItems()}}`));
  }
}

/** Python's frozenset. */
export class FrozenSet extends AnySet {
  readonly typeName = 'frozenset';

  like(items: Iterable<Value>): FrozenSet {
    return new FrozenSet(items);
  }

  override hashKey(): string {
    return `z${[...this.iterate()].map(keyText).sort().join('')};`;
  }

  repr(): string {
    return this.size === 0 ? 'frozenset()' : `frozenset({${this.reprItems()}})`;
  }
}
