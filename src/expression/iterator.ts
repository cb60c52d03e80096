import { PyObject, type Value } from './value.ts';

/** What is pulled item by item and only once: a generator expression, `map`, `filter`, `zip`, `enumerate`. */
export class PyIterator extends PyObject {
  readonly typeName: string;
  readonly #items: Iterator<Value>;

  constructor(typeName: string, items: Iterator<Value>) {
    super();
    this.typeName = typeName;
    this.#items = items;
  }

  // A plain wrapper without `return`, so that a loop that breaks off leaves the rest to be pulled later.
  override iterate(): Iterable<Value> {
    const next = () => this.#items.next();
    return { [Symbol.iterator]: () => ({ next }) };
  }

  repr(): string {
    return `<${this.typeName} object>`;
  }
}
