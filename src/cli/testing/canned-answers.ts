import type { PlacedTest } from '../../hook/hook-test.ts';
import type { Rpc } from '../../odoo/call.ts';
import { faultError } from '../../odoo/faults.ts';
import { isJson } from '../is-json.ts';

type Canned = PlacedTest['odoo'][number];

/** Answers of a test that come before the sandbox's. */
export interface CannedAnswers {
  rpc: Rpc;
  /** The model and method of those that nothing asked for. */
  unused(): string[];
}

/** Answers calls from the list, those of one model and method in their order; the rest goes on to `rpc`. */
export function cannedAnswers(list: readonly Canned[], rpc: Rpc): CannedAnswers {
  const left = [...list];
  return {
    async rpc(call) {
      const name = `${call.model}.${call.method}`;
      const index = left.findIndex((canned) => canned.call === name);
      const [canned] = index < 0 ? [] : left.splice(index, 1);
      return canned === undefined ? await rpc(call) : answer(canned);
    },
    unused: () => left.map(({ call }) => call),
  };
}

function answer({ call, answer: given, fault }: Canned) {
  if (fault !== undefined) {
    // Named as in Odoo's own texts: `ValidationError` is one of odoo.exceptions.
    const name = fault.name.includes('.') ? fault.name : `odoo.exceptions.${fault.name}`;
    throw faultError({ connection: 'the test', call }, { name, message: fault.message });
  }
  return isJson(given) ? given : null;
}
