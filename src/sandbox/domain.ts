import type { Json } from '../odoo/json.ts';
import { truthy } from './column.ts';
import type { Row } from './database.ts';
import { Fault, repr, valueError } from './fault.ts';
import type { SandboxField } from './field.ts';
import { type Env, fieldOf, fieldValue, isHidden, modelOf, related } from './record.ts';

export type Test = (row: Row) => boolean;

const PATTERNS: Record<string, { whole: boolean; flags: string }> = {
  like: { whole: false, flags: 's' },
  ilike: { whole: false, flags: 'si' },
  '=like': { whole: true, flags: 's' },
  '=ilike': { whole: true, flags: 'si' },
};
const NEGATIONS: Record<string, string> = { '!=': '=', 'not in': 'in', 'not like': 'like', 'not ilike': 'ilike' };
const NOT_HERE = ['parent_of', 'any', 'not any', 'any!', 'not any!', 'not =like', 'not =ilike'];
const COMPARISONS: Record<string, (a: string | number | bigint, b: string | number | bigint) => boolean> = {
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
};

/** A domain as a test of one record. Throws Odoo's own fault for a domain that is none. */
export function compileDomain(env: Env, model: string, domain: Json): Test {
  const items = Array.isArray(domain) ? [...domain] : [];
  const malformed = valueError(`Domain() malformed domain ${repr(domain)}`);

  function next(): Test {
    const item = items.shift();
    if (item === '!') {
      const test = next();
      return (row) => !test(row);
    }
    if (item === '&' || item === '|') {
      const [left, right] = [next(), next()];
      return item === '&' ? (row) => left(row) && right(row) : (row) => left(row) || right(row);
    }
    if (item === undefined) {
      throw malformed;
    }
    if (!Array.isArray(item) || item.length !== 3) {
      throw valueError(`Domain() invalid item in domain: ${repr(item)}`);
    }
    return condition(env, model, item);
  }

  const tests: Test[] = [];
  if (modelOf(model).fields.active && !items.some((item) => Array.isArray(item) && item[0] === 'active')) {
    tests.push((row) => !isHidden(env, row));
  }
  while (items.length > 0) {
    tests.push(next());
  }
  return (row) => tests.every((test) => test(row));
}

function condition(env: Env, model: string, [path, operator, value = null]: Json[]): Test {
  if (typeof path === 'bigint') {
    return () => path === value;
  }
  const place = `in condition (${repr(path ?? null)}, ${repr(operator ?? null)}, ${repr(value)})`;
  const op = String(operator);
  const positive = NEGATIONS[op];
  const [name = '', ...rest] = String(path).split('.');
  const field = fieldOf(model, name, `Invalid field ${model}.${name} ${place}`);
  if (rest.length > 0 && field.relation !== undefined) {
    const inner = condition(env, field.relation, [rest.join('.'), op, value]);
    return (row) => related(env, row, name, field).some(inner);
  }
  if (positive !== undefined) {
    const test = condition(env, model, [name, positive, value]);
    return (row) => !test(row);
  }
  if (op === '=?') {
    return truthy(value) ? condition(env, model, [name, '=', value]) : () => true;
  }
  if (op === 'child_of') {
    return descendant(env, model, name, field, Array.isArray(value) ? value : [value]);
  }
  if (NOT_HERE.includes(op)) {
    throw new Fault('sandbox.NotSupported', `the sandbox has no operator '${op}' ${place}`);
  }
  if (op !== '=' && op !== 'in' && !(op in PATTERNS) && !(op in COMPARISONS)) {
    throw valueError(`Invalid operator ${place}`);
  }
  if (name === 'company_type') {
    throw valueError(`Cannot convert ${model}.${name} to SQL because it is not stored`);
  }
  return field.relation === undefined ? plain(env, model, name, op, value) : relational(env, name, field, op, value);
}

/** Whether the record, or the one it names, is one of `tops` or lies under one. */
function descendant(env: Env, model: string, name: string, field: SandboxField, tops: Json[]): Test {
  const { relation = model } = field;
  function under(id: Json | undefined): boolean {
    const row = env.db.get(relation, id);
    return row !== undefined && (tops.includes(row.id ?? null) || under(row.parent_id));
  }
  return (row) => (relation === model ? under(row.id) : related(env, row, name, field).some(({ id }) => under(id)));
}

function relational(env: Env, name: string, field: SandboxField, op: string, value: Json): Test {
  const { relation = '' } = field;
  const wanted = Array.isArray(value) ? value : [value];
  if (op in PATTERNS) {
    return (row) => related(env, row, name, field).some((other) => hasName(env, relation, other, op, value));
  }
  return (row) => {
    const others = related(env, row, name, field);
    return wanted.some((item) => {
      if (typeof item === 'string') {
        return others.some((other) => hasName(env, relation, other, '=', item));
      }
      return truthy(item) ? others.some((other) => other.id === item) : others.length === 0;
    });
  };
}

function plain(env: Env, model: string, name: string, op: string, value: Json): Test {
  const compare = COMPARISONS[op];
  const pattern = PATTERNS[op];
  if (pattern !== undefined) {
    const expression = toPattern(String(value || ''), pattern);
    return (row) => expression.test(String(fieldValue(env, model, row, name) || ''));
  }
  if (compare !== undefined) {
    return (row) => {
      const own = fieldValue(env, model, row, name);
      return isScalar(own) && isScalar(value) && compare(own, value);
    };
  }
  const wanted = Array.isArray(value) ? value : [value];
  return (row) => {
    const own = fieldValue(env, model, row, name);
    return wanted.some((item) => (truthy(item) ? String(item) === String(own) : !truthy(own)));
  };
}

function isScalar(value: Json): value is string | number | bigint {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint';
}

function toPattern(text: string, { whole, flags }: { whole: boolean; flags: string }): RegExp {
  const body = text
    .replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
    .replaceAll('%', '.*')
    .replaceAll('_', '.');
  return new RegExp(whole ? `^${body}$` : body, flags);
}

/** Whether a search for `text` by name finds the record. Codes of countries and states must match whole. */
export function hasName(env: Env, model: string, row: Row, op: string, text: Json): boolean {
  const { names = ['name'] } = modelOf(model);
  if (op !== '=' && !(op in PATTERNS)) {
    throw new Fault('builtins.NotImplementedError', `the sandbox searches names by =, like and ilike, not by ${op}`);
  }
  return names.some((name) => plain(env, model, name, name === 'code' ? '=ilike' : op, text)(row));
}
