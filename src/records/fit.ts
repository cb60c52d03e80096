import { didYouMean } from '../did-you-mean.ts';
import { HookRefused, type Place } from '../errors.ts';
import { Dict } from '../expression/dict.ts';
import { typeName } from '../expression/operations/type-name.ts';
import { repr } from '../expression/repr.ts';
import { Tuple } from '../expression/tuple.ts';
import type { Value } from '../expression/value.ts';
import type { Field } from '../odoo/fields.ts';
import type { Json, JsonObject } from '../odoo/json.ts';
import { toJson } from './json-value.ts';
import { Records } from './records.ts';
import type { World } from './world.ts';

/** A value on its way into a field, with what its refusal must name. */
interface Fitting {
  world: World;
  model: string;
  name: string;
  field: Field;
  method: 'create' | 'write';
  place: Place;
}

/**
 * Values fitted to the fields of a model, as `create` or `write` takes them: a many2one by id, record or name, x2many as lists of
 * maps, records or commands, None as empty. On a write, a list of maps takes the place of what was there, so that it can be made twice.
 * `placeOf` gives the place of a field in the YAML file. Throws HookRefused for what does not fit.
 */
export async function fitValues(
  world: World,
  model: string,
  values: Dict,
  method: 'create' | 'write',
  placeOf: (field: string) => Place,
): Promise<JsonObject> {
  const fields = await world.loadFields(model);
  const fitted: JsonObject = {};
  for (const [key, value] of values.entries()) {
    const name = String(key);
    const field = fields.get(name);
    const place = placeOf(name);
    if (field === undefined) {
      const guess = didYouMean(name, [...fields.keys()]);
      throw new HookRefused(
        'unknown_field',
        `${model} has no field \`${name}\`${guess ? `; did you mean \`${guess}\`?` : ''}`,
        { place },
      );
    }
    fitted[name] = await fitValue(value, { world, model, name, field, method, place });
  }
  return fitted;
}

async function fitValue(value: Value, fitting: Fitting): Promise<Json> {
  if (value === null) {
    return false;
  }
  switch (fitting.field.type) {
    case 'many2one':
      return await fitMany2one(value, fitting);
    case 'one2many':
    case 'many2many':
      return await fitMany(value, fitting);
    default:
      return toJson(value);
  }
}

async function fitMany2one(value: Value, fitting: Fitting): Promise<Json> {
  const { relation = '' } = fitting.field;
  if (value === false || value === '') {
    return false;
  }
  if (typeof value === 'bigint') {
    return value;
  }
  if (value instanceof Records && value.model === relation && value.ids.length <= 1) {
    return value.ids[0] ?? false;
  }
  if (typeof value === 'string') {
    return await idByName(value, fitting);
  }
  throw misfit(value, `one ${relation} record, its id or its name`, fitting);
}

/** The record of that name, as Odoo's import finds it: by `name_search`, the whole name. */
async function idByName(name: string, fitting: Fitting): Promise<bigint> {
  const { relation = '' } = fitting.field;
  const kwargs = { name, operator: '=', limit: 2n };
  const found = await fitting.world.send({ model: relation, method: 'name_search', args: [], kwargs });
  const ids = (Array.isArray(found) ? found : []).flatMap((pair) =>
    Array.isArray(pair) && typeof pair[0] === 'bigint' ? [pair[0]] : [],
  );
  const [id] = ids;
  if (id === undefined) {
    throw refused('no_record', `no ${relation} is called ${repr(name)} (archived records are not looked at)`, fitting);
  }
  if (ids.length > 1) {
    throw refused('many_records', `several ${relation} records are called ${repr(name)}; give the id`, fitting);
  }
  return id;
}

const SET = 6n;
const CREATE = 0n;
const CLEAR = 5n;

async function fitMany(value: Value, fitting: Fitting): Promise<Json> {
  const { relation = '' } = fitting.field;
  if (value instanceof Records && value.model === relation) {
    return [[SET, 0n, [...value.ids]]];
  }
  if (!Array.isArray(value)) {
    throw misfit(value, `a list: of maps, of ids, or of Odoo's commands`, fitting);
  }
  if (value.length > 0 && value.every((item) => typeof item === 'bigint')) {
    return [[SET, 0n, value]];
  }
  const replaces = fitting.method === 'write' && value.length > 0 && value.every((item) => item instanceof Dict);
  const commands: Json[] = replaces ? [[CLEAR, 0n, 0n]] : [];
  for (const item of value) {
    commands.push(await fitItem(item, fitting));
  }
  return commands;
}

async function fitItem(item: Value, fitting: Fitting): Promise<Json> {
  const { world, field, place } = fitting;
  if (item instanceof Dict) {
    return [CREATE, 0n, await fitValues(world, field.relation ?? '', item, 'create', () => place)];
  }
  if (item instanceof Tuple || Array.isArray(item)) {
    return toJson(item);
  }
  throw misfit(item, `a map of values or one of Odoo's commands`, fitting);
}

function misfit(value: Value, wanted: string, fitting: Fitting): HookRefused {
  const shown = repr(value);
  const text = shown.length > 80 ? `${shown.slice(0, 80)}…` : shown;
  return refused('bad_value', `${text} (${typeName(value)}) does not fit: expected ${wanted}`, fitting);
}

function refused(code: string, message: string, { model, name, place }: Fitting): HookRefused {
  return new HookRefused(code, `${model}.${name}: ${message}`, { place });
}
