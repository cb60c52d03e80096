import type { DatabaseSync } from 'node:sqlite';
import type { Settlement } from '../delivery.ts';

/** Writes how and when a delivery ended. */
export function prepareSettle(database: DatabaseSync) {
  const update = database.prepare('UPDATE deliveries SET state = ?, code = ?, reason = ?, settled_at = ? WHERE id = ?');

  return function settle(id: string, { state, code, reason }: Settlement, now: number): void {
    update.run(state, code ?? null, reason ?? null, now, id);
  };
}
