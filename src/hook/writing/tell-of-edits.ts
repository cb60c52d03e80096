import { OdooRejected } from '../../errors.ts';
import type { Fields } from '../../odoo/fields.ts';
import { type Json, writeJson } from '../../odoo/json.ts';
import { postText } from '../chatter.ts';
import type { Running } from '../running.ts';
import type { KeptField } from './kept-field.ts';

/** Values told of that are remembered, of one field; one told of again after so many others does no harm. */
const MOST_NOTED = 20;
const LONGEST_SHOWN = 100;

/** Says which edits were kept, once for each value that comes in: in the record's chatter, or in the log where it has none. */
export async function tellOfEdits(
  running: Running,
  { model, id, fields }: { model: string; id: bigint; fields: Fields },
  edited: readonly KeptField[],
): Promise<void> {
  const fresh = edited.filter(({ incoming, written }) => !written.noted.includes(incoming));
  if (fresh.length === 0) {
    return;
  }
  const parts = fresh.map(
    ({ name, field, present, value }) =>
      `${field.string || name} (${name}): ${shown(present)} is kept, ${shown(value)} came in`,
  );
  await tell(running, model, id, fields.has('message_ids'), `Edited here, so not overwritten: ${parts.join('; ')}`);
  const marks = fresh.map(({ name, incoming, written: { last, next, noted } }) => ({
    field: name,
    last,
    next,
    noted: [...noted, incoming].slice(-MOST_NOTED),
    only: { last, next },
  }));
  await running.edits.keep(model, id, marks);
}

async function tell(running: Running, model: string, id: bigint, hasChatter: boolean, text: string): Promise<void> {
  if (!hasChatter) {
    running.note(`${model} ${id}: ${text}`);
    return;
  }
  try {
    // Posted twice does less harm than a delivery that waits for a person.
    await postText(running.world, model, [id], text, { again: 'repeat' });
  } catch (error) {
    if (!(error instanceof OdooRejected)) {
      throw error;
    }
    running.note(`${model} ${id}: ${text} (not posted: ${error.message})`);
  }
}

function shown(value: Json): string {
  const isNothing = value === false || value === null || value === '';
  const text = typeof value === 'string' ? `“${value}”` : writeJson(value);
  return isNothing ? 'nothing' : text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN)}…` : text;
}
