import type { DatabaseSync } from 'node:sqlite';

/** Makes lanes due that wait for something, the longest due first. */
export function prepareWake(database: DatabaseSync) {
  const all = database.prepare(
    `UPDATE lanes SET due_at = ?1, waits_for = NULL WHERE lane IN
       (SELECT lane FROM lanes WHERE waits_for = ?2 AND due_at > ?1 ORDER BY due_at LIMIT ?3)`,
  );
  const ofHook = database.prepare(
    `UPDATE lanes SET due_at = ?1, waits_for = NULL WHERE lane IN
       (SELECT lane FROM lanes WHERE waits_for = ?2 AND due_at > ?1 AND hook = ?4 ORDER BY due_at LIMIT ?3)`,
  );

  const waiting = database.prepare('SELECT 1 FROM lanes WHERE waits_for = ? LIMIT 1');

  return {
    isWaitedFor: (what: string): boolean => waiting.get(what) !== undefined,
    wake(what: string, hooks: readonly string[] | undefined, most: number, now: number): void {
      if (hooks === undefined) {
        all.run(now, what, most);
      }
      for (const hook of hooks ?? []) {
        ofHook.run(now, what, most, hook);
      }
    },
  };
}
