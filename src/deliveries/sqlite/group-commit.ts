import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { StoreUnavailable } from '../store.ts';
import type { Disk } from './disk.ts';
import { unavailable } from './unavailable.ts';

interface Change {
  run: () => void;
  written: () => void;
  failed: (error: unknown) => void;
}

/** What nobody waits for goes to the disk after so many milliseconds, unless it goes with something else. */
const SYNC_AFTER = 10;

/**
 * Commits changes in groups: those of one turn of the event loop, or those that came while the disk was at work. A change is written or
 * fails alone; only when the commit itself fails do all of the group. What is written survives the end of the process; on the disk, a
 * power cut too.
 */
export class GroupCommit {
  readonly #database: DatabaseSync;
  readonly #disk: Pick<Disk, 'sync'>;
  readonly #savepoint: StatementSync;
  readonly #release: StatementSync;
  #waiting: Change[] = [];
  #isDue = false;
  #isBehind = false;
  #syncing: Promise<void> | undefined;
  #syncLater: NodeJS.Timeout | undefined;
  #broken: StoreUnavailable | undefined;

  /** `disk`: the file that the database writes its commits to. */
  constructor(database: DatabaseSync, disk: Pick<Disk, 'sync'>) {
    this.#database = database;
    this.#disk = disk;
    this.#savepoint = database.prepare('SAVEPOINT change');
    this.#release = database.prepare('RELEASE change');
  }

  /** Runs `change`, perhaps twice, in the next commit; its result comes once that is written. Throws StoreUnavailable. */
  add<T>(change: () => T): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      let result: T;
      this.#waiting.push({
        run: () => {
          result = change();
        },
        written: () => resolve(result),
        failed: reject,
      });
      this.#begin();
    });
  }

  /** The same; its result comes once it is on the disk. Throws StoreUnavailable. */
  async addOnDisk<T>(change: () => T): Promise<T> {
    const result = await this.add(change);
    await this.onDisk();
    return result;
  }

  /** Comes back when all that was written is on the disk. Throws StoreUnavailable. */
  async onDisk(): Promise<void> {
    if (this.#broken !== undefined) {
      throw this.#broken;
    }
    if (this.#isBehind) {
      this.#syncing ??= this.#sync();
      await this.#syncing;
    }
  }

  /** Commits what is waiting, now. */
  flush(): void {
    const changes = this.#waiting;
    this.#waiting = [];
    if (changes.length === 0) {
      return;
    }
    try {
      if (this.#broken !== undefined) {
        throw this.#broken;
      }
      this.#database.exec('BEGIN IMMEDIATE');
      const ran = this.#runAll(changes);
      this.#database.exec('COMMIT');
      this.#isBehind = true;
      this.#syncLater ??= setTimeout(() => void this.onDisk().catch(() => undefined), SYNC_AFTER).unref();
      for (const change of ran) {
        change.written();
      }
    } catch (error) {
      this.#rollBack();
      for (const change of changes) {
        change.failed(unavailable(error));
      }
    }
  }

  /** Nothing is committed while the disk is at work: it would only have to be at work again, for less. */
  #begin(): void {
    if (this.#isDue || this.#syncing !== undefined || this.#waiting.length === 0) {
      return;
    }
    this.#isDue = true;
    setImmediate(() => {
      this.#isDue = false;
      if (this.#syncing === undefined) {
        this.flush();
      }
    });
  }

  async #sync(): Promise<void> {
    clearTimeout(this.#syncLater);
    this.#syncLater = undefined;
    try {
      await this.#disk.sync();
      this.#isBehind = false;
    } catch (error) {
      // What the system could not bring to the disk it may have thrown away: a second try would tell nothing.
      const why = error instanceof Error ? error.message : String(error);
      this.#broken = new StoreUnavailable(`The disk did not keep what was written to it (${why}). Start again.`);
      throw this.#broken;
    } finally {
      this.#syncing = undefined;
      this.#begin();
    }
  }

  /** Gives those that did not fail. Hardly ever does one: only then is each made so that it can be undone alone. */
  #runAll(changes: Change[]): Change[] {
    try {
      for (const { run } of changes) {
        run();
      }
      return changes;
    } catch (error) {
      if (changes.length === 1 || !this.#database.isTransaction) {
        throw error;
      }
      this.#database.exec('ROLLBACK; BEGIN IMMEDIATE');
      return changes.filter((change) => this.#run(change));
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
