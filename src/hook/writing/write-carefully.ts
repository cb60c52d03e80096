import { isEmptyField, isSameValue } from '../../odoo/field-text.ts';
import type { Fields } from '../../odoo/fields.ts';
import type { JsonObject } from '../../odoo/json.ts';
import type { Running } from '../running.ts';
import type { Care } from './care.ts';
import type { Edits } from './edits.ts';
import { isOurs, type KeptField, keptAfter, keptFields, keptFirst } from './kept-field.ts';
import { type PresentRecord, readPresent } from './present-record.ts';
import { tellOfEdits } from './tell-of-edits.ts';

/** Fitted values on their way to one record. */
export interface CarefulChange {
  model: string;
  id: bigint;
  values: JsonObject;
  care: Care;
  fields: Fields;
}

/**
 * Writes to a record what differs and may be written: `only_if_empty` where Odoo has nothing, `keep_edits` where Odoo has what the bridge
 * wrote last, or nothing. Edits that are kept are told of.
 */
export async function writeCarefully(running: Running, change: CarefulChange): Promise<void> {
  const { model, id, values } = change;
  const record = await readPresent(running.world, change, Object.keys(values));
  if (record === undefined) {
    // Odoo says best what is wrong with it.
    await running.world.send({ model, method: 'write', ids: [id], args: [values], kwargs: {} });
    return;
  }
  const { changed, begun, edited } = await plan(running.edits, change, record);
  if (Object.keys(changed).length > 0) {
    await writeMarked(running, change, changed, begun);
  }
  await tellOfEdits(running, change, edited);
}

/** Keeps what a new record holds as what the bridge wrote. */
export async function rememberCreated(running: Running, change: CarefulChange): Promise<void> {
  const { model, id, values, care, fields } = change;
  const kept = Object.entries(values).filter(([name]) => care.keepEdits(name));
  if (kept.length === 0) {
    return;
  }
  const record = await readPresent(
    running.world,
    change,
    kept.map(([name]) => name),
  );
  const marks = kept.flatMap(([name, value]) => {
    const field = fields.get(name);
    return field === undefined ? [] : [keptFirst(running.edits, name, field, value, record)];
  });
  await running.edits.keep(model, id, marks);
}

/** What is to be written; which of it is marked before and after; which edits are kept. What came in and is there already is adopted. */
async function plan(
  edits: Edits,
  change: CarefulChange,
  record: PresentRecord,
): Promise<{ changed: JsonObject; begun: KeptField[]; edited: KeptField[] }> {
  const { model, id, values, care, fields } = change;
  const names = Object.keys(values).filter((name) => care.keepEdits(name) && !care.onlyIfEmpty(name));
  const written = names.length === 0 ? [] : await edits.written(model, id);
  const isKnown = written.some(({ last, next }) => last !== null || next !== null);
  const kept = keptFields(edits, names, change, record, written);
  const changed: JsonObject = {};
  const begun: KeptField[] = [];
  const edited: KeptField[] = [];
  for (const [name, value] of Object.entries(values)) {
    const [field, present, one] = [fields.get(name), record.values[name], kept.get(name)];
    const isSame = field !== undefined && present !== undefined && isSameValue(field, present, value);
    const isFilled = field !== undefined && present !== undefined && !isEmptyField(field, present);
    if (one !== undefined && isSame) {
      await adopt(edits, model, id, one);
    } else if (one !== undefined && !isOurs(one, record, isKnown)) {
      edited.push(await giveUp(edits, model, id, one));
    } else if (!isSame && !(care.onlyIfEmpty(name) && isFilled)) {
      changed[name] = value;
      begun.push(...(one === undefined ? [] : [one]));
    }
  }
  return { changed: withComputed(changed, change), begun, edited };
}

/** What Odoo computes from others, when those change, goes along although it is the same: else Odoo would make another value of it. */
function withComputed(changed: JsonObject, { values, fields, care }: CarefulChange): JsonObject {
  const computed = Object.entries(values).filter(
    ([name]) => fields.get(name)?.depends && !care.onlyIfEmpty(name) && !care.keepEdits(name),
  );
  return Object.keys(changed).length === 0 ? changed : { ...Object.fromEntries(computed), ...changed };
}

async function adopt(edits: Edits, model: string, id: bigint, { name, now, written }: KeptField): Promise<void> {
  const { last, next } = written;
  if (last !== now || next !== null) {
    await edits.keep(model, id, [{ field: name, last: now, next: null, noted: [], only: { last, next } }]);
  }
}

/** A write of which nothing more was heard did not come about, or was edited since: only the value it had is still the bridge's. */
async function giveUp(edits: Edits, model: string, id: bigint, kept: KeptField): Promise<KeptField> {
  const { last, next, ...written } = kept.written;
  if (next === null) {
    return kept;
  }
  const now = { ...written, last: next, next: null };
  await edits.keep(model, id, [{ ...now, only: { last, next } }]);
  return { ...kept, written: now };
}

/** Writes, and keeps what Odoo made of it. A crash in between leaves it known that the old and the new value are both the bridge's. */
async function writeMarked(
  { world, edits }: Running,
  change: CarefulChange,
  changed: JsonObject,
  begun: readonly KeptField[],
): Promise<void> {
  const { model, id } = change;
  const before = begun.map(({ name, now, incoming }) => ({ field: name, last: now, next: incoming, noted: [] }));
  await world.send({
    model,
    method: 'write',
    ids: [id],
    args: [changed],
    kwargs: {},
    // Not blindly: a person may have edited the record in the meantime.
    again: 'look_up',
    ...(begun.length > 0 && { onSend: () => edits.keep(model, id, before) }),
  });
  if (begun.length > 0) {
    const names = begun.map(({ name }) => name);
    const record = await readPresent(world, change, names);
    const after = begun.map((one) => keptAfter(edits, one, record, { last: one.now, next: one.incoming }));
    await edits.keep(model, id, after);
  }
}
