import type { OdooCall } from '../call.ts';
import { isObject, type Json, type JsonObject, writeJson } from '../json.ts';
import { hasOnly, type Kind } from './kind.ts';

/** More rows than this are too many to look through for others: then each look-up is made alone. */
const MOST_ROWS = 1000n;

/** A look-up of records by the values of one field. */
interface LookUp {
  field: string;
  values: Json[];
  rest: Json[];
}

/**
 * Look-ups by one field: `search_read([[field, 'in', values], …rest], fields=[field], order='id')`. Those with the same rest and context
 * are one with all values; each is given the rows of its own.
 */
export const lookUps: Kind = {
  of(call) {
    const found = lookUpOf(call);
    const types = new Set(found?.values.map((value) => typeof value));
    const [type = ''] = types;
    if (found === undefined || types.size !== 1 || !['string', 'bigint', 'number'].includes(type)) {
      return undefined;
    }
    const { field, values, rest } = found;
    const key = `look up ${call.model} ${type} ${writeJson([field, rest, call.kwargs])}`;
    return { kind: lookUps, key, size: values.length };
  },
  join(calls) {
    const [{ model = '', method = '', kwargs = {} } = {}] = calls;
    const all = calls.flatMap((call) => lookUpOf(call) ?? []);
    const [{ field = '', rest = [] } = {}] = all;
    const values = [...new Set(all.flatMap((one) => one.values))];
    return { model, method, args: [[[field, 'in', values], ...rest]], kwargs: { ...kwargs, limit: MOST_ROWS + 1n } };
  },
  share(calls, answer) {
    const rows = Array.isArray(answer) && answer.every(isObject) ? answer : undefined;
    const wanted = calls.map((call) => lookUpOf(call)?.values ?? []);
    const field = calls[0] === undefined ? '' : (lookUpOf(calls[0])?.field ?? '');
    const all = new Set(wanted.flat());
    // A row that nobody seems to have asked for shows that Odoo compares otherwise than by equality.
    const isClear = rows?.every((row) => valuesIn(row, field).some((value) => all.has(value))) ?? false;
    if (rows === undefined || rows.length > MOST_ROWS || !isClear) {
      return calls.map(() => 'alone');
    }
    return wanted.map((values) => {
      const own = new Set(values);
      return { answer: rows.filter((row) => valuesIn(row, field).some((value) => own.has(value))) };
    });
  },
};

function lookUpOf({ method, ids, args, kwargs }: OdooCall): LookUp | undefined {
  const [domain] = args;
  const [first, ...rest] = Array.isArray(domain) ? domain : [];
  const [field, operator, values] = Array.isArray(first) ? first : [];
  const isSearch = method === 'search_read' && ids === undefined && args.length === 1 && operator === 'in';
  if (
    !isSearch ||
    typeof field !== 'string' ||
    !Array.isArray(values) ||
    !hasOnly(kwargs, 'fields', 'order', 'context')
  ) {
    return undefined;
  }
  const asksForIt = kwargs.order === 'id' && Array.isArray(kwargs.fields) && kwargs.fields.join() === field;
  return asksForIt ? { field, values, rest } : undefined;
}

/** The values a row has in the field: a many2one comes as an id with its name, or as the id alone; a list of records as their ids. */
function valuesIn(row: JsonObject, field: string): Json[] {
  const value = row[field] ?? null;
  if (!Array.isArray(value)) {
    return [value];
  }
  return typeof value[1] === 'string' ? value.slice(0, 1) : value;
}
