import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { unavailable } from './unavailable.ts';

interface Change {
  run: () => void;
  kept: () => void;
  failed: (error: unknown) => void;
}

/**
 * Commits all changes of one turn of the event loop together: a commit costs one write-through to the disk however much is in it. A
 * change is kept or fails alone; only when the commit itself fails do all of them.
 */
export class GroupCommit {
  readonly #database: DatabaseSync;
  readonly #savepoint: StatementSync;
  readonly #release: StatementSync;
  #waiting: Change[] = [];

  constructor(database: DatabaseSync) {
    this.#database = database;
    this.#savepoint = database.prepare('SAVEPOINT change');
    this.#release = database.prepare('RELEASE change');
  }

  /** Runs `change` in the next commit; its result comes once that is on disk. Throws StoreUnavailable. */
  add<T>(change: () => T): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      let result: T;
      if (this.#waiting.length === 0) {
        setImmediate(() => this.flush());
      }
      this.#waiting.push({
        run: () => {
          result = change();
        },
        kept: () => resolve(result),
        failed: reject,
      });
    });
  }

  /** Commits what is waiting, now. */
  flush(): void {
    const changes = this.#waiting;
    this.#waiting = [];
    if (changes.length === 0) {
      return;
    }
    try {
      this.#database.exec('BEGIN IMMEDIATE');
      const ran = changes.filter((change) => this.#run(change));
      this.#database.exec('COMMIT');
      for (const change of ran) {
        change.kept();
      }
    } catch (error) {
      this.#rollBack();
      for (const change of changes) {
        change.failed(unavailable(error));
      }
    }
  }

  /** A change that fails is undone alone. Where SQLite gave up the whole transaction (disk full), all of them fail. */
  #run(change: Change): boolean {
    this.#savepoint.run();
    try {
      change.run();
      this.#release.run();
      return true;
    } catch (error) {
      if (!this.#database.isTransaction) {
        throw error;
      }
      this.#database.exec('ROLLBACK TO change; RELEASE change');
      change.failed(unavailable(error));
      return false;
    }
  }

  #rollBack(): void {
    if (this.#database.isOpen && this.#database.isTransaction) {
      this.#database.exec('ROLLBACK');
    }
  }
}
