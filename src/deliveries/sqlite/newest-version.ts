import type { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';

const Row = z.object({ version: z.string(), delivery: z.string() });

/** Reads the newest version that was done for an order key. */
export function prepareNewestVersion(database: DatabaseSync) {
  const select = database.prepare('SELECT version, delivery FROM versions WHERE hook = ? AND order_key = ?');

  return function newestVersion(hook: string, orderKey: string): z.infer<typeof Row> | undefined {
    const row = select.get(hook, orderKey);
    return row === undefined ? undefined : Row.parse(row);
  };
}
