import { OdooRejected, OdooUnavailable } from '../errors.ts';
import type { OdooCall } from '../odoo/call.ts';
import type { Fields } from '../odoo/fields.ts';
import { isObject, type Json, type JsonObject } from '../odoo/json.ts';
import { idsOf } from './created.ts';

/** What absent records are asked with. */
export interface Means {
  /** The fields of a model, when they were loaded before. */
  knownFields: (model: string) => Fields | undefined;
  send: (call: OdooCall) => Promise<Json>;
}

/** A record that a value names by its id. */
interface Named {
  /** The field, for messages: `sale.order.order_line[2].product_id`. */
  path: string;
  model: string;
  id: bigint;
}

const TAKES_VALUES = new Set(['create', 'write', 'copy']);

/**
 * Odoo's refusal of a call with values, with the field of the record that is not there where one is not: Odoo 19 names no field, and Odoo 14
 * says that another model requires the record that is being deleted. Any other error as it is.
 */
export async function namingAbsent(call: OdooCall, error: unknown, means: Means): Promise<unknown> {
  const [values] = call.args;
  if (!isRefusal(error) || !TAKES_VALUES.has(call.method) || !isObject(values)) {
    return error;
  }
  const named = [...recordsIn(call.model, values, call.model, means)];
  for (const model of new Set(named.map((one) => one.model))) {
    const wanted = named.filter((one) => one.model === model);
    const there = await present(model, wanted, means);
    const absent = wanted.find(({ id }) => !there.has(id));
    if (absent !== undefined) {
      const message = `${absent.path}: there is no ${model} record ${absent.id} that the connection's user can see`;
      return new OdooRejected('odoo.exceptions.MissingError', message, error.debug);
    }
  }
  return error;
}

function isRefusal(error: unknown): error is OdooRejected {
  return (
    error instanceof OdooRejected &&
    (error.exceptionName === 'MissingError' || error.exceptionName === 'ValidationError')
  );
}

async function present(model: string, wanted: readonly Named[], means: Means): Promise<ReadonlySet<bigint>> {
  const ids = [...new Set(wanted.map(({ id }) => id))];
  const kwargs = { context: { active_test: false } };
  try {
    return new Set(idsOf(await means.send({ model, method: 'search', args: [[['id', 'in', ids]]], kwargs })));
  } catch (error) {
    if (error instanceof OdooRejected || error instanceof OdooUnavailable) {
      // Not to be told is no sign that they are not there.
      return new Set(ids);
    }
    throw error;
  }
}

/** The records named in values as `create` takes them, those in new and changed lines too. */
function* recordsIn(model: string, values: JsonObject, path: string, means: Means): Generator<Named> {
  const fields = means.knownFields(model);
  for (const [name, value] of Object.entries(values)) {
    const { type, relation } = fields?.get(name) ?? {};
    if (relation !== undefined && type === 'many2one' && typeof value === 'bigint') {
      yield { path: `${path}.${name}`, model: relation, id: value };
    } else if (relation !== undefined && Array.isArray(value)) {
      for (const [index, command] of value.entries()) {
        yield* inCommand(relation, command, `${path}.${name}[${index}]`, means);
      }
    }
  }
}

/** Odoo's commands: 0 and 1 hold the values of a line, 4 names a record, 6 all of them. */
function* inCommand(model: string, command: Json, path: string, means: Means): Generator<Named> {
  const [code, id, held] = Array.isArray(command) ? command : [];
  if ((code === 0n || code === 1n) && isObject(held)) {
    yield* recordsIn(model, held, path, means);
  } else if (code === 4n && typeof id === 'bigint') {
    yield { path, model, id };
  } else if (code === 6n && Array.isArray(held)) {
    // One list of records is one value: its items are what is counted.
    for (const [index, one] of held.entries()) {
      if (typeof one === 'bigint') {
        yield { path: path.replace(/\[\d+\]$/, `[${index}]`), model, id: one };
      }
    }
  }
}
