// Creating, writing and deleting records.
import type { Json, JsonObject } from '../odoo/json.ts';
import { toColumn, truthy } from './column.ts';
import type { Row } from './database.ts';
import { Fault, missingError, requiredError, usedError, validationError, valueError } from './fault.ts';
import type { SandboxField } from './field.ts';
import { MODELS } from './models.ts';
import { filledIn, forbidDeletion } from './order.ts';
import { type Env, fieldValue, modelOf, related } from './record.ts';

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Now, as Odoo writes a time. */
export function now(): string {
  return new Date().toISOString().slice(0, 19).replace('T', ' ');
}

/** Creates one record and gives its id. */
export function create(env: Env, model: string, values: Json): bigint {
  if (!isObject(values)) {
    throw new Fault('builtins.AttributeError', "'str' object has no attribute 'get'");
  }
  const row: Row = {};
  const lists = setColumns(env, model, row, values, true);
  const id = insert(env, model, row);
  checkRow(env, model, id);
  setLists(env, model, id, lists);
  return id;
}

/** Writes the values to records that are there. */
export function write(env: Env, model: string, ids: Json[], values: Json): void {
  if (!isObject(values)) {
    throw new Fault('builtins.AttributeError', "'list' object has no attribute 'get'");
  }
  for (const id of ids) {
    const before = env.db.get(model, id);
    if (before === undefined && modelOf(model).thread) {
      throw missingError(model, id);
    }
    if (before !== undefined && typeof id === 'bigint') {
      const row = { ...before, write_date: now(), write_uid: 2n };
      const lists = setColumns(env, model, row, values, false);
      env.db.put(model, id, row);
      checkRow(env, model, id);
      setLists(env, model, id, lists);
    }
  }
}

/** Keeps a row with its defaults, unchecked, and gives its id. */
export function insert(env: Env, model: string, row: Row, id = env.db.nextId(model)): bigint {
  const made: Row = { create_date: now(), create_uid: 2n, write_date: now(), write_uid: 2n };
  if (modelOf(model).fields.date_order) {
    made.date_order = now();
  }
  for (const [name, field] of Object.entries(modelOf(model).fields)) {
    if (field.default !== undefined) {
      made[name] = field.default;
    }
  }
  env.db.put(model, id, { ...made, ...filledIn(env, model, row, id), ...row, id });
  return id;
}

type Lists = [string, SandboxField, Json][];

/** Sets the plain values in `row`; gives the lists back, which need the record's id. */
function setColumns(env: Env, model: string, row: Row, values: JsonObject, creating: boolean): Lists {
  const lists: Lists = [];
  for (const [name, value] of Object.entries(values)) {
    const field = modelOf(model).fields[name];
    if (field === undefined) {
      const bare = model === 'res.partner' && !creating;
      throw bare ? new Fault('builtins.KeyError', name) : valueError(`Invalid field '${name}' in '${model}'`);
    }
    if (field.type === 'one2many' || field.type === 'many2many') {
      lists.push([name, field, value]);
      continue;
    }
    const column = toColumn(`${model}.${name}`, field, value, creating);
    if (field.type === 'many2one' && column !== false && env.db.get(field.relation ?? '', column) === undefined) {
      throw missingError(field.relation ?? '', column);
    }
    if (name === 'company_type') {
      row.is_company = column === 'company';
    } else if (!/^(id|display_name|(create|write)_(date|uid))$/.test(name)) {
      row[name] = column;
    }
  }
  return lists;
}

function checkRow(env: Env, model: string, id: bigint): void {
  const row = env.db.get(model, id) ?? {};
  const { fields, unique } = modelOf(model);
  for (const [name, field] of Object.entries(fields)) {
    if (field.required && (row[name] ?? false) === false) {
      throw requiredError(model, name);
    }
  }
  if (model === 'res.partner' && row.type === 'contact' && (row.name ?? false) === false) {
    throw validationError('Contacts require a name');
  }
  const [names, message] = unique ?? [[], ''];
  const same = (other: Row) => other !== row && names.every((name) => other[name] === row[name]);
  if (names.length > 0 && env.db.rows(model).some(same)) {
    throw validationError(message);
  }
}

/** Sets lists of records as Odoo's commands say. */
function setLists(env: Env, model: string, id: bigint, lists: Lists): void {
  for (const [name, field, value] of lists) {
    const commands = value === false || value === null ? [[5n]] : value;
    if (!Array.isArray(commands)) {
      throw valueError(`Wrong value for ${model}.${name}: ${String(value)}`);
    }
    const all = { ...env, context: { active_test: false } };
    const before = related(all, env.db.get(model, id) ?? {}, name, field).map((row) => row.id ?? false);
    const plain = commands.length > 0 && !commands.some(Array.isArray);
    const after = (plain ? [[6n, 0n, commands]] : commands).reduce(
      (ids: Json[], command) => (Array.isArray(command) ? obey(env, field, id, ids, command) : ids),
      before,
    );
    link(env, model, id, name, field, after, before);
  }
}

/** Carries out one command; gives the ids that the list then has. */
function obey(env: Env, field: SandboxField, id: bigint, ids: Json[], command: Json[]): Json[] {
  const { relation = '', relation_field } = field;
  const [code, target = null, extra = null] = command;
  const others = ids.filter((other) => other !== target);
  switch (String(code)) {
    case '0': {
      const values = isObject(extra) ? extra : {};
      return [
        ...ids,
        create(env, relation, relation_field === undefined ? values : { ...values, [relation_field]: id }),
      ];
    }
    case '1':
      write(env, relation, [target], extra);
      return ids;
    case '2':
      unlink(env, relation, [target]);
      return others;
    case '3':
      return others;
    case '4':
      return [...others, target];
    case '5':
      return [];
    case '6':
      return Array.isArray(extra) ? extra : [];
    default:
      return ids;
  }
}

type Ids = Json[];

function link(env: Env, model: string, id: bigint, name: string, field: SandboxField, ids: Ids, before: Ids): void {
  const { relation = '', relation_field } = field;
  if (relation_field === undefined) {
    if (ids.some((other) => env.db.get(relation, other) === undefined)) {
      throw usedError(model, name);
    }
    env.db.put(model, id, { ...env.db.get(model, id), [name]: ids });
    return;
  }
  const dropped = before.filter((other) => !ids.includes(other) && env.db.get(relation, other) !== undefined);
  if (modelOf(relation).fields[relation_field]?.ondelete === 'cascade') {
    unlink(env, relation, dropped);
  } else {
    write(env, relation, dropped, { [relation_field]: false });
  }
  const added = ids.filter((other) => env.db.get(relation, other)?.[relation_field] !== id);
  write(env, relation, added, { [relation_field]: id });
}

/** Deletes the records, and what Odoo deletes with them. */
export function unlink(env: Env, model: string, ids: Json[]): void {
  for (const id of ids) {
    const row = env.db.get(model, id);
    if (row === undefined && modelOf(model).thread) {
      throw missingError(model, id);
    }
    forbidDeletion(model, row);
    for (const [other, { fields }] of Object.entries(MODELS)) {
      const names = Object.keys(fields).filter((name) => fields[name]?.relation === model);
      for (const user of row === undefined ? [] : env.db.rows(other)) {
        release(
          env,
          other,
          user,
          names.filter((name) => user[name] === id),
        );
      }
    }
    env.db.remove(model, id);
  }
}

/** Does to a record what is due when those that these fields of it name are deleted. */
function release(env: Env, model: string, row: Row, names: string[]): void {
  const { fields } = modelOf(model);
  if (names.some((name) => fields[name]?.ondelete === 'cascade')) {
    unlink(env, model, [row.id ?? false]);
    return;
  }
  for (const name of names) {
    if (fields[name]?.required) {
      throw usedError(model, name);
    }
    write(env, model, [row.id ?? false], { [name]: false });
  }
}

/** The values of a copy of the record. */
export function copyValues(env: Env, model: string, row: Row): JsonObject {
  const values: JsonObject = {};
  for (const [name, field] of Object.entries(modelOf(model).fields)) {
    const value = fieldValue(env, model, row, name);
    if (field.copy === false || field.readonly || name === 'company_type') {
      continue;
    }
    if (field.type === 'one2many') {
      const lines = related(env, row, name, field).map((line) => copyValues(env, field.relation ?? '', line));
      values[name] = lines.map(({ [field.relation_field ?? '']: _owner, ...line }) => [0n, 0n, line]);
    } else {
      values[name] = field.type === 'many2many' ? [[6n, 0n, value]] : value;
    }
  }
  if ((model === 'res.partner' || model === 'product.product') && truthy(values.name ?? false)) {
    values.name = `${values.name} (copy)`;
  }
  return values;
}
