import { setTimeout } from 'node:timers/promises';
import type { DeliverySummary } from '../../deliveries/delivery.ts';
import type { Store } from '../../deliveries/store.ts';

const PAUSE = 200;
/** Looked at in one round. */
const AT_ONCE = 200;

/** Without any that came to rest for so long, the others are not waited for: their hook may be gone, or their connection down. */
const PATIENCE = 30_000;

/** Waits until all have come to rest, waiting included; shows how many did, on a terminal. Gives those that did, as they are then. */
export async function whenAtRest(store: Store, ids: readonly string[]): Promise<DeliverySummary[]> {
  const left = new Set(ids);
  const rested: DeliverySummary[] = [];
  let giveUpAt = Date.now() + PATIENCE;
  while (left.size > 0 && Date.now() < giveUpAt) {
    for (const id of [...left].slice(0, AT_ONCE)) {
      const delivery = await store.get(id);
      const isAtRest = delivery === undefined || (delivery.state !== 'received' && delivery.state !== 'running');
      if (isAtRest) {
        left.delete(id);
        giveUpAt = Date.now() + PATIENCE;
        rested.push(...(delivery === undefined ? [] : [delivery]));
      }
    }
    showProgress(rested, ids.length);
    if (left.size > 0) {
      await setTimeout(PAUSE);
    }
  }
  return rested;
}

function showProgress(rested: readonly DeliverySummary[], all: number): void {
  if (all > 1 && process.stderr.isTTY) {
    const failed = rested.filter(({ state }) => state === 'failed').length;
    process.stderr.write(`\r${rested.length} of ${all}, ${failed} failed${rested.length === all ? '\n' : ''}`);
  }
}
