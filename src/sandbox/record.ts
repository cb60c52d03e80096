// Finding records, and reading them: stored values, relations, names.
import type { Json, JsonObject } from '../odoo/json.ts';
import type { Database, Row } from './database.ts';
import { raise, repr } from './fault.ts';
import { MODELS, type SandboxField, type SandboxModel } from './models.ts';

/** What a call runs in. */
export interface Env {
  db: Database;
  context: JsonObject;
}

export function modelOf(model: string): SandboxModel {
  return MODELS.get(model) ?? raise('odoo.exceptions.UserError', `Object ${model} doesn't exist`, MODELS.keys());
}

/** The field, or Odoo's fault with this message. */
export function fieldOf(model: string, name: string, message: string): SandboxField {
  const { fields } = modelOf(model);
  return fields.get(name) ?? raise('builtins.ValueError', message, fields.keys());
}

/** The records with these ids, in this order. Throws MissingError for one that is not there. */
export function demand(env: Env, model: string, ids: Json[]): Row[] {
  const message = (id: Json) => `Record does not exist or has been deleted.\n(Record: ${model}(${repr(id)},), User: 2)`;
  return ids.map((id) => env.db.table(model).get(id) ?? raise('odoo.exceptions.MissingError', message(id)));
}

/** Whether Odoo leaves the record out of searches and of the lists of others. */
export function isHidden(env: Env, row: Row): boolean {
  return row.active === false && env.context.active_test !== false;
}

/** The value of one field: an id for a many2one, ids for the lists, false for what is empty. */
export function fieldValue(env: Env, model: string, row: Row, name: string): Json {
  const field = modelOf(model).fields.get(name);
  if (field?.relation !== undefined) {
    const ids = related(env, row, name, field).map(({ id }) => id);
    return field.type === 'many2one' ? (ids[0] ?? false) : ids;
  }
  return name === 'display_name' ? displayName(env, model, row) : (row[name] ?? false);
}

/** The records that a relation names, without those hidden from a list. */
export function related(env: Env, row: Row, name: string, field: SandboxField): Row[] {
  const { type, relation = '', relation_field = '' } = field;
  const ids = [row[name] ?? []].flat();
  const isNamed = (other: Row) => (type === 'one2many' ? other[relation_field] === row.id : ids.includes(other.id));
  const others = [...env.db.table(relation).values()].filter(isNamed);
  return type === 'many2one' ? others : others.filter((other) => !isHidden(env, other));
}

export function displayName(env: Env, model: string, row: Row): string {
  const parent = row.is_company ? undefined : env.db.table(model).get(row.parent_id);
  const before = parent ? `${parent.name}, ` : row.default_code ? `[${row.default_code}] ` : '';
  return `${before}${row.name || ''}`;
}

/** The row of ir.model.data with this external id, unless its record is gone. */
export function namedBy(env: Env, externalId: Json): Row | undefined {
  const isThere = ({ model, res_id }: Row) => env.db.table(String(model)).has(res_id);
  const rows = [...env.db.table('ir.model.data').values()];
  return rows.find((row) => `${row.module}.${row.name}` === externalId && isThere(row));
}
