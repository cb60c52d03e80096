import type { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import type { ServingProcess } from '../store.ts';

const Row = z.object({ host: z.string(), pid: z.number() });

/** Which processes serve the store. One that was killed is still among them. */
export function prepareServers(database: DatabaseSync) {
  const insert = database.prepare('INSERT OR IGNORE INTO servers (host, pid) VALUES (?, ?)');
  const remove = database.prepare('DELETE FROM servers WHERE host = ? AND pid = ?');
  const select = database.prepare('SELECT host, pid FROM servers');

  return {
    announce: ({ host, pid }: ServingProcess) => void insert.run(host, pid),
    retract: ({ host, pid }: ServingProcess) => void remove.run(host, pid),
    serving: (): ServingProcess[] => select.all().map((row) => Row.parse(row)),
  };
}
