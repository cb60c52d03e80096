import { raise } from '../expression/exception.ts';
import type { Value } from '../expression/value.ts';
import type { Field } from '../odoo/fields.ts';
import type { Json } from '../odoo/json.ts';
import { fromJson } from './json-value.ts';
import { timeFromOdoo } from './odoo-time.ts';
import type { Recordset } from './recordset.ts';

/** Odoo reads at most this many records together. */
const READ_TOGETHER = 1000;

/** Reads a field of one record, or of none; the records found together with it are read in the same call. */
export function readField(records: Recordset, name: string): Value {
  const field = records.env.world.fieldsOf(records.model).get(name);
  if (field === undefined) {
    return raise('KeyError', name);
  }
  if (records.ids.length === 0) {
    return emptyValue(records, field);
  }
  const id = records.one();
  return toValue(records, name, field, cached(records, id, name));
}

function cached(records: Recordset, id: bigint, name: string): Json {
  const { cache } = records.env.world;
  const space = spaceOf(records);
  const known = cache.record(space, id).get(name);
  if (known !== undefined) {
    return known;
  }
  fetch(records, id, name);
  const read = cache.record(space, id).get(name);
  return (
    read ?? raise('MissingError', `Record does not exist or has been deleted.\n(Record: ${records.model}(${id},))`)
  );
}

function spaceOf(records: Recordset): string {
  return `${records.model} ${JSON.stringify(records.env.context, (_key, value) => (typeof value === 'bigint' ? `${value}` : value))}`;
}

function fetch(records: Recordset, id: bigint, name: string): void {
  const { cache } = records.env.world;
  const space = spaceOf(records);
  const names = namesToRead(records, name);
  const others = records.together.filter((other) => other !== id && cache.record(space, other).get(name) === undefined);
  const ids = [id, ...others.slice(0, READ_TOGETHER - 1)];
  const rows = records.with(ids).ask('read', [names], { load: null });
  for (const row of Array.isArray(rows) ? rows : []) {
    if (typeof row === 'object' && row !== null && !Array.isArray(row) && typeof row.id === 'bigint') {
      const values = cache.record(space, row.id);
      for (const field of names) {
        const value = row[field];
        // A dry run leaves out what it cannot tell.
        if (value !== undefined) {
          values.set(field, value);
        }
      }
    }
  }
}

// Binary fields are heavy and rarely wanted with the others.
const READ_ALONE = new Set(['binary', 'image']);

/** The field, and the other fields of the model that the running code mentions: they will be wanted too. */
function namesToRead({ model, env }: Recordset, name: string): string[] {
  const fields = env.world.fieldsOf(model);
  const others = [...env.world.mentioned].filter((other) => {
    const field = fields.get(other);
    return other !== name && other !== 'id' && field?.store && !READ_ALONE.has(field.type);
  });
  return [name, ...others];
}

function emptyValue(records: Recordset, field: Field): Value {
  switch (field.type) {
    case 'many2one':
    case 'one2many':
    case 'many2many':
      return records.env.records(field.relation ?? '', []);
    case 'integer':
      return 0n;
    case 'float':
    case 'monetary':
      return 0;
    default:
      return false;
  }
}

function toValue(records: Recordset, name: string, field: Field, json: Json): Value {
  switch (field.type) {
    case 'many2one':
      return records.env.records(
        field.relation ?? '',
        typeof json === 'bigint' ? [json] : [],
        togetherOf(records, name, json),
      );
    case 'one2many':
    case 'many2many':
      return records.env.records(
        field.relation ?? '',
        Array.isArray(json) ? json.filter((id) => typeof id === 'bigint') : [],
      );
    case 'date':
    case 'datetime':
      return typeof json === 'string' ? timeFromOdoo(json, field.type) : false;
    case 'float':
    case 'monetary':
      return typeof json === 'bigint' ? Number(json) : fromJson(json);
    case 'reference':
      return typeof json === 'string' ? referenced(records, json) : false;
    default:
      return fromJson(json);
  }
}

/** The many2one targets of the records found together, so that a chain such as `line.product_id.name` reads them in one call too. */
function togetherOf(records: Recordset, name: string, json: Json): bigint[] {
  const { cache } = records.env.world;
  const space = spaceOf(records);
  const targets = records.together
    .map((id) => cache.record(space, id).get(name))
    .filter((id) => typeof id === 'bigint');
  return [...new Set(typeof json === 'bigint' ? [json, ...targets] : targets)];
}

function referenced(records: Recordset, text: string): Value {
  const [model = '', id = ''] = text.split(',');
  return records.env.records(model, /^\d+$/.test(id) ? [BigInt(id)] : []);
}
