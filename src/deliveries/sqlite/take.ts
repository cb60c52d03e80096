import type { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import type { Delivery } from '../delivery.ts';
import type { TakeGroup } from '../store.ts';
import type { Lanes } from './lanes.ts';

const LaneRow = z.object({ lane: z.string(), due_at: z.number() });

/** Takes up what is due. */
export function prepareTake(database: DatabaseSync, lanes: Lanes, load: (id: string) => Delivery) {
  const earliest = database.prepare(
    'SELECT lane, due_at FROM lanes WHERE hook = ? AND due_at IS NOT NULL ORDER BY due_at LIMIT 1',
  );
  // The clock of a delivery stands still once its journal holds something: what is replayed must come to the same calls.
  const start = database.prepare(
    `UPDATE deliveries SET state = 'running', started_at = ?1, attempts = attempts + 1, next_at = NULL, code = NULL, reason = NULL,
       clock = CASE WHEN EXISTS (SELECT 1 FROM journal WHERE delivery = id AND run = deliveries.run) THEN clock ELSE ?1 END
     WHERE id = ?2`,
  );
  const fail = database.prepare(
    "UPDATE deliveries SET state = 'failed', code = 'unreadable', reason = ?, settled_at = ?, lane = NULL WHERE id = ?",
  );
  const abandoned = database.prepare('UPDATE lanes SET due_at = ?, waits_for = NULL WHERE due_at IS NULL');
  let turn = 0;

  function first(hook: string): z.infer<typeof LaneRow> | undefined {
    const row = earliest.get(hook);
    return row === undefined ? undefined : LaneRow.parse(row);
  }

  function takeOne(hook: string, now: number): Delivery | undefined {
    for (;;) {
      const lane = first(hook);
      if (lane === undefined || lane.due_at > now) {
        return undefined;
      }
      const head = lanes.headOf(lane.lane);
      if (head === undefined) {
        lanes.goOn(lane.lane, now);
      } else {
        lanes.hold(lane.lane);
        start.run(now, head.id);
        const delivery = loaded(head.id, lane.lane, now);
        if (delivery !== undefined) {
          return delivery;
        }
      }
    }
  }

  /** What cannot be read any more, such as for want of its key, fails, and holds up nothing. */
  function loaded(id: string, lane: string, now: number): Delivery | undefined {
    try {
      return load(id);
    } catch (error) {
      fail.run(error instanceof Error ? error.message : String(error), now, id);
      lanes.goOn(lane, now);
      return undefined;
    }
  }

  function takeGroup(group: TakeGroup, now: number): Delivery[] {
    const { hooks } = group;
    turn += 1;
    const split = turn % Math.max(1, hooks.length);
    const order = [...hooks.slice(split), ...hooks.slice(0, split)];
    return inTurn({ ...group, hooks: order }, (hook) => takeOne(hook, now));
  }

  return {
    take: (groups: readonly TakeGroup[], now: number) => groups.flatMap((group) => takeGroup(group, now)),
    nextDue(hooks: readonly string[]): number | undefined {
      const times = hooks.flatMap((hook) => first(hook)?.due_at ?? []);
      return times.length === 0 ? undefined : Math.min(...times);
    },
    recover: (now: number): number => Number(abandoned.run(now).changes),
  };
}

/** One of each hook in turn, so that one with a long queue does not keep the others waiting. */
function inTurn(
  { hooks, most, room = Number.POSITIVE_INFINITY }: TakeGroup,
  takeOne: (hook: string) => Delivery | undefined,
): Delivery[] {
  const taken: Delivery[] = [];
  let left = room;
  for (let working = hooks; working.length > 0 && taken.length < most; ) {
    working = working.filter((hook) => {
      const one = taken.length < most && left > 0 ? takeOne(hook) : undefined;
      if (one !== undefined) {
        taken.push(one);
        left -= one.request.body.length;
      }
      return one !== undefined;
    });
  }
  return taken;
}
