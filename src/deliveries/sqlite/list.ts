import type { DatabaseSync } from 'node:sqlite';
import type { DeliverySummary } from '../delivery.ts';
import type { ListFilter } from '../store.ts';
import { readSummary, SUMMARY_COLUMNS } from './summary-row.ts';

/** The delivery with a `unique` key, and its repeats. */
const NAMED = `WITH first AS (SELECT id FROM deliveries WHERE unique_key = ?)
  SELECT id FROM first UNION ALL SELECT id FROM deliveries WHERE duplicate_of IN (SELECT id FROM first)`;

/** Lists deliveries newest first, without what was in their requests. */
export function prepareList(database: DatabaseSync) {
  return function list({ hook, state, since, until, before, unique, key, limit }: ListFilter): DeliverySummary[] {
    const conditions = new Map<string, string | number | undefined>([
      ['hook = ?', hook],
      ['state = ?', state],
      ['received_at >= ?', since],
      ['received_at < ?', until],
      ['id < ?', before],
      [`id IN (${NAMED})`, unique],
      ['order_key = ?', key],
    ]);
    const given = [...conditions].flatMap(([text, value]) => (value === undefined ? [] : [{ text, value }]));
    const where = given.length === 0 ? '' : `WHERE ${given.map(({ text }) => text).join(' AND ')}`;
    const select = database.prepare(
      `SELECT ${SUMMARY_COLUMNS} FROM deliveries JOIN requests ON delivery = id ${where} ORDER BY id DESC LIMIT ?`,
    );
    return select.all(...given.map(({ value }) => value), limit).map(readSummary);
  };
}
