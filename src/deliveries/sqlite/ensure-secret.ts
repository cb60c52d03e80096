import type { DatabaseSync } from 'node:sqlite';

/** Keeps a secret for a hook that has no lasting one. */
export function prepareEnsureSecret(database: DatabaseSync) {
  const insert = database.prepare(`
    INSERT INTO secrets (secret, hook, made_at) SELECT ?1, ?2, ?3
    WHERE NOT EXISTS (SELECT 1 FROM secrets WHERE hook = ?2 AND expires_at IS NULL)`);

  return function ensureSecret(hook: string, secret: string, now: number): void {
    insert.run(secret, hook, now);
  };
}
