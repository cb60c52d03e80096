import type { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import { STATES } from '../delivery.ts';
import type { NotPossible, ReplayOptions } from '../store.ts';
import { type Lanes, laneOf } from './lanes.ts';

const Row = z.object({
  id: z.string(),
  hook: z.string(),
  state: z.enum(STATES),
  order_key: z.string().nullable(),
  lane: z.string().nullable(),
  body_kept: z.enum(['whole', 'redacted', 'none']),
  is_sealed: z.number(),
});

/** Has deliveries carried out again, or not at all. */
export function prepareReplay(database: DatabaseSync, lanes: Lanes) {
  const select = database.prepare(
    `SELECT id, hook, state, order_key, lane, body_kept, sealed IS NOT NULL AS is_sealed
     FROM deliveries JOIN requests ON delivery = id WHERE id = ?`,
  );
  const requeue = database.prepare(
    `UPDATE deliveries SET state = 'received', code = NULL, reason = NULL, settled_at = NULL, next_at = NULL, failures = 0,
       first_failed_at = NULL, lane = ?1, run = run + ?2 WHERE id = ?3`,
  );
  const repeatUnknown = database.prepare(
    `UPDATE journal SET again = 'repeat' WHERE delivery = ? AND is_change = 1 AND answer IS NULL AND fault IS NULL`,
  );
  const settle = database.prepare(
    `UPDATE deliveries SET state = 'skipped', code = ?, reason = ?, settled_at = ?, lane = NULL, next_at = NULL WHERE id = ?`,
  );
  const dropSealed = database.prepare('UPDATE requests SET sealed = NULL WHERE delivery = ?');

  function read(id: string): z.infer<typeof Row> | undefined {
    const row = select.get(id);
    return row === undefined ? undefined : Row.parse(row);
  }

  function setAside(id: string, code: string, reason: string, now: number): void {
    const lane = read(id)?.lane;
    settle.run(code, reason, now, id);
    dropSealed.run(id);
    if (lane !== null && lane !== undefined && !lanes.isHeld(lane)) {
      lanes.goOn(lane, now);
    }
  }

  return {
    replay(id: string, { anew, repeat }: ReplayOptions, now: number): NotPossible | undefined {
      const row = read(id);
      if (row === undefined) {
        return 'unknown';
      }
      if (row.state === 'running') {
        return 'running';
      }
      if (row.body_kept !== 'whole' && row.is_sealed === 0) {
        return 'body not kept';
      }
      const lane = laneOf(id, row.hook, row.order_key ?? undefined);
      const isNew = anew || (row.state !== 'failed' && row.state !== 'waiting' && row.state !== 'received');
      if (repeat) {
        repeatUnknown.run(id);
      }
      requeue.run(lane, isNew ? 1 : 0, id);
      if (!lanes.enter(lane, row.hook, now)) {
        lanes.hasten(lane, now);
      }
      return undefined;
    },
    discard(id: string, reason: string, now: number): NotPossible | undefined {
      const row = read(id);
      if (row === undefined) {
        return 'unknown';
      }
      if (row.state === 'running') {
        return 'running';
      }
      setAside(id, 'discarded', reason, now);
      return undefined;
    },
    markUndone: (id: string, reason: string, now: number) => setAside(id, 'undone', reason, now),
  };
}
