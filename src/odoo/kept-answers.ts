import { Keyv, KeyvMemoryAdapter } from 'keyv';
import { BoundedMap } from '../bounded-map.ts';
import type { OdooCall, Rpc } from './call.ts';
import { type Json, writeJson } from './json.ts';

const LIFE_TIME = 10 * 60_000;
const MOST_KEPT = 10_000;

/** Answers to look-ups that will do for some minutes: the record behind an external id. */
export interface KeptAnswers {
  /** An `rpc` that answers a call marked `kept` from memory where it can. */
  through(rpc: Rpc): Rpc;
  keep(call: OdooCall, answer: Json): Promise<void>;
  forget(call: OdooCall): Promise<void>;
}

/** Keeps the last 10,000 of them for ten minutes each. */
export function createKeptAnswers(): KeptAnswers {
  const kept = new Keyv<{ answer: Json }>({
    store: new KeyvMemoryAdapter(new BoundedMap(MOST_KEPT)),
    serialization: false,
    ttl: LIFE_TIME,
  });
  return {
    through: (rpc) => async (call) => {
      const known = call.kept === true ? await kept.get(keyOf(call)) : undefined;
      return known === undefined ? await rpc(call) : known.answer;
    },
    async keep(call, answer) {
      await kept.set(keyOf(call), { answer });
    },
    async forget(call) {
      await kept.delete(keyOf(call));
    },
  };
}

/** The same in every context: what an external id names depends on none. */
function keyOf({ model, method, args }: OdooCall): string {
  return writeJson([model, method, args]);
}
