import type { DatabaseSync } from 'node:sqlite';
import type { Delivery, Ending } from '../delivery.ts';
import { type Lanes, laneOf } from './lanes.ts';

/** Writes how a delivery ended, and goes on with what comes after it. */
export function prepareSettle(database: DatabaseSync, lanes: Lanes) {
  const settle = database.prepare(
    `UPDATE deliveries SET state = ?, code = ?, reason = ?, settled_at = ?, lane = NULL, next_at = NULL WHERE id = ?`,
  );
  const wait = database.prepare(
    `UPDATE deliveries SET state = 'waiting', code = ?1, reason = ?2, next_at = ?3, failures = failures + 1,
       first_failed_at = coalesce(first_failed_at, ?4) WHERE id = ?5`,
  );
  const dropSealed = database.prepare('UPDATE requests SET sealed = NULL WHERE delivery = ? AND sealed IS NOT NULL');
  const dropSealedJournal = database.prepare(
    'UPDATE journal SET sealed = NULL WHERE delivery = ? AND sealed IS NOT NULL',
  );
  const keepVersion = database.prepare(
    `INSERT INTO versions (hook, order_key, version, delivery, done_at) VALUES (?1, ?2, ?3, ?4, ?5)
     ON CONFLICT (hook, order_key) DO UPDATE SET version = ?3, delivery = ?4, done_at = ?5`,
  );

  return function settleOne({ id, hook, keys }: Delivery, ending: Ending, now: number): void {
    const { state, code = null, reason = null } = ending;
    const lane = laneOf(id, hook, keys.order);
    if (state === 'waiting') {
      const nextAt = ending.nextAt ?? now;
      wait.run(code, reason, nextAt, now, id);
      lanes.wait(lane, nextAt, ending.waitsFor);
      return;
    }
    settle.run(state, code, reason, now, id);
    lanes.goOn(lane, now);
    if (state !== 'failed') {
      dropSealed.run(id);
      dropSealedJournal.run(id);
    }
    if (state === 'done' && keys.version !== undefined && keys.order !== undefined) {
      keepVersion.run(hook, keys.order, keys.version, id, now);
    }
  };
}
