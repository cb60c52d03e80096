// Odoo's import of a table: external ids, relations by id, lines in rows of their own.
import type { Json, JsonObject } from '../odoo/json.ts';
import { create, write } from './change.ts';
import { raise } from './fault.ts';
import { type Env, fieldOf, namedBy } from './record.ts';
import { truthy } from './value.ts';

/** Makes the records of a table, or writes to those that its external ids name. A fault undoes all, and is a message in the answer. */
export function load(env: Env, model: string, { fields = [], data = [] }: JsonObject): Json {
  const columns = [fields].flat().map((column) => String(column).split('/'));
  const rows = [data].flat().map((row) => [row].flat());
  const records = recordsOf(model, columns, rows);
  try {
    const ids = env.db.transaction(() => records.map((values) => put(env, model, values)));
    return { ids, messages: [], nextrow: 0n };
  } catch (error) {
    return { ids: false, messages: [{ type: 'error', message: String(Object(error).message) }], nextrow: 0n };
  }
}

function put(env: Env, model: string, { id: externalId = '', ...values }: JsonObject): Json {
  const known = namedBy(env, externalId);
  const id = known?.res_id ?? create(env, model, values);
  if (known === undefined) {
    const [module = '', ...name] = String(externalId).split('.');
    create({ ...env, context: {} }, 'ir.model.data', { module, name: name.join('.'), model, res_id: id });
  } else if (known.model !== model) {
    raise('odoo.exceptions.ValidationError', `For external id ${externalId} found record of model ${known.model}`);
  } else if (env.context.mode !== 'update') {
    write(env, model, [id], values);
  }
  return id;
}

/** What stands under a column of lines begins a line of its own in each row; its external id is not kept. */
function recordsOf(model: string, columns: string[][], rows: Json[][]): JsonObject[] {
  const isLine = columns.map(([, below = '.id']) => below !== '.id');
  const starts = [...rows.keys()].filter((row) => rows[row]?.some((cell, at) => truthy(cell) && !isLine[at]));
  return starts.map((start, nth) => {
    const values = columns.map(([name = ''], at) => {
      const { type, relation = '' } = fieldOf(model, name, `Invalid field name '${name}'`);
      const isUnder = (_: unknown, other: number) => columns[other]?.[0] === name;
      const below = columns.filter(isUnder).map(([, ...path]) => path);
      const cells = rows.slice(start, starts[nth + 1]).map((row) => row.filter(isUnder));
      const lines = isLine[at] ? recordsOf(relation, below, cells) : undefined;
      return [name, lines?.map((line) => [0n, 0n, line]) ?? cellValue(type, rows[start]?.[at] ?? false)];
    });
    return Object.fromEntries(values);
  });
}

function cellValue(type: string, cell: Json): Json {
  const ids = String(cell || '').match(/\d+/g) ?? [];
  return type === 'boolean' ? cell === 'True' : type.endsWith('2many') ? [[6n, 0n, ids.map(BigInt)]] : cell || false;
}
