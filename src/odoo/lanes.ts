/** Runs tasks of one key one after another, in this process; tasks of other keys do not wait for them. */
export interface Lanes {
  /** Runs `task` once all that came before it in these lanes are over. A task must not wait for a lane that it is in. */
  run<T>(keys: readonly string[], task: () => Promise<T>): Promise<T>;
  /**
   * Runs `body`, which can enter the lane with `enter`. The task that is run there is told whether it is `alone`: nobody else was in the
   * lane since `body` began, so what was looked up since then still holds in this process.
   */
  visit<T>(key: string, body: (enter: Enter) => Promise<T>): Promise<T>;
  /** Keeps that it is not known whether Odoo carried out what `owner` did in the lane; for as long as a call can be under way. */
  doubt(key: string, owner: string): void;
  /** Until when, in milliseconds since 1970, what another than `owner` did in the lane may still be carried out. */
  doubtfulUntil(key: string, owner: string): number | undefined;
}

export type Enter = <T>(task: (alone: boolean) => Promise<T>) => Promise<T>;

interface Lane {
  /** Settles when the last task so far is over. */
  last: Promise<void>;
  /** How many tasks are over. */
  over: number;
  visits: number;
}

/** `timeout`: how long a call can be under way, in milliseconds. */
export function createLanes(timeout: number): Lanes {
  const lanes = new Map<string, Lane>();
  const doubts = new Map<string, { owner: string; until: number }>();

  function open(key: string): Lane {
    const lane = lanes.get(key) ?? { last: Promise.resolve(), over: 0, visits: 0 };
    lane.visits += 1;
    lanes.set(key, lane);
    return lane;
  }

  async function within<T>(keys: readonly string[], body: (enter: Enter) => Promise<T>): Promise<T> {
    const visited = [...new Set(keys)].map((key) => ({ key, lane: open(key) }));
    const before = visited.map(({ lane }) => lane.over);
    try {
      return await body((task) =>
        pass(
          visited.map(({ lane }) => lane),
          () => task(visited.every(({ lane }, index) => lane.over === before[index])),
        ),
      );
    } finally {
      for (const { key, lane } of visited) {
        lane.visits -= 1;
        if (lane.visits === 0) {
          lanes.delete(key);
        }
      }
    }
  }

  return {
    run: (keys, task) => within(keys, (enter) => enter(task)),
    visit: (key, body) => within([key], body),
    doubt(key, owner) {
      const now = Date.now();
      for (const [other, { until }] of doubts) {
        if (until <= now) {
          doubts.delete(other);
        }
      }
      doubts.set(key, { owner, until: now + timeout });
    },
    doubtfulUntil(key, owner) {
      const doubt = doubts.get(key);
      return doubt === undefined || doubt.owner === owner || doubt.until <= Date.now() ? undefined : doubt.until;
    },
  };
}

/** A place in all lanes is taken at one stroke, so that no two tasks can wait for each other. */
async function pass<T>(lanes: readonly Lane[], task: () => Promise<T>): Promise<T> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const earlier = lanes.map(({ last }) => last);
  for (const lane of lanes) {
    lane.last = promise;
  }
  await Promise.all(earlier);
  try {
    return await task();
  } finally {
    for (const lane of lanes) {
      lane.over += 1;
    }
    resolve();
  }
}
