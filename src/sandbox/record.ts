// Reading one record: stored values, relations, computed values, names.
import type { Json, JsonObject } from '../odoo/json.ts';
import { round } from './column.ts';
import type { Database, Row } from './database.ts';
import { userError, valueError } from './fault.ts';
import type { SandboxField } from './field.ts';
import { MODELS, type SandboxModel } from './models.ts';

/** What a call runs in; its user is always the administrator. */
export interface Env {
  db: Database;
  context: JsonObject;
}

export function modelOf(model: string): SandboxModel {
  const declared = MODELS[model];
  if (declared === undefined) {
    throw new Error(`the sandbox has no model ${model}`);
  }
  return declared;
}

export function fieldOf(model: string, name: string, message: string): SandboxField {
  const field = modelOf(model).fields[name];
  if (field === undefined) {
    throw valueError(message);
  }
  return field;
}

/** Whether Odoo leaves the record out of searches and of the lists of others. */
export function isHidden(env: Env, row: Row): boolean {
  return row.active === false && env.context.active_test !== false;
}

/** The value of one field: an id for a many2one, ids for the lists, false for what is empty. */
export function fieldValue(env: Env, model: string, row: Row, name: string): Json {
  const field = modelOf(model).fields[name];
  if (name === 'display_name') {
    return displayName(env, model, row);
  }
  if (field?.type === 'one2many' || field?.type === 'many2many') {
    return related(env, row, name, field).map((other) => other.id ?? false);
  }
  switch (`${model}.${name}`) {
    case 'res.partner.company_type':
      return row.is_company ? 'company' : 'person';
    case 'sale.order.line.price_subtotal':
      return round(Number(row.product_uom_qty) * Number(row.price_unit) * (1 - Number(row.discount) / 100), 2);
    case 'sale.order.amount_total': {
      const lines = env.db.rows('sale.order.line').filter((line) => line.order_id === row.id);
      const amounts = lines.map((line) => Number(fieldValue(env, 'sale.order.line', line, 'price_subtotal')));
      return round(
        amounts.reduce((sum, amount) => sum + amount, 0),
        2,
      );
    }
    default:
      return row[name] ?? false;
  }
}

/** The records that a relation names, without those hidden from a list. */
export function related(env: Env, row: Row, name: string, field: SandboxField): Row[] {
  const { relation = '', relation_field = '' } = field;
  if (field.type === 'many2one') {
    const other = env.db.get(relation, row[name]);
    return other === undefined ? [] : [other];
  }
  const ids = row[name];
  const others =
    field.type === 'one2many'
      ? env.db.rows(relation).filter((other) => other[relation_field] === row.id)
      : env.db.rows(relation).filter((other) => Array.isArray(ids) && ids.includes(other.id ?? null));
  return others.filter((other) => !isHidden(env, other)).sort(comparison(env, relation, modelOf(relation).order));
}

export function displayName(env: Env, model: string, row: Row): Json {
  const name = row.name ?? false;
  if (model === 'res.partner' && row.parent_id && !row.is_company) {
    return `${env.db.get(model, row.parent_id)?.name}, ${name}`;
  }
  if (model === 'res.country.state') {
    return `${name} (${env.db.get('res.country', row.country_id)?.code})`;
  }
  if (model === 'product.product' && row.default_code) {
    return `[${row.default_code}] ${name}`;
  }
  return model === 'res.partner' && name === false ? '' : name;
}

/** How two records of a model stand to each other in an order such as `name, id desc`. */
export function comparison(env: Env, model: string, order: string): (a: Row, b: Row) => number {
  const keys = order.split(',').map((part) => {
    const [, name, direction] = /^\s*(\w+)(?:\s+(asc|desc))?\s*$/i.exec(part) ?? [];
    if (name === undefined) {
      throw userError(
        `Invalid "order" specified (${order}). A valid "order" specification is a comma-separated list of valid ` +
          'field names (optionally followed by asc/desc for the direction)',
      );
    }
    const { type, relation = '' } = fieldOf(model, name, `Invalid field '${name}' on model '${model}'`);
    const sign = direction?.toLowerCase() === 'desc' ? -1 : 1;
    const inner =
      type === 'many2one' && relation !== model ? comparison(env, relation, modelOf(relation).order) : undefined;
    return { name, sign, relation, inner };
  });
  return (a, b) => {
    for (const { name, sign, relation, inner } of keys) {
      const [left, right] = [fieldValue(env, model, a, name), fieldValue(env, model, b, name)];
      const [one, other] = [env.db.get(relation, left), env.db.get(relation, right)];
      const difference = one && other && inner ? inner(one, other) : compareValues(left, right);
      if (difference !== 0) {
        return sign * difference;
      }
    }
    return 0;
  };
}

// PostgreSQL puts what is empty last.
function compareValues(a: Json, b: Json): number {
  if (a === b) {
    return 0;
  }
  if (typeof a === 'boolean' || typeof b === 'boolean' || a === null || b === null) {
    return typeof a === 'boolean' && typeof b === 'boolean' ? Number(a) - Number(b) : a === false ? 1 : -1;
  }
  return a < b ? -1 : 1;
}
