import type { DatabaseSync } from 'node:sqlite';
import type { State } from '../delivery.ts';

/** Pages of the file given back at once: about a megabyte. */
const PAGES_AT_ONCE = 256;

/** Removes what rested long enough. */
export function prepareCleanUp(database: DatabaseSync) {
  // The index of states is in the order of receipt, and nothing rests before it was received.
  const remove = database.prepare(
    `DELETE FROM deliveries WHERE id IN
       (SELECT id FROM deliveries WHERE state = ?1 AND id < ?2 AND settled_at < ?3 LIMIT ?4)`,
  );
  const removeVersions = database.prepare(
    'DELETE FROM versions WHERE (hook, order_key) IN (SELECT hook, order_key FROM versions WHERE done_at < ? LIMIT ?)',
  );
  const free = database.prepare('PRAGMA freelist_count');

  function freePages(): number {
    return Number(free.get()?.freelist_count);
  }

  return {
    cleanUp(states: readonly State[], before: number, most: number): number {
      const bound = idBefore(before);
      let removed = 0;
      for (const state of states) {
        removed += Number(remove.run(state, bound, before, most - removed).changes);
      }
      if (states.includes('done')) {
        removeVersions.run(before, most);
      }
      return removed;
    },
    shrink(): boolean {
      const pages = freePages();
      if (pages > 0) {
        database.exec(`PRAGMA incremental_vacuum(${PAGES_AT_ONCE})`);
      }
      const left = freePages();
      return left > 0 && left < pages;
    },
  };
}

/** All ids of deliveries received before that time sort before it. */
function idBefore(time: number): string {
  return (BigInt(Math.max(0, time)) << 35n).toString(32).padStart(16, '0');
}
