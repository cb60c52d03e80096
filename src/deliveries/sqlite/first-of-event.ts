import type { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import { type Delivery, STATES } from '../delivery.ts';

const First = z.object({ id: z.string(), state: z.enum(STATES), received_at: z.number() });
export type First = z.output<typeof First>;

/** Finds the delivery that one is a repeat of; one whose time (`uniqueFor`, see Arrival) is over gives its key away. */
export function prepareFirstOfEvent(database: DatabaseSync) {
  const findFirst = database.prepare('SELECT id, state, received_at FROM deliveries WHERE hook = ? AND unique_key = ?');
  const findNewer = database.prepare(
    'SELECT 1 FROM deliveries WHERE hook = ? AND order_key = ? AND id > ? AND duplicate_of IS NULL LIMIT 1',
  );
  const releaseKey = database.prepare('UPDATE deliveries SET unique_key = NULL WHERE id = ?');

  return function firstOfEvent({ hook, keys, receivedAt }: Delivery, uniqueFor: number | undefined): First | undefined {
    const known = keys.unique === undefined ? undefined : findFirst.get(hook, keys.unique);
    if (known === undefined) {
      return undefined;
    }
    const first = First.parse(known);
    const isOver = uniqueFor !== undefined && receivedAt - first.received_at > uniqueFor;
    if (isOver || (uniqueFor !== undefined && findNewer.get(hook, keys.order ?? null, first.id) !== undefined)) {
      releaseKey.run(first.id);
      return undefined;
    }
    return first;
  };
}
