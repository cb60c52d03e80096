import type { DatabaseSync } from 'node:sqlite';

/** Writes a row and takes it back: its page still goes to the disk with the commit. */
export function prepareCheck(database: DatabaseSync) {
  const insert = database.prepare("INSERT INTO secrets (secret, hook, made_at) VALUES ('', '', 0)");
  const remove = database.prepare("DELETE FROM secrets WHERE secret = ''");

  return function check(): void {
    insert.run();
    remove.run();
  };
}
