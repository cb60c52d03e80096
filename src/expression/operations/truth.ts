import type { Value } from '../value.ts';

/** `bool(x)`. */
export function truth(value: Value): boolean {
  switch (typeof value) {
    case 'boolean':
      return value;
    case 'string':
      return value !== '';
    case 'bigint':
      return value !== 0n;
    case 'number':
      return value !== 0;
    default:
      if (value === null) {
        return false;
      }
      if (Array.isArray(value)) {
        return value.length > 0;
      }
      if (value.truth) {
        return value.truth();
      }
      return value.length ? value.length() > 0 : true;
  }
}
