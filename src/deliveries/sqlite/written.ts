import type { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import type { Store, WrittenField, WrittenRecord } from '../store.ts';

const Row = z.object({
  field: z.string(),
  last: z.string().nullable(),
  next: z.string().nullable(),
  noted: z.string().transform((text) => z.array(z.string()).parse(JSON.parse(text))),
});

/** What the bridge wrote last to fields of records. */
export function prepareWritten(database: DatabaseSync) {
  const select = database.prepare(
    'SELECT field, last, next, noted FROM written WHERE connection = ? AND model = ? AND record = ?',
  );
  const selectOne = database.prepare(
    'SELECT field, last, next, noted FROM written WHERE connection = ? AND model = ? AND record = ? AND field = ?',
  );
  const replace = database.prepare(
    'INSERT OR REPLACE INTO written (connection, model, record, field, last, next, noted) VALUES (?, ?, ?, ?, ?, ?, ?)',
  );

  return {
    written({ connection, model, id }: WrittenRecord): WrittenField[] {
      return select.all(connection, model, id).map((row) => Row.parse(row));
    },
    keepWritten({ connection, model, id }: WrittenRecord, fields: Parameters<Store['keepWritten']>[1]): void {
      for (const { field, last, next, noted, only } of fields) {
        const row = selectOne.get(connection, model, id, field);
        const now = row === undefined ? { last: null, next: null } : Row.parse(row);
        if (only === undefined || (now.last === only.last && now.next === only.next)) {
          replace.run(connection, model, id, field, last, next, JSON.stringify(noted));
        }
      }
    },
  };
}
