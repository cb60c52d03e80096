import type { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';

const Head = z.object({ id: z.string(), next_at: z.number().nullable() });

/** The lane of a delivery: that of its order key, or its own. */
export function laneOf(id: string, hook: string, orderKey: string | undefined): string {
  return orderKey === undefined ? id : `${hook}\n${orderKey}`;
}

/** The lanes: what runs one after another, and when each is due. */
export function prepareLanes(database: DatabaseSync) {
  const insert = database.prepare(
    'INSERT INTO lanes (lane, hook, due_at) VALUES (?, ?, ?) ON CONFLICT (lane) DO NOTHING',
  );
  const setDue = database.prepare('UPDATE lanes SET due_at = ?, waits_for = ? WHERE lane = ?');
  const hasten = database.prepare('UPDATE lanes SET due_at = ?, waits_for = NULL WHERE lane = ? AND due_at > ?');
  const remove = database.prepare('DELETE FROM lanes WHERE lane = ?');
  const head = database.prepare('SELECT id, next_at FROM deliveries WHERE lane = ? ORDER BY id LIMIT 1');

  const isHeld = database.prepare('SELECT 1 FROM lanes WHERE lane = ? AND due_at IS NULL');

  function headOf(lane: string): z.infer<typeof Head> | undefined {
    const row = head.get(lane);
    return row === undefined ? undefined : Head.parse(row);
  }

  return {
    /** Adds work to a lane. `dueAt` null: it is carried out already. Gives whether the lane is new. */
    enter: (lane: string, hook: string, dueAt: number | null): boolean => insert.run(lane, hook, dueAt).changes === 1,
    headOf,
    /** Whether its first delivery is being carried out. */
    isHeld: (lane: string) => isHeld.get(lane) !== undefined,
    hold: (lane: string) => setDue.run(null, null, lane),
    /** Makes a lane that waits due now; one that is being carried out is left alone. */
    hasten: (lane: string, now: number) => hasten.run(now, lane, now),
    wait: (lane: string, dueAt: number, waitsFor: string | undefined) => setDue.run(dueAt, waitsFor ?? null, lane),
    /** Goes on with the next delivery of the lane, or ends the lane. */
    goOn(lane: string, now: number): void {
      const next = headOf(lane);
      if (next === undefined) {
        remove.run(lane);
      } else {
        setDue.run(Math.max(now, next.next_at ?? 0), null, lane);
      }
    },
  };
}

export type Lanes = ReturnType<typeof prepareLanes>;
