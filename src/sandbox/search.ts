// Searching: domains, orders, names.
import type { Json, JsonObject } from '../odoo/json.ts';
import type { Row } from './database.ts';
import { knownHere, orFault, repr, valueError } from './fault.ts';
import { displayName, type Env, fieldOf, fieldValue, isHidden, modelOf, related } from './record.ts';
import { truthy } from './value.ts';

type Test = (row: Row) => boolean;

/** Each tests the value of a field against what is asked for. */
const OPERATORS: Record<string, (own: Json, wanted: Json) => boolean> = {
  '=': equals,
  in: equals,
  '>': (own, wanted) => own !== false && compareValues(own, wanted) > 0,
  '>=': (own, wanted) => own !== false && compareValues(own, wanted) >= 0,
  '<': (own, wanted) => own !== false && compareValues(own, wanted) < 0,
  '<=': (own, wanted) => own !== false && compareValues(own, wanted) <= 0,
  like: (own, wanted) => matches(own, `%${wanted || ''}%`, 's'),
  ilike: (own, wanted) => matches(own, `%${wanted || ''}%`, 'si'),
  '=like': (own, wanted) => matches(own, String(wanted), 's'),
  '=ilike': (own, wanted) => matches(own, String(wanted), 'si'),
};
const NEGATIONS: Record<string, string> = { '!=': '=', 'not in': 'in', 'not like': 'like', 'not ilike': 'ilike' };

/** The records that fit the domain; `page` may have order, offset and limit. */
export function search(env: Env, model: string, domain: Json, page: JsonObject = {}): Row[] {
  const rows = env.db.rows(model).filter(compileDomain(env, model, domain));
  // The last key first, as sorting keeps the order of equals. A many2one counts by its id.
  const parts = String(page.order || modelOf(model).order).split(',');
  for (const part of parts.reverse()) {
    const [name = '', direction = 'asc'] = part.trim().split(/\s+/);
    const sign = direction.toLowerCase() === 'desc' ? -1 : 1;
    fieldOf(model, name, `Invalid field '${name}' on model '${model}'`);
    rows.sort((a, b) => sign * compareValues(fieldValue(env, model, a, name), fieldValue(env, model, b, name)));
  }
  const from = Number(page.offset || 0);
  return rows.slice(from, from + (Number(page.limit || 0) || rows.length));
}

/** Pairs of id and display name, as `name_search` answers. */
export function searchNames(env: Env, model: string, args: JsonObject): Json[] {
  const { name = '', domain = [], operator = 'ilike', limit = 100n } = args;
  const rows = search(env, model, domain).filter((row) => name === '' || hasName(env, model, row, operator, name));
  return rows.slice(0, Number(limit || rows.length)).map((row) => [row.id, displayName(env, model, row)]);
}

/** A domain as a test of one record. Throws Odoo's own fault for a domain that is none. */
function compileDomain(env: Env, model: string, domain: Json): Test {
  const items = [domain].flat();

  function next(): Test {
    const item = items.shift();
    if (item === '!') {
      const test = next();
      return (row) => !test(row);
    }
    if (item === '&' || item === '|') {
      const tests = [next(), next()];
      return item === '&' ? (row) => tests.every((test) => test(row)) : (row) => tests.some((test) => test(row));
    }
    if (!Array.isArray(item) || item.length !== 3) {
      throw valueError(`Domain() malformed domain ${repr(domain)}`);
    }
    return condition(env, model, item);
  }

  const asksForActive = items.some((item) => Array.isArray(item) && item[0] === 'active');
  const tests: Test[] = [(row) => asksForActive || !isHidden(env, row)];
  while (items.length > 0) {
    tests.push(next());
  }
  return (row) => tests.every((test) => test(row));
}

function condition(env: Env, model: string, [path = null, operator = null, value = null]: Json[]): Test {
  const place = `in condition (${[path, operator, value].map(repr).join(', ')})`;
  const [name = '', ...rest] = String(path).split('.');
  const field = fieldOf(model, name, `Invalid field ${model}.${name} ${place}`);
  if (rest.length > 0) {
    const inner = condition(env, field.relation ?? '', [rest.join('.'), operator, value]);
    return (row) => related(env, row, name, field).some(inner);
  }
  const opposite = NEGATIONS[String(operator)];
  if (opposite !== undefined) {
    const test = condition(env, model, [name, opposite, value]);
    return (row) => !test(row);
  }
  const message = () => `Invalid operator ${place}${knownHere(Object.keys({ ...OPERATORS, ...NEGATIONS }))}`;
  const holds = orFault(OPERATORS[String(operator)], 'builtins.ValueError', message);
  const { relation } = field;
  if (relation !== undefined && [value].flat().some((item) => typeof item === 'string')) {
    return (row) => related(env, row, name, field).some((other) => hasName(env, relation, other, operator, value));
  }
  return (row) => {
    const own = fieldValue(env, model, row, name);
    return Array.isArray(own) && own.length > 0 ? own.some((id) => holds(id, value)) : holds(own, value);
  };
}

/** Whether a search for `wanted` by name finds the record. */
function hasName(env: Env, model: string, row: Row, operator: Json, wanted: Json): boolean {
  const { foundBy } = modelOf(model);
  return foundBy.some((name) => OPERATORS[String(operator)]?.(fieldValue(env, model, row, name), wanted));
}

function equals(own: Json, wanted: Json): boolean {
  return [wanted].flat().some((item) => (truthy(item) ? String(item) === String(own) : !truthy(own)));
}

function matches(own: Json, pattern: string, flags: string): boolean {
  const escaped = pattern.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`^${escaped.replaceAll('%', '.*').replaceAll('_', '.')}$`, flags).test(String(own || ''));
}

/** Negative when `a` comes first; what is empty comes last, as in PostgreSQL. */
function compareValues(a: Json, b: Json): number {
  if (typeof a === typeof b || (a !== false && b !== false)) {
    return (a ?? false) < (b ?? false) ? -1 : Number((a ?? false) > (b ?? false));
  }
  return a === false ? 1 : -1;
}
