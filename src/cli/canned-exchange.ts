import type { CannedDocument, HookTest } from '../hook/hook-test.ts';
import { writeJson } from '../odoo/json.ts';
import type { Answer, Asked, Exchange } from '../outgoing/exchange.ts';
import { isJson } from './is-json.ts';

/** Requests that go nowhere. */
export interface CannedExchange {
  exchange: Exchange;
  /** The URLs of the answers that nothing asked for. */
  unused(): string[];
}

/** Answers each GET from the list, or else by `otherwise`; what is sent is taken, and answered nothing. */
export function cannedExchange(
  list: HookTest['fetch'],
  otherwise: (asked: Asked) => Answer | Promise<Answer>,
): CannedExchange {
  const left = list.filter((canned) => 'url' in canned);
  return {
    async exchange(asked) {
      if (asked.method !== 'GET') {
        return document('', 200);
      }
      const index = left.findIndex(({ url }) => (URL.parse(url)?.href ?? url) === asked.url.href);
      const [canned] = index < 0 ? [] : left.splice(index, 1);
      return canned === undefined ? await otherwise(asked) : document(bodyOf(canned), Number(canned.status));
    },
    unused: () => left.map(({ url }) => url),
  };
}

/** An answer with this body. */
export function document(body: string | Uint8Array, status: number): Answer {
  return { status, type: 'application/json', location: undefined, retryAfter: undefined, body: Buffer.from(body) };
}

/** A text is a body as it stands, anything else becomes JSON. */
function bodyOf({ answer }: CannedDocument): string {
  return typeof answer === 'string' ? answer : writeJson(isJson(answer) ? answer : null);
}
