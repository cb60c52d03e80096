import { OdooRejected } from '../../errors.ts';
import type { Fields } from '../../odoo/fields.ts';
import { type Json, type JsonObject, writeJson } from '../../odoo/json.ts';
import { changedValues } from '../../records/changed-values.ts';
import type { World } from '../../records/world.ts';
import type { Running } from '../running.ts';
import type { Care } from './care.ts';
import { readRows } from './present-record.ts';
import { writeCarefully } from './write-carefully.ts';

/** Fitted values on their way to records. */
export interface Change {
  model: string;
  ids: readonly bigint[];
  values: JsonObject;
  care: Care;
}

/** Writes what differs from what Odoo has, and makes no call when nothing does. Records with equal changes are written together. */
export async function writeChanged(running: Running, { model, ids, values: given, care }: Change): Promise<void> {
  const values = Object.fromEntries(Object.entries(given).filter(([, value]) => !isNoCommand(value)));
  const names = Object.keys(values);
  if (ids.length === 0 || names.length === 0) {
    return;
  }
  const { world } = running;
  const fields = await world.loadFields(model);
  // One after another for each record: Odoo lets writers that meet wait for seconds.
  await world.lanes.run(
    ids.map((id) => `record ${model} ${id}`),
    async () => {
      if (names.some((name) => care.onlyIfEmpty(name) || care.keepEdits(name))) {
        // One by one: what is decided on must have been read just before, also when the delivery is taken up again.
        for (const id of ids) {
          await writeCarefully(running, { model, id, values, care, fields });
        }
      } else {
        await writeDifferences(world, { model, ids, values }, fields);
      }
    },
  );
}

async function writeDifferences(world: World, change: Omit<Change, 'care'>, fields: Fields): Promise<void> {
  const { model, ids, values } = change;
  const present = await presentValues(world, change);
  const groups = new Map<string, { ids: bigint[]; values: JsonObject }>();
  for (const id of ids) {
    const changed = changedValues(values, present.get(id) ?? {}, fields);
    if (Object.keys(changed).length > 0) {
      const key = writeJson(changed);
      const group = groups.get(key) ?? { ids: [], values: changed };
      group.ids.push(id);
      groups.set(key, group);
    }
  }
  for (const group of groups.values()) {
    await world.send({ model, method: 'write', ids: group.ids, args: [group.values], kwargs: {} });
  }
}

/** The rows of the records that are there, by their ids; none when Odoo does not let them be read: the write will say what is wrong. */
async function presentValues(world: World, change: Omit<Change, 'care'>): Promise<Map<Json, JsonObject>> {
  const { model, ids, values } = change;
  try {
    return await readRows(world, model, ids, Object.keys(values));
  } catch (error) {
    if (error instanceof OdooRejected) {
      return new Map();
    }
    throw error;
  }
}

/** An empty list of commands changes nothing in a list of records. */
function isNoCommand(value: Json): boolean {
  return Array.isArray(value) && value.length === 0;
}
