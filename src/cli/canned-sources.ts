import type { HookTest } from '../hook/hook-test.ts';
import type { Sources } from '../hook/sources.ts';
import type { Connection } from '../odoo/connection.ts';
import type { Json, JsonObject } from '../odoo/json.ts';
import { isJson } from './is-json.ts';

/** Odoos that nobody asks. */
export interface CannedSources {
  sources: Sources;
  /** The records that nothing asked for. */
  unused(): string[];
}

/** Finds each record in the list, or else by `otherwise`, which is told what was asked for; `uid` stands for the user of every connection. */
export function cannedSources(
  list: HookTest['fetch'],
  { uid, otherwise }: { uid: Connection['uid']; otherwise: (asked: string) => Json },
): CannedSources {
  const left = list.filter((canned) => 'odoo' in canned);
  return {
    sources: {
      uid,
      async read(odoo, { model, id }) {
        const index = left.findIndex((one) => one.odoo === odoo && one.model === model && one.id === id);
        const [canned] = index < 0 ? [] : left.splice(index, 1);
        return recordIn(canned === undefined ? otherwise(nameOf({ odoo, model, id })) : canned.answer);
      },
    },
    unused: () => left.map(nameOf),
  };
}

function recordIn(answer: unknown): JsonObject | null {
  return isJson(answer) && typeof answer === 'object' && !Array.isArray(answer) ? answer : null;
}

function nameOf({ odoo, model, id }: { odoo: string; model: string; id: bigint }): string {
  return `${model} ${id} of ${odoo}`;
}
