import { setTimeout } from 'node:timers/promises';
import type { DeliverySummary } from '../../deliveries/delivery.ts';
import type { ListFilter, Store } from '../../deliveries/store.ts';

/** Milliseconds between two looks into the store. */
const PAUSE = 500;
const PAGE = 500;

/** Shows each delivery from `filter.since` on when it comes to rest, until `signal`; those in `shown` are known already. */
export async function follow(
  store: Store,
  filter: ListFilter & { since: number },
  shown: readonly DeliverySummary[],
  show: (delivery: DeliverySummary) => void,
  signal: AbortSignal,
): Promise<void> {
  let { since } = filter;
  let known = new Set(shown.filter(rests).map(nameOf));
  while (!signal.aborted) {
    const deliveries = await listAll(store, { ...filter, since });
    const resting = deliveries.filter(rests);
    for (const delivery of resting.filter((one) => !known.has(nameOf(one)))) {
      show(delivery);
    }
    known = new Set(resting.map(nameOf));
    // One that is still under way comes to rest later than those received after it.
    since = deliveries.find((one) => !rests(one))?.receivedAt ?? deliveries.at(-1)?.receivedAt ?? since;
    await setTimeout(PAUSE, undefined, { signal }).catch(() => undefined);
  }
}

/** All that were received since then, the oldest first. */
async function listAll(store: Store, filter: ListFilter): Promise<DeliverySummary[]> {
  const all: DeliverySummary[] = [];
  for (;;) {
    const before = all.at(-1)?.id;
    const page = await store.list({ ...filter, limit: PAGE, ...(before !== undefined && { before }) });
    all.push(...page);
    if (page.length < PAGE) {
      return all.reverse();
    }
  }
}

function rests({ state }: DeliverySummary): boolean {
  return state !== 'received' && state !== 'running';
}

/** One that waits and is done later comes to rest twice. */
function nameOf({ id, state }: DeliverySummary): string {
  return `${id} ${state}`;
}
