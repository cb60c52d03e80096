import type { Json } from '../odoo/json.ts';
import type { Row } from './database.ts';
import { compileDomain, hasName, type Test } from './domain.ts';
import { userError } from './fault.ts';
import { displayName, type Env, fieldOf, fieldValue, modelOf } from './record.ts';

export interface Page {
  order?: Json | undefined;
  offset?: Json | undefined;
  limit?: Json | undefined;
}

/** The records that fit the domain, in order. */
export function search(env: Env, model: string, domain: Json, { order, offset, limit }: Page = {}): Row[] {
  const compare = comparison(env, model, String(order || modelOf(model).order));
  const rows = env.db.rows(model).filter(compileDomain(env, model, domain));
  const from = Number(offset || 0);
  return rows.sort(compare).slice(from, from + (Number(limit || 0) || rows.length));
}

/** Pairs of id and display name, as `name_search` answers. */
export function searchNames(env: Env, model: string, name: Json, domain: Json, operator: Json, limit: Json): Json[] {
  const named: Test = (row) => name === '' || hasName(env, model, row, String(operator), name);
  const rows = search(env, model, domain).filter(named);
  return rows.slice(0, Number(limit || 0) || rows.length).map((row) => [row.id ?? false, displayName(env, model, row)]);
}

function comparison(env: Env, model: string, order: string): (a: Row, b: Row) => number {
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
