import { notVerified } from '../sent.ts';

declare global {
  interface JSON {
    isRawJSON(value: unknown): boolean;
  }
}

/** A signature's parts may stand at several paths of one body. */
const read = new WeakMap<Uint8Array, unknown>();

/** Reads a body in which a signature, or what is signed, stands; numbers stay as they are written. Throws RequestError 401. */
export function readJson(body: Uint8Array): unknown {
  if (read.has(body)) {
    return read.get(body);
  }
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(body);
    const value: unknown = JSON.parse(text, (_key, inner: unknown, context?: { source?: string }) =>
      typeof inner === 'number' && context?.source !== undefined ? JSON.rawJSON(context.source) : inner,
    );
    read.set(body, value);
    return value;
  } catch {
    throw notVerified('the body is not JSON, and its signature stands in it');
  }
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
  return typeof value === 'boolean' || JSON.isRawJSON(value) ? JSON.stringify(value) : undefined;
}
