import { bind, exactly } from '../expression/arguments.ts';
import { Dict } from '../expression/dict.ts';
import { raise } from '../expression/exception.ts';
import { Builtin } from '../expression/function.ts';
import { collect } from '../expression/operations/collect.ts';
import { truth } from '../expression/operations/truth.ts';
import { typeName } from '../expression/operations/type-name.ts';
import type { Arguments, Value } from '../expression/value.ts';
import type { Json } from '../odoo/json.ts';
import { firstId, idsOf } from './created.ts';
import { filtered, grouped, mapped, sorted } from './in-memory.ts';
import { fromJson, toJson, toJsonObject } from './json-value.ts';
import type { Recordset } from './recordset.ts';
import { inOwnOrder } from './sort-order.ts';

type Method = (records: Recordset, args: Arguments) => Value;

/** The methods of a recordset that are more than a plain call over RPC. */
const METHODS: ReadonlyMap<string, Method> = new Map<string, Method>([
  ['browse', (records, args) => records.with(asIds(exactly('browse', args, 0, 1)[0] ?? []))],
  ['search', search],
  ['search_count', searchCount],
  ['create', create],
  ['write', write],
  ['update', update],
  ['unlink', (records) => (records.ids.length === 0 ? true : fromJson(records.ask('unlink', [])))],
  ['exists', exists],
  ['copy', copy],
  ['read', read],
  ['mapped', (records, args) => mapped(records, exactly('mapped', args, 1)[0] ?? null)],
  ['filtered', (records, args) => filtered(records, exactly('filtered', args, 1)[0] ?? null)],
  ['filtered_domain', filteredDomain],
  ['grouped', (records, args) => grouped(records, exactly('grouped', args, 1)[0] ?? null)],
  ['sorted', sortedBy],
  ['ensure_one', ensureOne],
  ['with_context', withContext],
  ['with_company', withCompany],
  [
    'sudo',
    (records) =>
      refuse(
        records,
        'sudo',
        "over RPC everything is done with the rights of the connection's user: give that user the rights",
      ),
  ],
  [
    'with_user',
    (records) =>
      refuse(
        records,
        'with_user',
        "over RPC everything is done as the connection's user: make a connection for the other user",
      ),
  ],
  ['with_env', (records) => refuse(records, 'with_env', 'use with_context or with_company')],
]);

/** A recordset's own method, bound; undefined when it has none of this name. */
export function recordMethod(records: Recordset, name: string): Builtin | undefined {
  const method = METHODS.get(name);
  return method && new Builtin(name, (args) => method(records, args));
}

function ensureOne(records: Recordset): Value {
  records.one();
  return records;
}

function refuse(records: Recordset, method: string, reason: string): never {
  return raise('AccessError', `${records.model}.${method}() is not available: ${reason}`);
}

function asIds(value: Value): bigint[] {
  if (typeof value === 'bigint') {
    return [value];
  }
  if (value === null || value === false || typeof value === 'string' || typeof value === 'number') {
    return value
      ? raise(
          'TypeError',
          `browse() takes an id or a list of ids, not a value of type ${typeName(value)}; int(…) makes a whole number`,
        )
      : [];
  }
  return collect(value).map((id) =>
    typeof id === 'bigint' ? id : raise('TypeError', `an id is a whole number, not a value of type ${typeName(id)}`),
  );
}

function domainOf(domain: Value | undefined): Json {
  return toJson(domain ?? []);
}

function search(records: Recordset, args: Arguments): Value {
  const [domain, offset, limit, order, count] = bind(
    'search',
    ['domain', 'offset', 'limit', 'order', 'count'],
    1,
    args,
  );
  const kwargs = { ...given('offset', offset), ...given('limit', limit), ...given('order', order) };
  if (truth(count ?? false)) {
    return fromJson(records.askModel('search_count', [domainOf(domain)]));
  }
  return records.with(idsOf(records.askModel('search', [domainOf(domain)], kwargs)));
}

function searchCount(records: Recordset, args: Arguments): Value {
  const [domain, limit] = bind('search_count', ['domain', 'limit'], 1, args);
  return fromJson(records.askModel('search_count', [domainOf(domain)], given('limit', limit)));
}

function read(records: Recordset, args: Arguments): Value {
  const [fields, load] = bind('read', ['fields', 'load'], 0, args);
  const kwargs = load === undefined ? {} : { load: toJson(load) };
  return records.ids.length === 0 ? [] : fromJson(records.ask('read', [toJson(fields ?? [])], kwargs));
}

/** The records that fit a domain, in their order; archived ones too. */
function filteredDomain(records: Recordset, args: Arguments): Value {
  const [domain = null] = exactly('filtered_domain', args, 1);
  if (records.ids.length === 0 || !truth(domain)) {
    return records;
  }
  const wanted: Json[] = [['id', 'in', [...records.ids]], ...collect(domain).map(toJson)];
  const context = { ...records.env.context, active_test: false };
  const found = new Set(idsOf(records.askModel('search', [wanted], { context })));
  return records.with(
    records.ids.filter((id) => found.has(id)),
    records.together,
  );
}

function given(name: string, value: Value | undefined): { [name: string]: Json } {
  return value === undefined || value === null ? {} : { [name]: toJson(value) };
}

function create(records: Recordset, args: Arguments): Value {
  const [values] = exactly('create', args, 1);
  if (values instanceof Dict) {
    return records.with([firstId(records.askModel('create', [toJsonObject(values)]))]);
  }
  const list = collect(values ?? null).map((one) =>
    one instanceof Dict ? toJsonObject(one) : raise('TypeError', 'create() takes a dict or a list of dicts'),
  );
  return list.length === 0 ? records.with([]) : records.with(idsOf(records.askModel('create', [list])));
}

function write(records: Recordset, args: Arguments): Value {
  const [values] = exactly('write', args, 1);
  if (!(values instanceof Dict)) {
    return raise('TypeError', `write() takes a dict, not a value of type ${typeName(values ?? null)}`);
  }
  return records.ids.length === 0 ? true : fromJson(records.ask('write', [toJsonObject(values)]));
}

function update(records: Recordset, args: Arguments): Value {
  write(records, args);
  return null;
}

function copy(records: Recordset, args: Arguments): Value {
  const [values] = bind('copy', ['default'], 0, args);
  records.one();
  return records.with([firstId(records.ask('copy', values instanceof Dict ? [toJsonObject(values)] : []))]);
}

function exists(records: Recordset): Value {
  if (records.ids.length === 0) {
    return records;
  }
  const found = idsOf(
    records.askModel('search', [[['id', 'in', [...records.ids]]]], {
      context: { ...records.env.context, active_test: false },
    }),
  );
  return records.with(records.ids.filter((id) => found.includes(id)));
}

function sortedBy(records: Recordset, args: Arguments): Value {
  const [key, reverse] = bind('sorted', ['key', 'reverse'], 0, args);
  if (key === undefined || key === null) {
    const ids = inOwnOrder(records);
    return records.with(truth(reverse ?? false) ? ids.reverse() : ids, records.together);
  }
  return sorted(records, key, truth(reverse ?? false));
}

function withContext(records: Recordset, { positional: given, keywords }: Arguments): Value {
  const [replaced] = given;
  const base = replaced instanceof Dict ? toJsonObject(replaced) : records.env.context;
  return records.inEnvironment(records.env.inContext({ ...base, ...toJsonObject(Dict.from(keywords)) }));
}

function withCompany(records: Recordset, args: Arguments): Value {
  const [company] = exactly('with_company', args, 1);
  if (company === undefined || !truth(company)) {
    return records;
  }
  const current = toJson(company);
  const others = records.env.fullContext().allowed_company_ids;
  const allowed = Array.isArray(others) ? others.filter((id) => id !== current) : [];
  return records.inEnvironment(records.env.withContext({ allowed_company_ids: [current, ...allowed] }));
}
