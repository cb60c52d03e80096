import { openSeal } from './seal.ts';
import { openDatabase } from './sqlite/database.ts';
import { ServingLock } from './sqlite/serving-lock.ts';
import { SqliteStore } from './sqlite/sqlite-store.ts';
import { type Store, StoreUnavailable } from './store.ts';

/**
 * Opens the store in the SQLite file at `path`, and its key in `path` + `.key`; makes them where they are missing. Throws
 * StoreUnavailable, in words that name the file.
 */
export async function openStore(path: string): Promise<Store> {
  const database = await openDatabase(path);
  try {
    return new SqliteStore(database, openSeal(`${path}.key`), new ServingLock(path));
  } catch (error) {
    database.close();
    if (error instanceof StoreUnavailable) {
      throw error;
    }
    const why = error instanceof Error ? error.message : String(error);
    throw new StoreUnavailable(`The key of the store, ${path}.key, cannot be read or made: ${why}`, { cause: error });
  }
}
