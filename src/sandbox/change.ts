// Creating, writing and deleting records.
import { isObject, type Json, type JsonObject } from '../odoo/json.ts';
import type { Row } from './database.ts';
import { raise, repr } from './fault.ts';
import type { SandboxField } from './models.ts';
import { demand, displayName, type Env, fieldOf, fieldValue, modelOf, related } from './record.ts';
import { toColumn } from './value.ts';

/** The user of every call. */
export const ADMIN = 2n;

/** Creates one record and gives its id. */
export function create(env: Env, model: string, values: Json, id = ++env.db.lastId): bigint {
  const given = asValues(values);
  const { fields } = modelOf(model);
  const presets = [...fields].map(([name, { preset }]) => [name, env.context[`default_${name}`] ?? preset]);
  const row = { id, create_date: now(), create_uid: ADMIN };
  setValues(env, model, row, { ...Object.fromEntries(presets), ...filledIn(env, model, given, id), ...given }, true);
  return id;
}

/** Writes the values to records that are there. */
export function write(env: Env, model: string, ids: Json[], values: Json): true {
  for (const row of demand(env, model, ids)) {
    setValues(env, model, row, asValues(values), false);
  }
  return true;
}

/** Deletes the records, and the lines that cannot be without them. */
export function unlink(env: Env, model: string, ids: Json[]): true {
  for (const row of demand(env, model, ids)) {
    for (const [name, field] of modelOf(model).fields) {
      const lines = isOwner(field) ? related(env, row, name, field).map(({ id }) => id) : [];
      unlink(env, field.relation ?? '', lines);
    }
    env.db.table(model).delete(row.id);
  }
  return true;
}

/** The values of a copy of the record. */
export function copyValues(env: Env, model: string, row: Row): JsonObject {
  const copied = [...modelOf(model).fields].filter(([, field]) => field.copied);
  const values = copied.map(([name, field]) => {
    const lines = field.type === 'one2many' ? related(env, row, name, field) : undefined;
    const copies = lines?.map((line) => [0n, 0n, copyValues(env, field.relation ?? '', line)]);
    return [name, copies ?? fieldValue(env, model, row, name)];
  });
  return Object.fromEntries(values);
}

/** Whether the records of a one2many go with the one that has them. */
function isOwner({ type, relation = '', relation_field = '' }: SandboxField): boolean {
  return type === 'one2many' && modelOf(relation).fields.get(relation_field)?.required === true;
}

export function asValues(values: Json): JsonObject {
  return isObject(values) ? values : raise('builtins.AttributeError', `${repr(values)} has no attribute 'get'`);
}

/** Now, as Odoo writes a time. */
function now(): string {
  return new Date().toISOString().slice(0, 19).replace('T', ' ');
}

/** What Odoo fills in on a new record by itself. */
function filledIn(env: Env, model: string, values: JsonObject, id: bigint): JsonObject {
  if (model === 'sale.order') {
    return { name: `S${String(id).padStart(5, '0')}`, date_order: now() };
  }
  const product = model === 'sale.order.line' ? env.db.table('product.product').get(values.product_id) : undefined;
  return product ? { name: displayName(env, 'product.product', product), price_unit: product.list_price ?? 0 } : {};
}

function setValues(env: Env, model: string, before: Row, values: JsonObject, creating: boolean): void {
  const row: Row = { ...before, write_date: now(), write_uid: ADMIN };
  const lists: [string, SandboxField, Json][] = [];
  for (const [name, value] of Object.entries(values)) {
    const field = fieldOf(model, name, `Invalid field '${name}' in '${model}'`);
    if (field.type === 'one2many' || field.type === 'many2many') {
      lists.push([name, field, value]);
    } else if (!/^(id|(create|write)_(date|uid))$/.test(name)) {
      row[name] = toColumn(`${model}.${name}`, field, value, creating);
      demand(env, field.relation ?? '', field.relation && row[name] ? [row[name]] : []);
    }
  }
  if (model === 'res.partner') {
    row.is_company = values.company_type ? values.company_type === 'company' : (row.is_company ?? false);
    row.company_type = row.is_company ? 'company' : 'person';
  }
  checkRequired(model, row);
  env.db.table(model).set(row.id, row);
  for (const [name, field, value] of lists) {
    setList(env, model, row.id, name, field, value);
  }
}

function checkRequired(model: string, row: Row): void {
  const [name] = [...modelOf(model).fields].find(([name, { required }]) => required && row[name] === false) ?? [];
  const isNameless = model === 'res.partner' && row.type === 'contact' && row.name === false;
  if (name !== undefined || isNameless) {
    const what = isNameless ? 'Contacts require a name' : `Missing required value for the field '${name}' (${name}).`;
    raise('odoo.exceptions.ValidationError', `The operation cannot be completed: ${what}\nModel: ${model}`);
  }
}

/** Sets a list of records as Odoo's commands say. */
function setList(env: Env, model: string, id: bigint, name: string, field: SandboxField, value: Json): void {
  const { relation = '', relation_field } = field;
  const row: Row = { ...env.db.table(model).get(id), id };
  const listed = () => [fieldValue({ ...env, context: { active_test: false } }, model, row, name)].flat();
  const link = relation_field === undefined ? {} : { [relation_field]: id };
  const given = value ? [value].flat() : [[5n]];
  const commands = given.some((command) => !Array.isArray(command)) ? [[6n, 0n, given]] : given;
  const after = commands.reduce<Json[]>((ids, command) => obey(env, relation, link, ids, [command].flat()), listed());
  if (relation_field === undefined) {
    env.db.table(model).set(id, { ...row, [name]: demand(env, relation, after).map((other) => other.id) });
    return;
  }
  const before = listed();
  const dropped = before.filter((other) => !after.includes(other));
  isOwner(field) ? unlink(env, relation, dropped) : write(env, relation, dropped, { [relation_field]: false });
  const added = after.filter((other) => !before.includes(other));
  write(env, relation, added, link);
}

/** Carries out one command; gives the ids that the list then has. New records get the values of `link`. */
function obey(env: Env, relation: string, link: JsonObject, ids: Json[], command: Json[]): Json[] {
  const [code, target = null, extra = null] = command;
  const others = ids.filter((id) => id !== target);
  const commands: Record<string, () => Json[]> = {
    0: () => [...ids, create(env, relation, { ...asValues(extra), ...link })],
    1: () => (write(env, relation, [target], extra) ? ids : []),
    2: () => (unlink(env, relation, [target]) ? others : []),
    3: () => others,
    4: () => [...others, target],
    5: () => [],
    6: () => [extra].flat(),
  };
  return commands[String(code)]?.() ?? ids;
}
