import { make } from './budget.ts';
import { raise } from './exception.ts';
import { position } from './operations/position.ts';
import { repeated } from './operations/repeat.ts';
import { typeName } from './operations/type-name.ts';
import { Slice, slicedItems } from './slice.ts';
import { type BinaryOperator, PyObject, type Value } from './value.ts';

const NAMED: Record<number, string> = { 9: '\\t', 10: '\\n', 13: '\\r', 92: '\\\\' };

/** Python's bytes. */
export class Bytes extends PyObject {
  readonly typeName = 'bytes';
  readonly data: Uint8Array;

  constructor(data: Uint8Array) {
    super();
    make(data.length);
    this.data = data;
  }

  override length(): number {
    return this.data.length;
  }

  override *iterate(): Iterable<Value> {
    for (const byte of this.data) {
      yield BigInt(byte);
    }
  }

  override item(key: Value): Value {
    if (key instanceof Slice) {
      return new Bytes(Uint8Array.from(slicedItems([...this.data], key)));
    }
    return BigInt(this.data[position('byte', key, this.data.length)] as number);
  }

  override contains(item: Value): boolean {
    if (item instanceof Bytes) {
      return Buffer.from(this.data).includes(Buffer.from(item.data));
    }
    if (typeof item !== 'bigint') {
      raise('TypeError', `a bytes-like object is required, not '${typeName(item)}'`);
    }
    return this.data.includes(Number(item));
  }

  override equals(other: Value): boolean {
    return other instanceof Bytes && this.compare(other) === 0;
  }

  override hashKey(): string {
    return `b${Buffer.from(this.data).toString('latin1')}`;
  }

  override compare(other: Value): number | undefined {
    return other instanceof Bytes ? Buffer.compare(this.data, other.data) : undefined;
  }

  override binary(operator: BinaryOperator, other: Value, reflected: boolean): Value | undefined {
    if (operator === '*') {
      const bytes = repeated([...this.data], other);
      return bytes && new Bytes(Uint8Array.from(bytes));
    }
    if (operator !== '+' || reflected) {
      return undefined;
    }
    if (!(other instanceof Bytes)) {
      return raise('TypeError', `can't concat ${typeName(other)} to bytes`);
    }
    return new Bytes(Buffer.concat([this.data, other.data]));
  }

  repr(): string {
    const quote = this.data.includes(39) && !this.data.includes(34) ? '"' : "'";
    return `b${quote}${Array.from(this.data, (byte) => shown(byte, quote)).join('')}${quote}`;
  }
}

function shown(byte: number, quote: string): string {
  const text = String.fromCharCode(byte);
  if (text === quote) {
    return `\\${quote}`;
  }
  if (byte >= 32 && byte < 127 && byte !== 92) {
    return text;
  }
  return NAMED[byte] ?? `\\x${byte.toString(16).padStart(2, '0')}`;
}
