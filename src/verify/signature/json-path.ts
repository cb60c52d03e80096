import { notVerified } from '../sent.ts';

declare global {
  interface JSON {
    isRawJSON(value: unknown): boolean;
  }
}

/** More than any sender's body has: this is read before it is known who sent it. */
const MOST_VALUES = 100_000;
const COMMA = 0x2c;

/** A signature's parts may stand at several paths of one body. */
const read = new WeakMap<Uint8Array, unknown>();

/** Reads a body in which a signature, or what is signed, stands; numbers stay as they are written. Throws RequestError 401. */
export function readJson(body: Uint8Array): unknown {
  if (read.has(body)) {
    return read.get(body);
  }
  if (body.reduce((commas, byte) => (byte === COMMA ? commas + 1 : commas), 0) > MOST_VALUES) {
    throw notVerified('the body has too many values for a signature to be looked for in it');
  }
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(body);
    const value: unknown = JSON.parse(text, asWritten);
    read.set(body, value);
    return value;
  } catch {
    throw notVerified('the body is not JSON, and its signature stands in it');
  }
}

/** A number that JavaScript would write in another way stays the text that it was. */
function asWritten(_key: string, value: unknown, context?: { source?: string }): unknown {
  const source = context?.source;
  return typeof value !== 'number' || source === undefined || String(value) === source ? value : JSON.rawJSON(source);
}

/** The value at a path such as `a.b`; undefined when there is none. */
export function valueAt(value: unknown, path: string): unknown {
  return path.split('.').reduce(child, value);
}

/** The values at a path in which `[]` after a key stands for each item of its list, such as `items[].item`. */
export function valuesAt(value: unknown, path: string): unknown[] {
  return path.split('.').reduce<unknown[]>(
    (found, part) => {
      const key = part.replace(/\[\]$/, '');
      const inner = found.map((one) => child(one, key));
      return part === key ? inner : inner.flatMap((list) => (Array.isArray(list) ? list : [undefined]));
    },
    [value],
  );
}

function child(value: unknown, key: string): unknown {
  const isMap = typeof value === 'object' && value !== null && !Array.isArray(value) && !JSON.isRawJSON(value);
  return isMap && Object.hasOwn(value, key) ? Reflect.get(value, key) : undefined;
}

/** A text, number or boolean as it is signed; undefined for anything else. */
export function asText(value: unknown): string | undefined {
  if (typeof value === 'string') {
    return value;
  }
  const isPlain = typeof value === 'boolean' || typeof value === 'number' || JSON.isRawJSON(value);
  return isPlain ? JSON.stringify(value) : undefined;
}
