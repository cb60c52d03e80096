import { b64decode, b64encode } from './base64.ts';
import { json } from './builtins/json.ts';
import { sequenceFunctions } from './builtins/sequences.ts';
import { types } from './builtins/types.ts';
import { valueFunctions } from './builtins/values.ts';
import { datetimeModule } from './datetime.ts';
import { exceptionClasses } from './exception-class.ts';
import { floatCompare, floatIsZero, floatRound } from './float-compare.ts';
import { Builtin } from './function.ts';
import { dateutilModule } from './relativedelta.ts';
import { timeModule } from './time.ts';
import { timezoneFunction } from './timezone.ts';
import type { Value } from './value.ts';

const names = new Map<string, Value>([
  ...Object.entries({ ...sequenceFunctions, ...valueFunctions }).map(([name, run]): [string, Value] => [
    name,
    new Builtin(name, run),
  ]),
  ...Object.entries(types),
  ...exceptionClasses(),
  ['json', json],
  ['datetime', datetimeModule],
  ['dateutil', dateutilModule],
  ['time', timeModule],
  ['timezone', timezoneFunction],
  ['float_compare', floatCompare],
  ['float_round', floatRound],
  ['float_is_zero', floatIsZero],
  ['b64encode', b64encode],
  ['b64decode', b64decode],
]);
const text = names.get('str');
if (text !== undefined) {
  names.set('unicode', text);
}

/** What every expression can name: Odoo's builtins, exceptions, and modules that need nothing from outside. */
export function pureNames(): ReadonlyMap<string, Value> {
  return names;
}
