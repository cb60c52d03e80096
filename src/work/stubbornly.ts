import { setTimeout } from 'node:timers/promises';
import type { Log } from '../log.ts';

const PAUSE = 1_000;

/**
 * Stores how a delivery ended, again and again until the store takes it: what was done in Odoo is done. When the server stops before,
 * the delivery is left running, and taken up again from its journal at the next start.
 */
export async function stubbornly(
  store: () => Promise<void>,
  { log, delivery, stopped }: { log: Log; delivery: string; stopped: AbortSignal },
): Promise<void> {
  for (let isFirst = true; ; isFirst = false) {
    try {
      await store();
      return;
    } catch (error) {
      if (isFirst) {
        log.error({ delivery, err: error }, 'the outcome of a delivery could not be stored yet');
      }
      if (stopped.aborted) {
        return;
      }
      await setTimeout(PAUSE, undefined, { signal: stopped }).catch(() => undefined);
    }
  }
}
