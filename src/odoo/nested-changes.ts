import type { OdooCall } from './call.ts';
import type { Fields } from './fields.ts';
import { isObject, type Json, type JsonObject } from './json.ts';

/** What the values of a call change in records of other models than its own. */
export interface NestedChange {
  model: string;
  operation: 'create' | 'write' | 'unlink';
  /** A line of a one2many, which is a part of the record that is written. */
  isLine: boolean;
}

type FieldsOf = (model: string) => Promise<Fields>;

/** Odoo's commands that change a record, by their number. */
const COMMANDS = new Map<Json | undefined, NestedChange['operation']>([
  [0n, 'create'],
  [1n, 'write'],
  [2n, 'unlink'],
]);

/** All that is changed by the commands in the values of a `create`, `write` or `copy`, and by the lines of a `load`. */
export async function nestedChanges(call: OdooCall, fieldsOf: FieldsOf): Promise<NestedChange[]> {
  const { model, method, args, makes } = call;
  const [first] = args;
  switch (method) {
    case 'create':
    case 'write':
    case 'copy':
      return await inAll(model, Array.isArray(first) ? first : [first ?? null], fieldsOf);
    case 'load':
      return makes === undefined
        ? await inColumns(model, Array.isArray(first) ? first.map(String) : [], fieldsOf)
        : await inAll(model, [makes.values], fieldsOf);
    default:
      return [];
  }
}

async function inAll(model: string, all: readonly Json[], fieldsOf: FieldsOf): Promise<NestedChange[]> {
  const each = await Promise.all(all.filter(isObject).map((values) => inValues(model, values, fieldsOf)));
  return each.flat();
}

async function inValues(model: string, values: JsonObject, fieldsOf: FieldsOf): Promise<NestedChange[]> {
  const lists = Object.entries(values).filter((entry): entry is [string, Json[]] => Array.isArray(entry[1]));
  if (lists.length === 0) {
    return [];
  }
  const fields = await fieldsOf(model);
  const each = lists.map(async ([name, commands]) => {
    const { type, relation } = fields.get(name) ?? {};
    return relation === undefined ? [] : await inCommands(relation, commands, type === 'one2many', fieldsOf);
  });
  return (await Promise.all(each)).flat();
}

async function inCommands(
  model: string,
  commands: readonly Json[],
  isLine: boolean,
  fieldsOf: FieldsOf,
): Promise<NestedChange[]> {
  const changes: NestedChange[] = [];
  for (const command of commands) {
    const [code, , values] = Array.isArray(command) ? command : [];
    const operation = COMMANDS.get(code);
    if (operation !== undefined) {
      changes.push({ model, operation, isLine });
    }
    if (operation !== undefined && isObject(values)) {
      changes.push(...(await inValues(model, values, fieldsOf)));
    }
  }
  return changes;
}

/** The columns of a `load`: `order_line/name` makes and changes lines; `partner_id/id` only names a record. */
async function inColumns(model: string, columns: readonly string[], fieldsOf: FieldsOf): Promise<NestedChange[]> {
  const inside = columns.filter((column) => column.includes('/'));
  const fields = inside.length === 0 ? new Map() : await fieldsOf(model);
  const changes: NestedChange[] = [];
  for (const name of new Set(inside.map((column) => column.slice(0, column.indexOf('/'))))) {
    const { type, relation } = fields.get(name) ?? {};
    if (type === 'one2many' && relation !== undefined) {
      const rest = inside
        .filter((column) => column.startsWith(`${name}/`))
        .map((column) => column.slice(name.length + 1));
      changes.push(
        { model: relation, operation: 'create', isLine: true },
        { model: relation, operation: 'write', isLine: true },
      );
      changes.push(...(await inColumns(relation, rest, fieldsOf)));
    }
  }
  return changes;
}
