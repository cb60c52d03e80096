import type { LoggedCall } from '../deliveries/delivery.ts';
import { hide } from '../deliveries/hide.ts';
import type { Rpc } from '../odoo/call.ts';
import { writeJson } from '../odoo/json.ts';
import { callText, faultText } from './call-text.ts';

/** The longest text of a call or an answer that is kept, in UTF-16 units. */
const LONGEST = 65_536;

/** An `rpc` that hands each call, with its time and its answer or fault, to `record` once it is over; `hidden` values are left out. */
export function recordedRpc(rpc: Rpc, hidden: ReadonlySet<string>, record: (call: LoggedCall) => void): Rpc {
  const kept = (text: string) => shorten(hide(text, hidden));
  return async (call) => {
    const startedAt = Date.now();
    const started = performance.now();
    const over = (outcome: { answer?: string; fault?: string }) => {
      const milliseconds = Math.round((performance.now() - started) * 100) / 100;
      record({ startedAt, milliseconds, call: kept(callText(call)), answer: outcome.answer, fault: outcome.fault });
    };
    try {
      const answer = await rpc(call);
      over({ answer: kept(writeJson(answer)) });
      return answer;
    } catch (error) {
      over({ fault: kept(faultText(error)) });
      throw error;
    }
  };
}

function shorten(text: string): string {
  const rest = text.length - LONGEST;
  return rest > 0 ? `${text.slice(0, LONGEST)}… (${rest} characters more, not kept)` : text;
}
