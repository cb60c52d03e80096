import { raise } from '../exception.ts';
import type { Arguments, Value } from '../value.ts';
import { typeName } from './type-name.ts';

/** `callee(...)`. Raises TypeError when it cannot be called. */
export function call(callee: Value, args: Arguments): Value {
  if (typeof callee === 'object' && callee !== null && !Array.isArray(callee) && callee.call) {
    return callee.call(args);
  }
  return raise('TypeError', `'${typeName(callee)}' object is not callable`);
}
