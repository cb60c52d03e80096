import { fieldText, isEmptyField } from '../../odoo/field-text.ts';
import type { Field, Fields } from '../../odoo/fields.ts';
import { type Json, type JsonObject, writeJson } from '../../odoo/json.ts';
import type { Edits, KeptMark, WrittenMark } from './edits.ts';
import type { PresentRecord } from './present-record.ts';

/** A field whose edits are kept, with its value on the way. */
export interface KeptField {
  name: string;
  field: Field;
  value: Json;
  present: Json;
  /** The marks of what came in and of what Odoo has. */
  incoming: string;
  now: string;
  written: WrittenMark;
}

const NEVER_WRITTEN = { last: null, next: null, noted: [] };

/** Those of the fields `names` of which Odoo told what they hold. */
export function keptFields(
  edits: Edits,
  names: readonly string[],
  { values, fields }: { values: JsonObject; fields: Fields },
  record: PresentRecord,
  written: readonly WrittenMark[],
): Map<string, KeptField> {
  const kept = new Map<string, KeptField>();
  for (const name of names) {
    const [field, present, value] = [fields.get(name), record.values[name], values[name]];
    if (field !== undefined && present !== undefined && value !== undefined) {
      const mark = written.find((one) => one.field === name) ?? { field: name, ...NEVER_WRITTEN };
      const [incoming, now] = [markOf(edits, field, value), markOf(edits, field, present)];
      kept.set(name, { name, field, value, present, incoming, now, written: mark });
    }
  }
  return kept;
}

/** The mark of a value of a field, the same for all its forms. */
export function markOf(edits: Pick<Edits, 'mark'>, field: Field, value: Json): string {
  return edits.mark(fieldText(field, value) ?? writeJson(value));
}

/**
 * Whether what Odoo has is the bridge's: what it wrote last, or nothing. After a write of which nothing more was heard, what it was about to
 * write; or whatever is there, as Odoo may have changed it, if the bridge was the last to write the record. A record that it made, and
 * that nobody else wrote since, is its own too; `isKnown` is whether anything was kept of the record.
 */
export function isOurs({ field, present, now, written }: KeptField, record: PresentRecord, isKnown: boolean): boolean {
  if (isEmptyField(field, present) || now === written.last) {
    return true;
  }
  if (written.next !== null) {
    return now === written.next || record.isLastOurs;
  }
  return !isKnown && record.isMadeOurs && record.isLastOurs;
}

/** What is to be kept once a field was written: what Odoo holds now, which may differ from what it was sent. */
export function keptAfter(
  edits: Edits,
  { name, field, incoming }: Pick<KeptField, 'name' | 'field' | 'incoming'>,
  record: PresentRecord | undefined,
  only: KeptMark['only'],
): KeptMark {
  // Where somebody else has written the record since, what differs from what was sent is that person's.
  const held = record?.isLastOurs === true ? record.values[name] : undefined;
  const last = held === undefined ? incoming : markOf(edits, field, held);
  return { field: name, last, next: null, noted: [], ...(only && { only }) };
}

/** The same for a field of a record that was just made. */
export function keptFirst(
  edits: Edits,
  name: string,
  field: Field,
  value: Json,
  record: PresentRecord | undefined,
): KeptMark {
  const incoming = markOf(edits, field, value);
  return keptAfter(edits, { name, field, incoming }, record, { last: null, next: null });
}
