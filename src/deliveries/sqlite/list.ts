import type { DatabaseSync } from 'node:sqlite';
import type { DeliverySummary } from '../delivery.ts';
import type { ListFilter } from '../store.ts';
import { readSummary, SUMMARY_COLUMNS } from './summary-row.ts';

/** Lists deliveries newest first, without what was in their requests. */
export function prepareList(database: DatabaseSync) {
  return function list({ hook, state, since, until, before, limit }: ListFilter): DeliverySummary[] {
    const conditions = new Map<string, string | number | undefined>([
      ['hook = ?', hook],
      ['state = ?', state],
      ['received_at >= ?', since],
      ['received_at < ?', until],
      ['id < ?', before],
    ]);
    const given = [...conditions].flatMap(([text, value]) => (value === undefined ? [] : [{ text, value }]));
    const where = given.length === 0 ? '' : `WHERE ${given.map(({ text }) => text).join(' AND ')}`;
    const select = database.prepare(
      `SELECT ${SUMMARY_COLUMNS} FROM deliveries JOIN requests ON delivery = id ${where} ORDER BY id DESC LIMIT ?`,
    );
    return select.all(...given.map(({ value }) => value), limit).map(readSummary);
  };
}
