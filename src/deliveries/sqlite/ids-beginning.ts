import type { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';

const MOST = 10;
const IdRow = z.object({ id: z.string() });

/** The ids that begin with `prefix`, newest first, at most 10. */
export function prepareIdsBeginning(database: DatabaseSync) {
  const select = database.prepare('SELECT id FROM deliveries WHERE id >= ? AND id < ? ORDER BY id DESC LIMIT ?');

  return function idsBeginning(prefix: string): string[] {
    return select.all(prefix, `${prefix}~`, MOST).map((row) => IdRow.parse(row).id);
  };
}
