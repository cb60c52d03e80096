// Searching: domains, orders, names.
import type { Json, JsonObject } from '../odoo/json.ts';
import type { Row } from './database.ts';
import { raise, repr } from './fault.ts';
import { type Env, fieldOf, fieldValue, isHidden, modelOf, related } from './record.ts';
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
/** How many tests each stands before. */
const OPERANDS: Record<string, number> = { '!': 1, '&': 2, '|': 2 };

/** The records that fit the arguments: domain, order, offset and limit. */
export function search(env: Env, model: string, { domain = [], ...page }: JsonObject): Row[] {
  const rows = [...env.db.table(model).values()].filter(compileDomain(env, model, domain));
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

/** A domain as a test of one record. Throws Odoo's own fault for a domain that is none. */
function compileDomain(env: Env, model: string, domain: Json): Test {
  const items = [domain].flat();
  const asksForActive = items.some((item) => Array.isArray(item) && item[0] === 'active');
  const tests: Test[] = [];
  // From the end, so that what an operator stands before is already a test.
  for (const item of items.reverse()) {
    const isCondition = Array.isArray(item) && item.length === 3;
    const count = isCondition ? 1 : (OPERANDS[String(item)] ?? Number.POSITIVE_INFINITY);
    const operands = isCondition ? [condition(env, model, item)] : tests.splice(-count);
    if (operands.length < count) {
      raise('builtins.ValueError', `Domain() malformed domain ${repr(domain)}`);
    }
    const joined: Test = (row) => operands[item === '|' ? 'some' : 'every']((test) => test(row));
    tests.push(item === '!' ? (row) => !joined(row) : joined);
  }
  return (row) => (asksForActive || !isHidden(env, row)) && tests.every((test) => test(row));
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
  const known = Object.keys({ ...OPERATORS, ...NEGATIONS });
  const holds = OPERATORS[String(operator)] ?? raise('builtins.ValueError', `Invalid operator ${place}`, known);
  if (field.relation !== undefined && [value].flat().some((item) => typeof item === 'string')) {
    return condition(env, model, [`${name}.display_name`, operator, value]);
  }
  const names = name === 'display_name' ? modelOf(model).foundBy : [name];
  return (row) => {
    const own = names.flatMap((looked) => fieldValue(env, model, row, looked));
    return (own.length > 0 ? own : [false]).some((held) => holds(held, value));
  };
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
  const emptyLast = typeof a === typeof b ? 0 : Number(a === false) - Number(b === false);
  return emptyLast || ((a ?? false) < (b ?? false) ? -1 : Number((a ?? false) > (b ?? false)));
}
