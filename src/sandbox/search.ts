import type { Json } from '../odoo/json.ts';
import type { Row } from './database.ts';
import { compileDomain, hasName, type Test } from './domain.ts';
import { comparison, displayName, type Env, modelOf } from './record.ts';

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
