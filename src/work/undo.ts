import { z } from 'zod';
import type { JournalEntry } from '../deliveries/delivery.ts';
import { HIDDEN } from '../deliveries/redact.ts';
import { callName } from '../odoo/call.ts';
import type { Connection } from '../odoo/connection.ts';
import type { Fields } from '../odoo/fields.ts';
import { type Json, type JsonObject, parseJson, writeJson } from '../odoo/json.ts';
import { withoutLongTexts } from './call-text.ts';

/** What was written back, and what was not, a sentence for each. */
export interface Undone {
  written: string[];
  left: string[];
}

const Write = z.object({
  model: z.string(),
  method: z.string(),
  ids: z.array(z.bigint()).optional(),
  args: z.custom<Json[]>(Array.isArray),
  kwargs: z.custom<JsonObject>(isMap),
});

/** Values that go back to a record. */
export interface WriteBack {
  model: string;
  id: bigint;
  values: JsonObject;
  fields: Fields;
}

/**
 * Writes back the old values of each write in a journal, the last first. A field that was changed again since then is left as it is, as
 * is what a write cannot give back: records that were created or deleted, lines, other methods. `around` runs each write. Throws what Odoo
 * throws.
 */
export async function undoWrites(
  journal: readonly JournalEntry[],
  connection: Connection,
  around: (back: WriteBack, write: () => Promise<unknown>) => Promise<unknown>,
): Promise<Undone> {
  const undone: Undone = { written: [], left: [] };
  for (const entry of journal.filter(({ isChange, fault }) => isChange && fault === undefined).toReversed()) {
    const call = Write.parse(parseJson(entry.call));
    if (entry.before === undefined) {
      const made = entry.answer === undefined ? 'outcome not known' : `answer ${entry.answer.slice(0, 50)}`;
      undone.left.push(`${callName(call)} (${made}) cannot be taken back`);
    } else {
      const values = call.args[0] ?? call.kwargs.vals;
      const write = { model: call.model, written: isMap(values) ? values : {}, before: parseJson(entry.before) };
      await writeBack(write, connection, undone, around);
    }
  }
  return undone;
}

async function writeBack(
  { model, written, before }: { model: string; written: JsonObject; before: Json },
  { rpc, fields }: Connection,
  undone: Undone,
  around: Parameters<typeof undoWrites>[2],
): Promise<void> {
  const types = await fields(model);
  for (const row of Array.isArray(before) ? before : []) {
    if (!isMap(row) || typeof row.id !== 'bigint') {
      continue;
    }
    const { id } = row;
    const names = Object.keys(row).filter((name) => name !== 'id' && name in written);
    const read = await rpc({ model, method: 'read', ids: [id], args: [names], kwargs: { load: null } });
    const [now] = Array.isArray(read) ? read : [];
    const values: JsonObject = {};
    for (const name of names) {
      const old = row[name] ?? false;
      const type = types.get(name)?.type;
      if (type === 'one2many' || type === 'many2many') {
        undone.left.push(`${model} ${id}: ${name} is a list, and is not taken back`);
      } else if (writeJson([old, written[name] ?? false]).includes(HIDDEN)) {
        undone.left.push(`${model} ${id}: ${name} is named by \`redact:\`, and its old value is not kept`);
      } else if (!isMap(now) || !isSame(now[name] ?? false, written[name] ?? false)) {
        undone.left.push(`${model} ${id}: ${name} was changed since`);
      } else if (!isSame(now[name] ?? false, old)) {
        values[name] = old;
      }
    }
    if (Object.keys(values).length > 0) {
      const write = () => rpc({ model, method: 'write', ids: [id], args: [values], kwargs: {} });
      await around({ model, id, values, fields: types }, write);
      undone.written.push(`${model} ${id}: ${Object.keys(values).join(', ')}`);
    }
  }
}

/** 7 and 7.0 are the same to Odoo. */
function isSame(one: Json, other: Json): boolean {
  const isNumber = (value: Json) => typeof value === 'bigint' || typeof value === 'number';
  if (isNumber(one) && isNumber(other)) {
    return Number(one) === Number(other);
  }
  // The journal has long texts by their digests.
  return writeJson(withoutLongTexts(one)) === writeJson(withoutLongTexts(other));
}

function isMap(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
