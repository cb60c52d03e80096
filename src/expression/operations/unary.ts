import { raise } from '../exception.ts';
import type { Value } from '../value.ts';
import { truth } from './truth.ts';
import { typeName } from './type-name.ts';

/** `-x`, `+x`, `~x` or `not x`. Raises TypeError. */
export function unary(operator: '-' | '+' | '~' | 'not', value: Value): Value {
  if (operator === 'not') {
    return !truth(value);
  }
  const number = typeof value === 'boolean' ? BigInt(value) : value;
  if (typeof number === 'bigint') {
    return operator === '-' ? -number : operator === '+' ? number : ~number;
  }
  if (typeof number === 'number' && operator !== '~') {
    return operator === '-' ? -number : number;
  }
  if (operator === '-' && typeof value === 'object' && value !== null && !Array.isArray(value) && value.negate) {
    return value.negate();
  }
  return raise('TypeError', `bad operand type for unary ${operator}: '${typeName(value)}'`);
}
