// Finding records, and reading them: stored values, relations, names.
import type { Json, JsonObject } from '../odoo/json.ts';
import type { Database, Row } from './database.ts';
import { knownHere, orFault, repr } from './fault.ts';
import { MODELS, type SandboxField, type SandboxModel } from './models.ts';

/** What a call runs in. */
export interface Env {
  db: Database;
  context: JsonObject;
}

export function modelOf(model: string): SandboxModel {
  const message = () => `Object ${model} doesn't exist${knownHere(MODELS.keys())}`;
  return orFault(MODELS.get(model), 'odoo.exceptions.UserError', message);
}

/** The field, or Odoo's fault with this message. */
export function fieldOf(model: string, name: string, message: string): SandboxField {
  const { fields } = modelOf(model);
  return orFault(fields.get(name), 'builtins.ValueError', () => message + knownHere(fields.keys()));
}

/** The records with these ids, in this order. Throws MissingError for one that is not there. */
export function demand(env: Env, model: string, ids: Json[]): Row[] {
  return ids.map((id) => {
    const message = () => `Record does not exist or has been deleted.\n(Record: ${model}(${repr(id)},), User: 2)`;
    return orFault(env.db.get(model, id), 'odoo.exceptions.MissingError', message);
  });
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
  return env.db.rows(relation).filter((other) => isNamed(other) && (type === 'many2one' || !isHidden(env, other)));
}

export function displayName(env: Env, model: string, row: Row): string {
  const name = String(row.name || '');
  if (model === 'res.partner' && row.parent_id && !row.is_company) {
    return `${env.db.get(model, row.parent_id)?.name}, ${name}`;
  }
  return model === 'product.product' && row.default_code ? `[${row.default_code}] ${name}` : name;
}

/** The row of ir.model.data with this external id, unless its record is gone. */
export function namedBy(env: Env, externalId: Json): Row | undefined {
  const rows = env.db.rows('ir.model.data').filter(({ module, name }) => `${module}.${name}` === externalId);
  return rows.find(({ model, res_id }) => env.db.get(String(model), res_id) !== undefined);
}
