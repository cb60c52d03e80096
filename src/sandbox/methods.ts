// The methods that can be called, with Odoo 19's parameters.
import type { Json, JsonObject } from '../odoo/json.ts';
import { asValues, copyValues, create, unlink, write } from './change.ts';
import type { Row } from './database.ts';
import { raise } from './fault.ts';
import { load } from './load.ts';
import { demand, displayName, type Env, fieldOf, fieldValue, modelOf, namedBy } from './record.ts';
import { search } from './search.ts';

type Run = (env: Env, model: string, args: JsonObject, ids: Json[]) => Json;

/** Parameters stand in their order; those with `?` may be left out, and `ids` are the records that it is called on. */
const DECLARED: Record<string, Run> = {
  'search(domain, offset?, limit?, order?)': (env, model, args) => search(env, model, args).map(({ id }) => id),
  'search_count(domain, limit?)': (env, model, args) => BigInt(search(env, model, args).length),
  'search_read(domain?, fields?, offset?, limit?, order?, load?)': (env, model, args) =>
    readRows(env, model, search(env, model, args), args),
  'read(ids, fields?, load?)': (env, model, args, ids) => {
    const there = ids.flatMap((id) => env.db.table(model).get(id) ?? []);
    return readRows(env, model, there, args);
  },
  'create(vals_list)': (env, model, { vals_list = null }) =>
    Array.isArray(vals_list) ? vals_list.map((values) => create(env, model, values)) : create(env, model, vals_list),
  'load(fields, data)': load,
  'write(ids, vals)': (env, model, { vals = null }, ids) => write(env, model, ids, vals),
  'action_archive(ids)': (env, model, _args, ids) => write(env, model, ids, { active: false }),
  'action_unarchive(ids)': (env, model, _args, ids) => write(env, model, ids, { active: true }),
  'unlink(ids)': (env, model, _args, ids) => unlink(env, model, ids),
  'copy(ids, default?)': (env, model, args, ids) => {
    const changed = asValues(args.default ?? {});
    return demand(env, model, ids).map((row) => create(env, model, { ...copyValues(env, model, row), ...changed }));
  },
  'fields_get(allfields?, attributes?)': (_env, model, { allfields, attributes }) => {
    const described = [...modelOf(model).fields].map(([name, { preset: _preset, copied: _copied, ...field }]) => {
      return [name, picked(field, attributes)];
    });
    return picked(Object.fromEntries(described), allfields);
  },
  'name_search(name?, domain?, operator?, limit?)': (env, model, args) => {
    const { name = '', domain = [], operator = 'ilike', limit = 100n } = args;
    const rows = search(env, model, { domain: [...[domain].flat(), ['display_name', operator, name]], limit });
    return rows.map((row) => [row.id, displayName(env, model, row)]);
  },
  'name_create(name)': (env, model, { name = false }) => [create(env, model, { name }), name],
  'message_post(ids, body?, subject?, message_type?, subtype_xmlid?)': (env, model, args, ids) => {
    const { body = '', subject = false } = args;
    const shown = String(body).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
    const rows = demand(env, model, ids);
    return rows.map(({ id }) => create(env, 'mail.message', { model, res_id: id, body: `<p>${shown}</p>`, subject }));
  },
  'sale.order.action_confirm(ids)': (env, model, _args, ids) => {
    if (demand(env, model, ids).some(({ state }) => state !== 'draft' && state !== 'sent')) {
      raise('odoo.exceptions.UserError', 'Some orders are not in a state requiring confirmation.');
    }
    return write(env, model, ids, { state: 'sale' });
  },
  'sale.order.action_cancel(ids)': (env, model, _args, ids) => write(env, model, ids, { state: 'cancel' }),
  'ir.model.data.check_object_reference(module, xml_id)': (env, _model, { module = '', xml_id = '' }) => {
    const id = `${module}.${xml_id}`;
    const found = namedBy(env, id) ?? raise('builtins.ValueError', `External ID not found in the system: ${id}`);
    return [found.model ?? false, found.res_id ?? false];
  },
};

/** By name; the methods of one model have its name before theirs. */
const METHODS = new Map(
  Object.entries(DECLARED).map(([signature, run]) => {
    const [name = '', ...parameters] = signature.match(/[\w.?]+/g) ?? [];
    return [name, { parameters, run }] as const;
  }),
);

/** Calls a method as Python does. Throws Odoo's fault where there is none, it is private or the arguments do not fit. */
export function callMethod(env: Env, model: string, name: string, args: Json[], kwargs: JsonObject): Json {
  modelOf(model);
  if (name.startsWith('_')) {
    raise('odoo.exceptions.AccessError', `Private methods (such as '${model}.${name}') cannot be called remotely.`);
  }
  const label = `${model}.${name}`;
  const message = `The method '${label}' does not exist`;
  const known = [...METHODS.keys()].map((key) => key.replace(`${model}.`, '')).filter((key) => !key.includes('.'));
  const called = METHODS.get(label) ?? METHODS.get(name) ?? raise('builtins.AttributeError', message, known);
  const { ids = [], ...bound } = bind(label, called.parameters, args, kwargs);
  return called.run(env, model, bound, ids === false ? [] : [ids].flat());
}

/** Puts positional and named arguments to the parameters. */
function bind(label: string, parameters: string[], args: Json[], kwargs: JsonObject): JsonObject {
  const names = parameters.map((parameter) => parameter.replace('?', ''));
  const bound = { ...Object.fromEntries(args.map((value, index) => [names[index] ?? 'more', value])), ...kwargs };
  const isMissing = parameters.some((parameter) => !parameter.endsWith('?') && bound[parameter] === undefined);
  if (isMissing || Object.keys(bound).some((name) => !names.includes(name))) {
    raise('builtins.TypeError', `${label}() takes ${parameters.join(', ')}; not ${Object.keys(bound).join(', ')}`);
  }
  return bound;
}

/** What is in the list; all when the list is empty. */
function picked(all: object, list: Json | undefined): JsonObject {
  const isPicked = (name: string) => !Array.isArray(list) || list.length === 0 || list.includes(name);
  return Object.fromEntries(Object.entries(all).filter(([name]) => isPicked(name)));
}

function readRows(env: Env, model: string, rows: Row[], { fields, load = '_classic_read' }: JsonObject): Json {
  const asked = Array.isArray(fields) && fields.length > 0 ? fields.map(String) : modelOf(model).fields.keys();
  const columns = [...new Set(['id', ...asked])].map((name) => {
    const { type, relation = '' } = fieldOf(model, name, `Invalid field '${name}' on '${model}'`);
    return (row: Row): [string, Json] => {
      const value = fieldValue(env, model, row, name);
      const other = type === 'many2one' && load === '_classic_read' ? env.db.table(relation).get(value) : undefined;
      return [name, other === undefined ? value : [value, displayName(env, relation, other)]];
    };
  });
  return rows.map((row) => Object.fromEntries(columns.map((column) => column(row))));
}
