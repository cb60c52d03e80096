import type { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import type { ServingProcess } from '../store.ts';

const Row = z.object({ host: z.string(), pid: z.number() });

/** Which process serves the store: the last that said so. One that was killed is still there. */
export function prepareServers(database: DatabaseSync) {
  const insert = database.prepare('INSERT INTO servers (host, pid) VALUES (?, ?)');
  const clear = database.prepare('DELETE FROM servers');
  const remove = database.prepare('DELETE FROM servers WHERE host = ? AND pid = ?');
  const select = database.prepare('SELECT host, pid FROM servers');

  return {
    announce({ host, pid }: ServingProcess): void {
      clear.run();
      insert.run(host, pid);
    },
    retract: ({ host, pid }: ServingProcess) => void remove.run(host, pid),
    serving: (): ServingProcess[] => select.all().map((row) => Row.parse(row)),
  };
}
