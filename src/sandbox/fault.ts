import type { Json } from '../odoo/json.ts';
import { MODELS } from './models.ts';

/** An exception of Odoo's; `exception` is its Python class. The message is Odoo 19's own. */
export class Fault extends Error {
  readonly exception: string;

  constructor(exception: string, message: string) {
    super(message);
    this.exception = exception;
  }
}

export function valueError(message: string): Fault {
  return new Fault('builtins.ValueError', message);
}

export function typeError(message: string): Fault {
  return new Fault('builtins.TypeError', message);
}

export function userError(message: string): Fault {
  return new Fault('odoo.exceptions.UserError', message);
}

export function validationError(message: string): Fault {
  return new Fault('odoo.exceptions.ValidationError', `The operation cannot be completed: ${message}`);
}

export function missingError(model: string, id: Json): Fault {
  const record = `(Record: ${model}(${repr(id)},), User: 2)`;
  return new Fault('odoo.exceptions.MissingError', `Record does not exist or has been deleted.\n${record}`);
}

export function requiredError(model: string, name: string): Fault {
  const declared = MODELS[model];
  return validationError(
    `Missing required value for the field '${declared?.fields[name]?.string}' (${name}).\n` +
      `Model: '${declared?.label}' (${model})\n- create/update: a mandatory field is not set\n` +
      '- delete: another model requires the record being deleted, you can archive it instead\n',
  );
}

/** The answer to a foreign key that does not hold, be it by a deletion or by naming a record that is not there. */
export function usedError(model: string, name: string): Fault {
  const declared = MODELS[model];
  return validationError(
    'Another model is using the record you are trying to delete.\n\n' +
      `The troublemaker is: '${declared?.label}' (${model})\n` +
      `Thanks to the following constraint: '${declared?.fields[name]?.string}' (${name})\n` +
      'How about archiving the record instead?',
  );
}

const NAMED = new Map<Json, string>([
  [null, 'None'],
  [true, 'True'],
  [false, 'False'],
]);

/** A value as Python writes it. */
export function repr(value: Json): string {
  if (typeof value === 'string') {
    return `'${value}'`;
  }
  if (Array.isArray(value)) {
    return `[${value.map(repr).join(', ')}]`;
  }
  if (typeof value === 'object' && value !== null) {
    return `{${Object.entries(value).map(([key, item]) => `${repr(key)}: ${repr(item)}`)}}`;
  }
  return NAMED.get(value) ?? (Number.isInteger(value) ? `${value}.0` : String(value));
}
