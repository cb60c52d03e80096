// The methods that can be called, with Odoo 19's parameters.
import type { Json, JsonObject } from '../odoo/json.ts';
import { copyValues, create, isObject, unlink, write } from './change.ts';
import type { Row } from './database.ts';
import { Fault, knownHere, orFault } from './fault.ts';
import { load } from './load.ts';
import { demand, displayName, type Env, fieldOf, fieldValue, modelOf, namedBy } from './record.ts';
import { search, searchNames } from './search.ts';

type Run = (env: Env, model: string, args: JsonObject, ids: Json[]) => Json;
type Method = { parameters: string[]; run: Run };

/** `parameters` stand in their order; those with `?` may be left out, and `ids` are the records that it is called on. */
function method(parameters: string, run: Run): Method {
  return { parameters: parameters.split(' '), run };
}

const METHODS: Record<string, Method> = {
  search: method('domain offset? limit? order?', (env, model, { domain = [], ...page }) =>
    search(env, model, domain, page).map(({ id }) => id),
  ),
  search_count: method('domain limit?', (env, model, { domain = [], ...page }) =>
    BigInt(search(env, model, domain, page).length),
  ),
  search_read: method('domain? fields? offset? limit? order? load?', (env, model, { domain = [], ...args }) =>
    readRows(env, model, search(env, model, domain, args), args),
  ),
  read: method('ids fields? load?', (env, model, args, ids) => {
    const there = ids.filter((id) => env.db.get(model, id) !== undefined);
    return readRows(env, model, demand(env, model, there), args);
  }),
  create: method('vals_list', (env, model, { vals_list = null }) =>
    Array.isArray(vals_list) ? vals_list.map((values) => create(env, model, values)) : create(env, model, vals_list),
  ),
  load: method('fields data', load),
  write: method('ids vals', (env, model, { vals = null }, ids) => write(env, model, ids, vals)),
  action_archive: method('ids', (env, model, _args, ids) => write(env, model, ids, { active: false })),
  action_unarchive: method('ids', (env, model, _args, ids) => write(env, model, ids, { active: true })),
  unlink: method('ids', (env, model, _args, ids) => unlink(env, model, ids)),
  copy: method('ids default?', (env, model, args, ids) => {
    const changed = isObject(args.default) ? args.default : {};
    return demand(env, model, ids).map((row) => create(env, model, { ...copyValues(env, model, row), ...changed }));
  }),
  fields_get: method('allfields? attributes?', (_env, model, { allfields, attributes }) => {
    const fields = [...modelOf(model).fields].filter(([name]) => isWanted(allfields, name));
    const described = fields.map(([name, { preset: _preset, copied: _copied, ...field }]) => {
      return [name, Object.fromEntries(Object.entries(field).filter(([key]) => isWanted(attributes, key)))];
    });
    return Object.fromEntries(described);
  }),
  name_search: method('name? domain? operator? limit?', searchNames),
  name_create: method('name', (env, model, { name = false }) =>
    demand(env, model, [create(env, model, { name })]).flatMap((row) => [row.id, displayName(env, model, row)]),
  ),
  message_post: method('ids body? subject? message_type? subtype_xmlid?', (env, model, args, ids) => {
    const { body = '', subject = false } = args;
    const shown = String(body).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
    const rows = demand(env, model, ids);
    return rows.map(({ id }) => create(env, 'mail.message', { model, res_id: id, body: `<p>${shown}</p>`, subject }));
  }),
  'sale.order.action_confirm': method('ids', (env, model, _args, ids) => {
    if (demand(env, model, ids).some(({ state }) => state !== 'draft' && state !== 'sent')) {
      throw new Fault('odoo.exceptions.UserError', 'Some orders are not in a state requiring confirmation.');
    }
    return write(env, model, ids, { state: 'sale' });
  }),
  'sale.order.action_cancel': method('ids', (env, model, _args, ids) => write(env, model, ids, { state: 'cancel' })),
  'ir.model.data.check_object_reference': method('module xml_id', (env, _model, { module = '', xml_id = '' }) => {
    const message = () => `External ID not found in the system: ${module}.${xml_id}`;
    const found = orFault(namedBy(env, `${module}.${xml_id}`), 'builtins.ValueError', message);
    return [found.model ?? false, found.res_id ?? false];
  }),
};

/** Calls a method as Python does. Throws Odoo's fault where there is none, it is private or the arguments do not fit. */
export function callMethod(env: Env, model: string, name: string, args: Json[], kwargs: JsonObject): Json {
  modelOf(model);
  if (name.startsWith('_')) {
    const message = `Private methods (such as '${model}.${name}') cannot be called remotely.`;
    throw new Fault('odoo.exceptions.AccessError', message);
  }
  const names = Object.keys(METHODS).map((key) => key.replace(`${model}.`, ''));
  const message = () =>
    `The method '${model}.${name}' does not exist${knownHere(names.filter((key) => !key.includes('.')))}`;
  const called = orFault(METHODS[`${model}.${name}`] ?? METHODS[name], 'builtins.AttributeError', message);
  const { ids = [], ...bound } = bind(`${model}.${name}`, called.parameters, args, kwargs);
  return called.run(env, model, bound, ids === false ? [] : [ids].flat());
}

/** Puts positional and named arguments to the parameters. */
function bind(label: string, parameters: string[], args: Json[], kwargs: JsonObject): JsonObject {
  const names = parameters.map((parameter) => parameter.replace('?', ''));
  const bound = { ...Object.fromEntries(args.map((value, index) => [names[index] ?? 'more', value])), ...kwargs };
  const isMissing = parameters.some((parameter) => !parameter.endsWith('?') && bound[parameter] === undefined);
  if (isMissing || Object.keys(bound).some((name) => !names.includes(name))) {
    const message = `${label}() takes the arguments ${parameters.join(', ')}; not ${Object.keys(bound).join(', ')}`;
    throw new Fault('builtins.TypeError', message);
  }
  return bound;
}

function isWanted(list: Json | undefined, name: string): boolean {
  return !Array.isArray(list) || list.length === 0 || list.includes(name);
}

function readRows(env: Env, model: string, rows: Row[], { fields, load = '_classic_read' }: JsonObject): Json {
  const asked = Array.isArray(fields) && fields.length > 0 ? fields.map(String) : modelOf(model).fields.keys();
  const columns = [...new Set(['id', ...asked])].map((name) => {
    const { type, relation = '' } = fieldOf(model, name, `Invalid field '${name}' on '${model}'`);
    return (row: Row): [string, Json] => {
      const value = fieldValue(env, model, row, name);
      const other = type === 'many2one' && load === '_classic_read' ? env.db.get(relation, value) : undefined;
      return [name, other === undefined ? value : [value, displayName(env, relation, other)]];
    };
  });
  return rows.map((row) => Object.fromEntries(columns.map((column) => column(row))));
}
