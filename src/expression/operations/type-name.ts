import type { Value } from '../value.ts';

/** Python's name of the value's type, as `type(x).__name__` gives it. */
export function typeName(value: Value): string {
  switch (typeof value) {
    case 'string':
      return 'str';
    case 'bigint':
      return 'int';
    case 'number':
      return 'float';
    case 'boolean':
      return 'bool';
    default:
      if (value === null) {
        return 'NoneType';
      }
      return Array.isArray(value) ? 'list' : value.typeName;
  }
}
