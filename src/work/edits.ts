import { z } from 'zod';
import type { Store } from '../deliveries/store.ts';
import type { Edits } from '../hook/writing/edits.ts';
import { markOf } from '../hook/writing/kept-field.ts';
import type { Journal } from './journal.ts';
import type { WriteBack } from './undo.ts';

const Marks = z.array(
  z.object({
    field: z.string(),
    last: z.string().nullable(),
    next: z.string().nullable(),
    noted: z.array(z.string()),
  }),
);

/** What was written over one connection, kept in the store. A delivery that is taken up again is told what it was told before. */
export function storedEdits(store: Store, connection: string, journal: Journal): Edits {
  return {
    mark: (text) => store.mark(text),
    async written(model, id) {
      const load = async () => (await store.written({ connection, model, id })).map((mark) => ({ ...mark }));
      return Marks.parse(await journal.recall(`written to ${model} ${id}`, load));
    },
    keep: (model, id, fields) => store.keepWritten({ connection, model, id }, fields),
  };
}

/** Runs a write that takes fields back; what it writes counts as the bridge's from then on, as what was there before it does until then. */
export async function keepWrittenBack(
  store: Store,
  connection: string,
  { model, id, values, fields }: WriteBack,
  write: () => Promise<unknown>,
): Promise<void> {
  const record = { connection, model, id };
  const marks = (await store.written(record)).flatMap((written) => {
    const [field, value] = [fields.get(written.field), values[written.field]];
    return field === undefined || value === undefined ? [] : [{ written, mark: markOf(store, field, value) }];
  });
  await store.keepWritten(
    record,
    marks.map(({ written, mark }) => ({ ...written, next: mark })),
  );
  await write();
  await store.keepWritten(
    record,
    marks.map(({ written: { field }, mark }) => ({ field, last: mark, next: null, noted: [] })),
  );
}
