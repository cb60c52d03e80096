import { Dict } from '../expression/dict.ts';
import { str } from '../expression/repr.ts';
import type { Value } from '../expression/value.ts';

/** A payload value as plain JSON data for a JSON Schema check: integers as numbers, dicts as objects without a prototype. */
export function plainValue(value: Value): unknown {
  if (typeof value === 'bigint') {
    return Number(value);
  }
  if (Array.isArray(value)) {
    return value.map(plainValue);
  }
  if (value instanceof Dict) {
    const plain: Record<string, unknown> = Object.create(null);
    for (const [key, item] of value.entries()) {
      plain[str(key)] = plainValue(item);
    }
    return plain;
  }
  return value;
}
