import { setTimeout } from 'node:timers/promises';
import type { State } from '../deliveries/delivery.ts';
import type { Store } from '../deliveries/store.ts';
import type { Log } from '../log.ts';

/** How long settled deliveries are kept, in milliseconds. */
export interface Keep {
  done: number;
  failed: number;
}

/** Removed at once, so that requests between two slices wait for some milliseconds only. */
const SLICE = 200;
/** Between two slices. */
const REST = 20;
const EVERY = 10 * 60_000;
const DONE: readonly State[] = ['done', 'skipped', 'duplicate'];
const FAILED: readonly State[] = ['failed', 'rejected'];

/** Removes what was kept long enough, now and every ten minutes, until `stopped`. */
export async function cleanUpRegularly(store: Store, keep: () => Keep, log: Log, stopped: AbortSignal): Promise<void> {
  while (!stopped.aborted) {
    try {
      await cleanUp(store, keep(), stopped);
    } catch (error) {
      log.error({ err: error }, 'old deliveries could not be removed');
    }
    await rest(EVERY, stopped);
  }
}

/** Removes in small slices what was kept long enough, and gives the room back to the disk. */
export async function cleanUp(store: Store, { done, failed }: Keep, stopped: AbortSignal): Promise<void> {
  const now = Date.now();
  for (const [states, before] of [
    [DONE, now - done],
    [FAILED, now - failed],
  ] as const) {
    while (!stopped.aborted && (await store.cleanUp(states, before, SLICE)) > 0) {
      await rest(REST, stopped);
    }
  }
  while (!stopped.aborted && (await store.shrink())) {
    await rest(REST, stopped);
  }
}

async function rest(milliseconds: number, signal: AbortSignal): Promise<void> {
  await setTimeout(milliseconds, undefined, { signal, ref: false }).catch(() => undefined);
}
