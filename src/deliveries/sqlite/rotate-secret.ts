import type { DatabaseSync } from 'node:sqlite';

/** Gives a hook a new lasting secret. Its others end at `othersUntil`, or when they would have ended before; ended ones are removed. */
export function prepareRotateSecret(database: DatabaseSync) {
  const remove = database.prepare('DELETE FROM secrets WHERE expires_at <= ?');
  const expire = database.prepare('UPDATE secrets SET expires_at = min(coalesce(expires_at, ?1), ?1) WHERE hook = ?2');
  const insert = database.prepare('INSERT INTO secrets (secret, hook, made_at) VALUES (?, ?, ?)');

  return function rotateSecret(hook: string, secret: string, othersUntil: number, now: number): void {
    expire.run(othersUntil, hook);
    remove.run(now);
    insert.run(secret, hook, now);
  };
}
