import { asText, readJson, valuesAt } from './json-path.ts';

/** The body with a signature put into it, or into each of its items. Numbers stay as they were written. */
export function putSignature(
  body: Uint8Array,
  each: string | undefined,
  field: string,
  make: (item: unknown) => string,
): Uint8Array {
  const content = readJson(Uint8Array.from(body));
  for (const item of each === undefined ? [content] : valuesAt(content, each)) {
    const path = field.split('.');
    const last = path.pop() ?? '';
    const holder = path.reduce(innerMap, item);
    if (typeof holder === 'object' && holder !== null) {
      Reflect.set(holder, last, make(item));
    }
  }
  return Buffer.from(JSON.stringify(content));
}

function innerMap(holder: unknown, key: string): unknown {
  if (typeof holder !== 'object' || holder === null || asText(holder) !== undefined) {
    return undefined;
  }
  if (!Object.hasOwn(holder, key)) {
    Reflect.set(holder, key, {});
  }
  return Reflect.get(holder, key);
}
