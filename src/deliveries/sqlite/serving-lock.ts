import { DatabaseSync } from 'node:sqlite';
import { StoreUnavailable } from '../store.ts';

/**
 * Says that one process, and no other, serves a store: SQLite's exclusive lock on a file of its own beside it. The operating system lets
 * go of it when the process dies, however it dies.
 */
export class ServingLock {
  readonly #file: string;
  #held: DatabaseSync | undefined;

  /** `store` is the store's file; the lock's is the same with `.lock`. */
  constructor(store: string) {
    this.#file = `${store}.lock`;
  }

  /** Takes the lock; false when another process, or another server of this one, has it. Throws StoreUnavailable. */
  take(): boolean {
    const database = this.#open();
    if (database === undefined) {
      return false;
    }
    this.#held = database;
    return true;
  }

  /** Whether somebody has the lock. Throws StoreUnavailable. */
  isTaken(): boolean {
    if (this.#held !== undefined) {
      return true;
    }
    const database = this.#open();
    database?.close();
    return database === undefined;
  }

  release(): void {
    this.#held?.close();
    this.#held = undefined;
  }

  #open(): DatabaseSync | undefined {
    let database: DatabaseSync | undefined;
    try {
      database = new DatabaseSync(this.#file, { timeout: 0 });
      database.exec('BEGIN EXCLUSIVE');
      return database;
    } catch (error) {
      database?.close();
      if (error instanceof Error && 'errcode' in error && error.errcode === SQLITE_BUSY) {
        return undefined;
      }
      const why = error instanceof Error ? error.message : String(error);
      throw new StoreUnavailable(`The lock of the store, ${this.#file}, cannot be taken: ${why}`, { cause: error });
    }
  }
}

const SQLITE_BUSY = 5;
