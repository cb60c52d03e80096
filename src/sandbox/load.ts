// Odoo's import of a table: external ids, relations by id, lines in rows of their own.
import type { Json, JsonObject } from '../odoo/json.ts';
import { create, write } from './change.ts';
import { Fault } from './fault.ts';
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
  if (known === undefined) {
    const [module = '', ...name] = String(externalId).split('.');
    const id = create(env, model, values);
    create({ ...env, context: {} }, 'ir.model.data', { module, name: name.join('.'), model, res_id: id });
    return id;
  }
  if (known.model !== model) {
    const message = `For external id ${externalId} found record of different model ${known.model}`;
    throw new Fault('odoo.exceptions.ValidationError', message);
  }
  const id = known.res_id ?? false;
  return env.context.mode === 'update' || write(env, model, [id], values) ? id : false;
}

/** What stands under a column of lines begins a line of its own in each row; its external id is not kept. */
function recordsOf(model: string, columns: string[][], rows: Json[][]): JsonObject[] {
  const isLine = columns.map(([, below]) => below !== undefined && below !== '.id');
  const starts = [...rows.keys()].filter((row) => rows[row]?.some((cell, at) => truthy(cell) && !isLine[at]));
  return starts.map((start, nth) => {
    const span = rows.slice(start, starts[nth + 1]);
    const values = columns.map(([name = ''], at) => {
      const under = [...columns.keys()].filter((other) => columns[other]?.[0] === name);
      const cells = span.map((row) => under.map((other) => row[other] ?? false)).filter((row) => row.some(truthy));
      const below = under.map((other) => columns[other]?.slice(1) ?? []);
      const { type = 'char', relation = '' } =
        name === 'id' ? {} : fieldOf(model, name, `Invalid field name '${name}'`);
      const lines = () => recordsOf(relation, below, cells).map((line) => [0n, 0n, line]);
      return [name, isLine[at] ? lines() : cellValue(type, span[0]?.[at] ?? false)];
    });
    return Object.fromEntries(values);
  });
}

function cellValue(type: string, cell: Json): Json {
  const ids =
    String(cell || '')
      .match(/\d+/g)
      ?.map(BigInt) ?? [];
  return type === 'boolean' ? cell === 'True' : type.endsWith('2many') ? [[6n, 0n, ids]] : cell || false;
}
