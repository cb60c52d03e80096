import type { Fields } from '../../odoo/fields.ts';
import type { Json, JsonObject } from '../../odoo/json.ts';
import type { World } from '../../records/world.ts';

/** A record as it is. */
export interface PresentRecord {
  values: JsonObject;
  /** Whether the connection's user was the last to write it; and made it. */
  isLastOurs: boolean;
  isMadeOurs: boolean;
}

/** Reads fields of a record, and whose it is; undefined when it is gone. */
export async function readPresent(
  world: World,
  { model, id, fields }: { model: string; id: bigint; fields: Fields },
  names: readonly string[],
): Promise<PresentRecord | undefined> {
  const log = ['write_uid', 'create_uid'].filter((name) => fields.has(name) && !names.includes(name));
  const values = (await readRows(world, model, [id], [...names, ...log])).get(id);
  const uid = await world.userId();
  // A model without these fields has nobody to ask about.
  const isBy = (user: Json | undefined) => user === undefined || user === uid;
  return values && { values, isLastOurs: isBy(values.write_uid), isMadeOurs: isBy(values.create_uid) };
}

/** Reads fields of records; a record that is gone has no row. */
export async function readRows(
  world: World,
  model: string,
  ids: readonly bigint[],
  names: readonly string[],
): Promise<Map<Json, JsonObject>> {
  // A dry run leaves out what it cannot tell where the id is asked for first.
  const args = [['id', ...names]];
  const answer = await world.send({ model, method: 'read', ids, args, kwargs: { load: null } });
  const rows = new Map<Json, JsonObject>();
  for (const row of Array.isArray(answer) ? answer : []) {
    if (typeof row === 'object' && row !== null && !Array.isArray(row)) {
      rows.set(row.id ?? null, row);
    }
  }
  return rows;
}
