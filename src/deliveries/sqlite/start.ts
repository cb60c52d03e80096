import type { DatabaseSync } from 'node:sqlite';

/** Marks a delivery as running since `now`. */
export function prepareStart(database: DatabaseSync) {
  const update = database.prepare("UPDATE deliveries SET state = 'running', started_at = ? WHERE id = ?");

  return function start(id: string, now: number): void {
    update.run(now, id);
  };
}
