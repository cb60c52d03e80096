// The methods that can be called, with Odoo 19's parameters.
import type { Json, JsonObject } from '../odoo/json.ts';
import { copyValues, create, isObject, unlink, write } from './change.ts';
import type { Row } from './database.ts';
import { Fault, missingError, typeError, valueError } from './fault.ts';
import { confirmOrders } from './order.ts';
import { displayName, type Env, fieldOf, fieldValue, modelOf } from './record.ts';
import { search, searchNames } from './search.ts';

interface Method {
  /** Whether it is called on records, whose ids then come first. */
  records: boolean;
  /** The parameters in order; `?` marks those that may be left out. */
  parameters: string[];
  run(env: Env, model: string, args: JsonObject, ids: Json[]): Json | undefined;
}

/** The method, or Odoo's fault when there is none or it is private. */
export function methodOf(model: string, name: string): Method {
  if (name.startsWith('_') || PRIVATE.has(name)) {
    const message = `Private methods (such as '${model}.${name}') cannot be called remotely.`;
    throw new Fault('odoo.exceptions.AccessError', message);
  }
  const method = METHODS[`${model}.${name}`] ?? METHODS[name];
  if (method === undefined) {
    throw new Fault('builtins.AttributeError', `The method '${model}.${name}' does not exist`);
  }
  return method;
}

const PRIVATE = new Set(['browse', 'exists', 'search_fetch', 'filtered', 'mapped', 'sorted', 'sudo', 'with_context']);

const METHODS: Record<string, Method> = {
  search: onModel(['domain', 'offset?', 'limit?', 'order?'], (env, model, { domain = [], ...page }) =>
    search(env, model, domain, page).map(({ id = false }) => id),
  ),
  search_count: onModel(['domain', 'limit?'], (env, model, { domain = [], limit }) =>
    BigInt(search(env, model, domain, { limit }).length),
  ),
  search_read: onModel(['domain?', 'fields?', 'offset?', 'limit?', 'order?', 'load?'], (env, model, args) => {
    const { domain = [], fields = null, load, ...page } = args;
    return search(env, model, domain, page).map((row) => readRow(env, model, row, fieldNames(model, fields), load));
  }),
  read: onRecords(['fields?', 'load?'], (env, model, { fields = null, load }, ids) => {
    const names = fieldNames(model, fields);
    return existing(env, model, ids).map((row) => readRow(env, model, row, names, load));
  }),
  create: onModel(['vals_list'], (env, model, { vals_list = null }) =>
    Array.isArray(vals_list) ? vals_list.map((values) => create(env, model, values)) : create(env, model, vals_list),
  ),
  write: onRecords(['vals'], (env, model, { vals = null }, ids) => {
    write(env, model, ids, vals);
    return true;
  }),
  unlink: onRecords([], (env, model, _args, ids) => {
    unlink(env, model, ids);
    return true;
  }),
  copy: onRecords(['default?'], (env, model, args, ids) =>
    demand(env, model, ids).map((row) => {
      const changed = isObject(args.default) ? args.default : {};
      return create(env, model, { ...copyValues(env, model, row), ...changed });
    }),
  ),
  fields_get: onModel(['allfields?', 'attributes?'], (_env, model, { allfields, attributes }) => {
    const fields = Object.entries(modelOf(model).fields).filter(
      ([name]) => !isList(allfields) || allfields.includes(name),
    );
    return Object.fromEntries(fields.map(([name, field]) => [name, describe(name, field, attributes)]));
  }),
  name_search: onModel(['name?', 'domain?', 'operator?', 'limit?'], (env, model, args) => {
    const { name = '', domain = [], operator = 'ilike', limit = 100n } = args;
    return searchNames(env, model, name, domain, operator, limit);
  }),
  name_create: onModel(['name'], (env, model, { name = false }) => {
    const id = create(env, model, { name });
    return [id, displayName(env, model, env.db.get(model, id) ?? {})];
  }),
  message_post: onRecords(['body?', 'subject?', 'message_type?', 'body_is_html?'], (env, model, args, ids) => {
    const rows = demand(env, model, ids);
    if (rows.length !== 1) {
      throw valueError(`Expected singleton: ${model}(${ids.join(', ')})`);
    }
    const { body = '', subject = false, body_is_html } = args;
    const shown = body_is_html
      ? body
      : String(body).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
    return [create(env, 'mail.message', { model, res_id: rows[0]?.id ?? 0n, body: shown, subject, author_id: 3n })];
  }),
  'sale.order.action_confirm': onRecords([], (env, model, _args, ids) => confirmOrders(env, demand(env, model, ids))),
  'res.users.context_get': onModel([], () => ({ lang: 'en_US', tz: 'Europe/Brussels', uid: 2n })),
  'ir.model.data.check_object_reference': onModel(['module', 'xml_id'], (env, model, { module = '', xml_id = '' }) => {
    const [found] = search(env, model, [
      ['module', '=', module],
      ['name', '=', xml_id],
    ]);
    if (found === undefined) {
      throw valueError(`External ID not found in the system: ${module}.${xml_id}`);
    }
    return [found.model ?? false, found.res_id ?? false];
  }),
};

type Run = Method['run'];

function onModel(parameters: string[], run: Run): Method {
  return { records: false, parameters, run };
}

function onRecords(parameters: string[], run: Run): Method {
  return { records: true, parameters, run };
}

function isList(value: Json | undefined): value is Json[] {
  return Array.isArray(value);
}

function existing(env: Env, model: string, ids: Json[]): Row[] {
  return ids.map((id) => env.db.get(model, id)).filter((row) => row !== undefined);
}

function demand(env: Env, model: string, ids: Json[]): Row[] {
  return ids.map((id) => {
    const row = env.db.get(model, id);
    if (row === undefined) {
      throw missingError(model, id);
    }
    return row;
  });
}

function fieldNames(model: string, fields: Json): string[] {
  const names = Array.isArray(fields) && fields.length > 0 ? fields.map(String) : Object.keys(modelOf(model).fields);
  for (const name of names) {
    fieldOf(model, name, `Invalid field '${name}' on '${model}'`);
  }
  return [...new Set(['id', ...names])];
}

function readRow(env: Env, model: string, row: Row, names: string[], load: Json | undefined): JsonObject {
  const values = names.map((name): [string, Json] => {
    const value = fieldValue(env, model, row, name);
    const { type, relation = '' } = modelOf(model).fields[name] ?? { type: '' };
    const other =
      type === 'many2one' && (load === undefined || load === '_classic_read') ? env.db.get(relation, value) : undefined;
    return [name, other === undefined ? value : [value, displayName(env, relation, other)]];
  });
  return Object.fromEntries(values);
}

const OURS = ['default', 'digits', 'copy', 'ondelete'];

function describe(name: string, field: object, attributes: Json | undefined): JsonObject {
  const all = Object.entries({ name, searchable: true, sortable: true, company_dependent: false, ...field });
  const wanted = (key: string) => !isList(attributes) || attributes.length === 0 || attributes.includes(key);
  return Object.fromEntries(all.filter(([key]) => !OURS.includes(key) && wanted(key)));
}

/** Puts positional and named arguments to the parameters, as Python does. */
export function bind(label: string, parameters: string[], args: Json[], kwargs: JsonObject): JsonObject {
  const names = parameters.map((parameter) => parameter.replace('?', ''));
  if (args.length > names.length) {
    throw typeError(`${label}() takes ${names.length + 1} positional arguments but ${args.length + 1} were given`);
  }
  const unknown = Object.keys(kwargs).find((name) => !names.includes(name));
  if (unknown !== undefined) {
    throw typeError(`${label}() got an unexpected keyword argument '${unknown}'`);
  }
  const bound = { ...Object.fromEntries(args.map((value, index) => [names[index], value])), ...kwargs };
  const missing = parameters.filter((parameter) => !parameter.endsWith('?') && bound[parameter] === undefined);
  if (missing.length > 0) {
    const [plural, list] = [missing.length > 1 ? 's' : '', missing.map((name) => `'${name}'`).join(' and ')];
    throw typeError(`${label}() missing ${missing.length} required positional argument${plural}: ${list}`);
  }
  return bound;
}
