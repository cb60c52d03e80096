import type { Dict } from './dict.ts';
import { contains } from './operations/contains.ts';
import { same } from './operations/equality.ts';
import { iterate } from './operations/iterate.ts';
import { repr } from './repr.ts';
import { AnySet, combined, PySet } from './set.ts';
import { Tuple } from './tuple.ts';
import { type BinaryOperator, PyObject, type Value } from './value.ts';

/** What `dict.keys()`, `values()` and `items()` give: it follows the dict. Keys and items take the operators of sets. */
export class DictView extends PyObject {
  readonly kind: 'keys' | 'values' | 'items';
  readonly #dict: Dict;

  constructor(kind: 'keys' | 'values' | 'items', dict: Dict) {
    super();
    this.kind = kind;
    this.#dict = dict;
  }

  get typeName(): string {
    return `dict_${this.kind}`;
  }

  override length(): number {
    return this.#dict.size;
  }

  override *iterate(): Iterable<Value> {
    for (const entry of this.#dict.entries()) {
      yield this.kind === 'keys' ? entry[0] : this.kind === 'values' ? entry[1] : new Tuple(entry);
    }
  }

  override contains(item: Value): boolean {
    if (this.kind === 'keys') {
      return this.#dict.contains(item);
    }
    if (this.kind === 'items') {
      const [key, value] = item instanceof Tuple && item.items.length === 2 ? item.items : [];
      const held = key === undefined ? undefined : this.#dict.get(key);
      return held !== undefined && value !== undefined && same(held, value);
    }
    return [...this.iterate()].some((value) => same(value, item));
  }

  override equals(other: Value): boolean {
    if (this === other) {
      return true;
    }
    const sets = this.kind !== 'values' && isSetLike(other);
    return sets && other.length?.() === this.length() && [...this.iterate()].every((item) => contains(other, item));
  }

  override compare(other: Value): number | undefined {
    return this.kind !== 'values' && isSetLike(other) ? this.#set().compare(new PySet(iterate(other))) : undefined;
  }

  override binary(operator: BinaryOperator, other: Value, reflected: boolean): Value | undefined {
    if (this.kind === 'values' || !['&', '|', '^', '-'].includes(operator)) {
      return undefined;
    }
    const theirs = new PySet(iterate(other));
    if (operator === '&') {
      // Of two equal items (1 and True) CPython keeps its own unless it is the larger.
      const own = other instanceof PySet && this.length() <= other.size;
      const kept = own ? [...this.iterate()].filter((item) => theirs.has(item)) : [...theirs.iterate()];
      return new PySet(kept.filter((item) => this.contains(item)));
    }
    const items = reflected ? combined(operator, theirs, this.#set()) : combined(operator, this.#set(), theirs);
    return items && new PySet(items);
  }

  #set(): PySet {
    return new PySet(this.iterate());
  }

  repr(): string {
    return `dict_${this.kind}([${[...this.iterate()].map(repr).join(', ')}])`;
  }
}

function isSetLike(value: Value): value is AnySet | DictView {
  return value instanceof AnySet || (value instanceof DictView && value.kind !== 'values');
}
