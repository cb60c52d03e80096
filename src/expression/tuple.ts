import { raise } from './exception.ts';
import { equalItems } from './operations/equality.ts';
import { keyText } from './operations/hash.ts';
import { compareItems } from './operations/order.ts';
import { position } from './operations/position.ts';
import { repeated } from './operations/repeat.ts';
import { typeName } from './operations/type-name.ts';
import { reprAll, reprOnce } from './repr.ts';
import { Slice, slicedItems } from './slice.ts';
import { type BinaryOperator, type OrderOperator, PyObject, type Value } from './value.ts';

/** Python's tuple. */
export class Tuple extends PyObject {
  readonly typeName = 'tuple';
  readonly items: readonly Value[];

  constructor(items: readonly Value[]) {
    super();
    this.items = items;
  }

  override length(): number {
    return this.items.length;
  }

  override iterate(): Iterable<Value> {
    return this.items;
  }

  override item(key: Value): Value {
    if (key instanceof Slice) {
      return new Tuple(slicedItems(this.items, key));
    }
    return this.items[position('tuple', key, this.items.length)] as Value;
  }

  override equals(other: Value): boolean {
    return other instanceof Tuple && equalItems(this.items, other.items);
  }

  override hashKey(): string {
    return `t${this.items.map(keyText).join('')};`;
  }

  override compare(other: Value, operator: OrderOperator = '<'): number | undefined {
    return other instanceof Tuple ? compareItems(this.items, other.items, operator) : undefined;
  }

  override binary(operator: BinaryOperator, other: Value, reflected: boolean): Value | undefined {
    if (operator === '*') {
      const items = repeated(this.items, other);
      return items && new Tuple(items);
    }
    if (operator !== '+' || reflected) {
      return undefined;
    }
    if (!(other instanceof Tuple)) {
      return raise('TypeError', `can only concatenate tuple (not "${typeName(other)}") to tuple`);
    }
    return new Tuple([...this.items, ...other.items]);
  }

  repr(): string {
    return reprOnce(this, '(...)', () => `(${reprAll(this.items)}${this.items.length === 1 ? ',' : ''})`);
  }
}
