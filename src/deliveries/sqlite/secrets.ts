import type { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import type { StoredSecret } from '../store.ts';

const SecretRow = z.object({
  hook: z.string(),
  secret: z.string(),
  made_at: z.number(),
  expires_at: z.number().nullable(),
});

/**
 * Reads all secrets, newest first. They are read from the file again only when another process changed it (`data_version`), or
 * `forget` was called after a change of our own.
 */
export function prepareSecrets(database: DatabaseSync) {
  const selectVersion = database.prepare('PRAGMA data_version');
  const select = database.prepare(
    'SELECT hook, secret, made_at, expires_at FROM secrets ORDER BY expires_at IS NOT NULL, made_at DESC',
  );
  let known: readonly StoredSecret[] | undefined;
  let knownVersion: unknown;

  function secrets(): readonly StoredSecret[] {
    const version = selectVersion.get()?.data_version;
    if (known === undefined || version !== knownVersion) {
      const read = select.all().map(readSecret);
      known = known !== undefined && sameSecrets(known, read) ? known : read;
      knownVersion = version;
    }
    return known;
  }

  return {
    secrets,
    forget: () => {
      known = undefined;
    },
  };
}

function readSecret(row: unknown): StoredSecret {
  const { hook, secret, made_at, expires_at } = SecretRow.parse(row);
  return { hook, secret, madeAt: made_at, expiresAt: expires_at ?? undefined };
}

function sameSecrets(one: readonly StoredSecret[], other: readonly StoredSecret[]): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
