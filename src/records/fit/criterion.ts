import type { Value } from '../../expression/value.ts';
import type { Json } from '../../odoo/json.ts';
import { Records } from '../records.ts';
import { EMAIL_FIELDS, normalizedEmail } from './email.ts';
import type { Fitting } from './fitting.ts';
import { countryCode } from './keys.ts';
import { gather } from './lacking.ts';
import { idOf } from './many2one.ts';
import { refused } from './refusal.ts';

/** What a value asks of its field: a condition of a domain, and the value for a record that has it. */
export interface Criterion {
  condition: Json;
  value: Json;
}

const NOT_COMPARED = new Set(['html', 'binary', 'json', 'properties', 'properties_definition']);

/** A value that its field must equal. Throws HookRefused for an empty one, which would find records that have nothing there. */
export function fitCriterion(value: Value, fitting: Fitting): Criterion {
  const { field, name, walk } = fitting;
  if (isEmpty(value) && !(field.type === 'boolean' && value === false)) {
    throw empty(fitting);
  }
  if (NOT_COMPARED.has(field.type)) {
    throw refused('bad_value', `records cannot be looked for by a field of type ${field.type}`, fitting);
  }
  if (field.type === 'one2many' || field.type === 'many2many') {
    return listCriterion(value, fitting);
  }
  const fitted = walk.value(ofCountry(value, fitting), fitting) ?? false;
  if (fitted === false && field.type !== 'boolean') {
    throw empty(fitting);
  }
  const email = emailOf(fitted, fitting);
  return { condition: email === undefined ? [name, '=', fitted] : ['email_normalized', '=', email], value: fitted };
}

/** The code of a country as Odoo has it; any other value as it is. */
function ofCountry(value: Value, { model, name }: Fitting): Value {
  return model === 'res.country' && name === 'code' && typeof value === 'string'
    ? (countryCode(value) ?? value)
    : value;
}

/** A list holds any of the records. */
function listCriterion(value: Value, fitting: Fitting): Criterion {
  const items = Array.isArray(value) ? value : value instanceof Records ? [...value.ids] : [value];
  const ids = gather(items, (item) => idOf(item, fitting)).filter((id) => id !== undefined);
  if (ids.length === 0) {
    throw empty(fitting);
  }
  return { condition: [fitting.name, 'in', ids], value: [[6n, 0n, ids]] };
}

/** The address to compare, where the model keeps one to compare by. */
function emailOf(value: Json, { name, model, answers }: Fitting): string | undefined {
  return typeof value === 'string' && EMAIL_FIELDS.has(name) && answers.fields(model).has('email_normalized')
    ? normalizedEmail(value)
    : undefined;
}

function isEmpty(value: Value): boolean {
  return (
    value === null ||
    value === false ||
    (typeof value === 'string' && value.trim() === '') ||
    (Array.isArray(value) && value.length === 0) ||
    (value instanceof Records && value.ids.length === 0)
  );
}

function empty(fitting: Fitting): Error {
  return refused('empty_match', `\`${fitting.name}\` is empty, and an empty value matches nothing`, fitting);
}
