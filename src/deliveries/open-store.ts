import { openDatabase } from './sqlite/database.ts';
import { SqliteStore } from './sqlite/sqlite-store.ts';
import type { Store } from './store.ts';

/** Opens the store in the SQLite file at `path` and makes it where it is missing. Throws StoreUnavailable, in words that name the file. */
export async function openStore(path: string): Promise<Store> {
  return new SqliteStore(await openDatabase(path));
}
