import type { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import type { Delivery, JournalEntry } from '../delivery.ts';
import { hide } from '../hide.ts';
import type { Seal } from '../seal.ts';

const COLUMNS = 'n, call, is_change, again, sent_at, answer, fault, before, sealed';

const Row = z.object({
  n: z.number(),
  call: z.string(),
  is_change: z.number(),
  again: z.enum(['repeat', 'look_up', 'at_once', 'never']),
  sent_at: z.number(),
  answer: z.string().nullable(),
  fault: z.string().nullable(),
  before: z.string().nullable(),
  sealed: z.instanceof(Uint8Array).nullable(),
});

const Whole = z.object({
  call: z.string(),
  answer: z.string().optional(),
  fault: z.string().optional(),
  before: z.string().optional(),
});

/** The journals: what stands in them readable is without the hidden values; whole they are sealed. */
export function prepareJournals(database: DatabaseSync, seal: Seal) {
  const insert = database.prepare(
    `INSERT OR REPLACE INTO journal (delivery, run, ${COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const cutAfter = database.prepare('DELETE FROM journal WHERE delivery = ? AND run = ? AND n > ?');
  const select = database.prepare(`SELECT ${COLUMNS} FROM journal WHERE delivery = ? AND run = ? ORDER BY n`);

  return {
    write({ id, run, hidden }: Delivery, entries: readonly JournalEntry[]): void {
      for (const entry of entries) {
        const shown = withoutHidden(entry, hidden);
        const { n, isChange, again, sentAt } = entry;
        const sealed = shown === entry ? null : seal.close(JSON.stringify(Whole.parse(entry)));
        const texts = [shown.answer ?? null, shown.fault ?? null, shown.before ?? null];
        insert.run(id, run, n, shown.call, isChange ? 1 : 0, again, sentAt, ...texts, sealed);
      }
    },
    cutAfter({ id, run }: Delivery, last: number): void {
      cutAfter.run(id, run, last);
    },
    /** `whole`: with the hidden values. */
    read(id: string, run: number, whole: boolean): JournalEntry[] {
      return select.all(id, run).map((row) => {
        const { is_change, sent_at, sealed, answer, fault, before, ...same } = Row.parse(row);
        const shown: JournalEntry = {
          ...same,
          isChange: is_change === 1,
          sentAt: sent_at,
          answer: answer ?? undefined,
          fault: fault ?? undefined,
          before: before ?? undefined,
        };
        return whole && sealed !== null ? { ...shown, ...Whole.parse(JSON.parse(seal.open(sealed))) } : shown;
      });
    },
  };
}

export type Journals = ReturnType<typeof prepareJournals>;

/** The same entry when nothing in it is hidden. */
function withoutHidden(entry: JournalEntry, hidden: ReadonlySet<string>): JournalEntry {
  const { call, answer, fault, before } = entry;
  const shown = (text: string | undefined) => (text === undefined ? undefined : hide(text, hidden));
  const other = {
    ...entry,
    call: hide(call, hidden),
    answer: shown(answer),
    fault: shown(fault),
    before: shown(before),
  };
  const same = other.call === call && other.answer === answer && other.fault === fault && other.before === before;
  return same ? entry : other;
}
