import type { DatabaseSync } from 'node:sqlite';

/** Counts the deliveries that are not settled. */
export function preparePending(database: DatabaseSync) {
  const select = database.prepare('SELECT count(*) AS pending FROM deliveries WHERE lane IS NOT NULL');

  return function pending(): number {
    return Number(select.get()?.pending);
  };
}
