import { json } from './builtins/json.ts';
import { sequenceFunctions } from './builtins/sequences.ts';
import { types } from './builtins/types.ts';
import { valueFunctions } from './builtins/values.ts';
import { exceptionClasses } from './exception-class.ts';
import { Builtin } from './function.ts';
import type { Value } from './value.ts';

const names = new Map<string, Value>([
  ...Object.entries({ ...sequenceFunctions, ...valueFunctions }).map(([name, run]): [string, Value] => [
    name,
    new Builtin(name, run),
  ]),
  ...Object.entries(types),
  ...exceptionClasses(),
  ['json', json],
]);
const text = names.get('str');
if (text !== undefined) {
  names.set('unicode', text);
}

/** What every expression can name: Odoo's builtins, exceptions, and modules that need nothing from outside. */
export function pureNames(): ReadonlyMap<string, Value> {
  return names;
}
