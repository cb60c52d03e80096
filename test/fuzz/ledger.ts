import type { State } from '../../src/deliveries/delivery.ts';
import type { Store } from '../../src/deliveries/store.ts';
import { STRICT } from './hooks.ts';

const EVERYTHING = 10_000_000;
const WELL: readonly State[] = ['done', 'skipped', 'duplicate'];
const BADLY: readonly State[] = ['failed', 'rejected', 'duplicate'];

/** The deliveries that answers named, each with the status of its answer. */
export type Answered = ReadonlyMap<string, number>;

/** Holds what was answered against what is in the store; gives what does not fit, and how many deliveries there are. */
export async function compare(store: Store, answered: Answered): Promise<{ faults: string[]; stored: number }> {
  const rows = await store.list({ limit: EVERYTHING });
  const states = new Map(rows.map(({ id, state }) => [id, state]));
  const missing = [...answered].filter(([id]) => !states.has(id));
  const unanswered = rows.filter(({ id, hook }) => STRICT.includes(hook) && !answered.has(id));
  const wrong = rows.filter(({ id, hook, state }) => !fits(hook, state, answered.get(id)));
  return {
    stored: rows.length,
    faults: [
      ...missing.map(([id, status]) => `answered ${status}, and not in the store: ${id}`),
      ...unanswered.map(
        ({ id, hook, state, reason }) => `in the store, and not answered: ${id} ${hook} ${state} ${reason}`,
      ),
      ...wrong.map(({ id, hook, state }) => `answered ${answered.get(id)}, and it is ${state}: ${id} ${hook}`),
    ],
  };
}

/** Whether an answer told what the delivery came to; one that is answered once it is stored tells no more than that. */
function fits(hook: string, state: State, status: number | undefined): boolean {
  if (status === undefined || status === 202) {
    return true;
  }
  if (status >= 200 && status < 300) {
    return WELL.includes(state) || (hook === 'stored' && state === 'failed');
  }
  return BADLY.includes(state);
}
