import { HookRefused } from '../errors.ts';
import type { Connection } from '../odoo/connection.ts';
import type { Field, Fields } from '../odoo/fields.ts';
import { isObject, type Json, type JsonObject } from '../odoo/json.ts';
import { type FieldTree, fieldTree } from './field-paths.ts';
import { unknownFieldText } from './fit/unknown-field.ts';

/** One record, and what is wanted of it: fields, and fields of the records that they lead to (`order_line.product_id.default_code`). */
export interface WantedRecord {
  model: string;
  id: bigint;
  fields: readonly string[];
}

/** Where records are read from. */
export type Source = Pick<Connection, 'rpc' | 'fields' | 'forgetFields'>;

/** Records of one model that stand at the same depth, and what is wanted of them. */
interface Spot {
  model: string;
  tree: FieldTree;
  ids: readonly bigint[];
}

type Rows = ReadonlyMap<bigint, JsonObject>;

/** What was read of one model. */
interface Read {
  fields: Fields;
  rows: Rows;
}

/**
 * Reads a record as nested maps: a many2one whose fields are wanted is a map with its id, or null; a list of records is a list of such maps.
 * Empty fields are null. One call for each model and depth. Gives null when there is no such record. Throws HookRefused for a field that is
 * not there, and what Odoo throws.
 */
export async function readPaths(source: Source, { model, id, fields }: WantedRecord): Promise<JsonObject | null> {
  const spot: Spot = { model, tree: fieldTree(fields), ids: [id] };
  const documents = await expand(source, [spot]);
  return documents.get(spot)?.get(id) ?? null;
}

/** The documents of each spot, by id. */
async function expand(source: Source, spots: readonly Spot[]): Promise<ReadonlyMap<Spot, Rows>> {
  const groups = [...Map.groupBy(spots, ({ model }) => model)];
  const level = await Promise.all(
    groups.map(async ([model, own]) => ({ own, read: await readModel(source, model, own) })),
  );
  const opened = level.flatMap(({ own, read }) => own.map((spot) => ({ spot, read, inner: spotsBelow(spot, read) })));
  const next = opened.flatMap(({ inner }) => [...inner.values()]).filter(({ ids }) => ids.length > 0);
  const below = next.length === 0 ? new Map<Spot, Rows>() : await expand(source, next);
  return new Map(
    opened.map(({ spot, read, inner }) => {
      const rowsOf = (name: string): Rows | undefined => {
        const found = inner.get(name);
        return found && (below.get(found) ?? new Map());
      };
      return [spot, new Map(spot.ids.flatMap((id) => documentOf(id, spot, read, rowsOf)))];
    }),
  );
}

/** Reads all that the spots want of one model, in one call. */
async function readModel(source: Source, model: string, spots: readonly Spot[]): Promise<Read> {
  const names = [...new Set(spots.flatMap(({ tree }) => [...tree.keys()]))].filter((name) => name !== 'id');
  const fields = await fieldsWith(source, model, names);
  const ids = [...new Set(spots.flatMap((spot) => spot.ids))];
  // A read of `id` alone would not tell which records are there.
  const args = [names.length === 0 ? ['write_date'] : names];
  const answer = await source.rpc({ model, method: 'read', ids, args, kwargs: { load: null } });
  const rows = new Map<bigint, JsonObject>();
  for (const row of Array.isArray(answer) ? answer : []) {
    if (isObject(row) && typeof row.id === 'bigint') {
      rows.set(row.id, row);
    }
  }
  return { fields, rows };
}

/** The fields of a model, asked for anew when one of the names is not among those that are kept. */
async function fieldsWith(source: Source, model: string, names: readonly string[]): Promise<Fields> {
  const kept = await source.fields(model);
  if (names.every((name) => kept.has(name))) {
    return kept;
  }
  await source.forgetFields(model);
  const fields = await source.fields(model);
  const unknown = names.find((name) => !fields.has(name));
  if (unknown !== undefined) {
    throw new HookRefused('unknown_field', unknownFieldText(model, unknown, fields));
  }
  return fields;
}

/** The records behind each field whose own fields are wanted. */
function spotsBelow({ model, tree, ids }: Spot, { fields, rows }: Read): Map<string, Spot> {
  const spots = new Map<string, Spot>();
  for (const [name, inner] of tree) {
    if (inner.size > 0) {
      const { relation, type } = fields.get(name) ?? {};
      if (relation === undefined || type === 'many2one_reference') {
        const [further = ''] = inner.keys();
        const message = `${model}.${name} leads to no other records (${type ?? 'id'}): \`${name}.${further}\` cannot be read`;
        throw new HookRefused('unknown_field', message);
      }
      const found = ids.flatMap((id) => idsIn(rows.get(id)?.[name]));
      spots.set(name, { model: relation, tree: inner, ids: [...new Set(found)] });
    }
  }
  return spots;
}

/** The document of a record, with its id; none where it is gone. */
function documentOf(
  id: bigint,
  { tree }: Spot,
  { fields, rows }: Read,
  rowsOf: (name: string) => Rows | undefined,
): [bigint, JsonObject][] {
  const row = rows.get(id);
  if (row === undefined) {
    return [];
  }
  const document: JsonObject = { id };
  for (const name of tree.keys()) {
    const [field, value, inner] = [fields.get(name), row[name] ?? null, rowsOf(name)];
    const records = inner && idsIn(value).flatMap((one) => inner.get(one) ?? []);
    const isOne = field?.type === 'many2one';
    document[name] = records === undefined ? withoutFalse(value, field) : isOne ? (records[0] ?? null) : records;
  }
  return [[id, document]];
}

/** Odoo has `false` for an empty field of any type. */
function withoutFalse(value: Json, field: Field | undefined): Json {
  const isEmpty = value === false && field?.type !== 'boolean' && field?.type !== 'json';
  return isEmpty ? null : value;
}

function idsIn(value: Json | undefined): bigint[] {
  const ids = Array.isArray(value) ? value : [value];
  return ids.filter((id) => typeof id === 'bigint');
}
