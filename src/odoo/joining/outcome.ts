import { OdooRejected, OdooUnavailable } from '../../errors.ts';
import { isDenied, sameError } from '../circuit.ts';
import type { Json } from '../json.ts';
import type { Strain } from '../slots.ts';
import type { Share } from './kind.ts';
import type { Waiting } from './together.ts';

/** A call with who waits for its answer. */
export interface Asked extends Waiting {
  answer: (answer: Json) => void;
  fail: (error: unknown) => void;
}

/** What became of a call, or of several that were sent as one. */
export interface Outcome {
  how: Strain;
  /** Tells those whose outcome this is. */
  tell: () => void;
  /** Those that are sent again, as nothing of them was done, in these parts. */
  again: Asked[][];
}

export const NOTHING_SENT: Outcome = { how: 'not asked', tell: () => undefined, again: [] };

/** Odoo answered. Where all are to be sent together again it did not say which of them is guilty: then in halves. */
export function answered(calls: Asked[], shares: Share[]): Outcome {
  const together = calls.filter((_call, index) => shares[index] === 'together');
  const alone = calls.filter((_call, index) => shares[index] === 'alone').map((call) => [call]);
  const again = together.length === calls.length ? halves(together) : [together].filter(({ length }) => length > 0);
  const tell = () => {
    for (const [index, call] of calls.entries()) {
      const share = shares[index];
      if (typeof share === 'object') {
        call.answer(share.answer);
      }
    }
  };
  return { how: 'answered', tell, again: [...again, ...alone] };
}

/** There was no result. What Odoo refused it has undone, so that several can be sent again in halves; all else is for each of them. */
export function failed(calls: Asked[], error: unknown): Outcome {
  const how = error instanceof OdooUnavailable && !error.unreachable ? 'strained' : 'answered';
  if (calls.length > 1 && error instanceof OdooRejected && !isDenied(error)) {
    return { how, tell: () => undefined, again: halves(calls) };
  }
  return { how, tell: () => tellAll(calls, error), again: [] };
}

/** The circuit was open, and nothing was sent. */
export function refused(calls: Asked[], error: unknown): Outcome {
  return { ...NOTHING_SENT, tell: () => tellAll(calls, error) };
}

function tellAll(calls: Asked[], error: unknown): void {
  for (const { fail } of calls) {
    const own = error instanceof OdooRejected || error instanceof OdooUnavailable ? sameError(error) : error;
    fail(calls.length === 1 ? error : own);
  }
}

function halves(calls: Asked[]): Asked[][] {
  const middle = Math.ceil(calls.length / 2);
  return [calls.slice(0, middle), calls.slice(middle)];
}
