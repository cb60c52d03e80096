import { closeSync, mkdirSync, openSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout } from 'node:timers/promises';
import { StoreUnavailable } from '../store.ts';
import { MIGRATIONS } from './migrations.ts';

/** How long a change waits while another process (the command line beside the server) writes, in milliseconds. */
const BUSY_TIMEOUT = 5_000;
const BUSY_PAUSE = 20;
const SQLITE_BUSY = 5;

/** Opens the file, makes it (readable by its owner alone) where it is missing, and brings its schema up to date. */
export async function openDatabase(file: string): Promise<DatabaseSync> {
  const giveUpAt = Date.now() + BUSY_TIMEOUT;
  for (;;) {
    try {
      return openOnce(file);
    } catch (error) {
      if (isBusy(error) && Date.now() < giveUpAt) {
        await setTimeout(BUSY_PAUSE);
      } else if (error instanceof StoreUnavailable) {
        throw error;
      } else {
        const why = error instanceof Error ? error.message : String(error);
        throw new StoreUnavailable(`The store ${file} cannot be opened: ${why}`, { cause: error });
      }
    }
  }
}

function openOnce(file: string): DatabaseSync {
  mkdirSync(path.dirname(file), { recursive: true });
  closeSync(openSync(file, 'a', 0o600));
  const database = new DatabaseSync(file, { timeout: BUSY_TIMEOUT });
  try {
    // Counts only for a file that holds nothing yet, and must come first.
    database.exec('PRAGMA auto_vacuum = INCREMENTAL');
    // With NORMAL the disk is left out of each commit, and of nothing else: GroupCommit brings commits there, in a thread of its own.
    database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON');
    migrate(database, file);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

/** The switch to WAL does not wait for another process as other changes do. */
function isBusy(error: unknown): boolean {
  return error instanceof Error && 'errcode' in error && error.errcode === SQLITE_BUSY;
}

/** Inside one transaction, so that two processes that open a new file together do not both make the tables. */
function migrate(database: DatabaseSync, file: string): void {
  if (version(database) === MIGRATIONS.length) {
    return;
  }
  database.exec('BEGIN IMMEDIATE');
  const from = version(database);
  if (from > MIGRATIONS.length) {
    database.exec('ROLLBACK');
    throw new StoreUnavailable(
      `The store ${file} was made by a newer Hookdoo (schema ${from}; this one knows ${MIGRATIONS.length}). Use that version, or another file.`,
    );
  }
  for (const step of MIGRATIONS.slice(from)) {
    database.exec(step);
  }
  database.exec(`PRAGMA user_version = ${MIGRATIONS.length}; COMMIT`);
}

function version(database: DatabaseSync): number {
  return Number(database.prepare('PRAGMA user_version').get()?.user_version);
}
