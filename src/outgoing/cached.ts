import { createHash } from 'node:crypto';
import { Keyv, KeyvMemoryAdapter } from 'keyv';
import { BoundedMap } from '../bounded-map.ts';
import type { Answered, Outgoing, Request } from './outgoing.ts';

const MOST_KEPT = 200;
/** A larger answer is not kept, in bytes. */
const LARGEST_KEPT = 256 * 1024;

/** Keeps answers for as long as their requests say, in this process; a request with other headers is another one. */
export function cached(outgoing: Outgoing): Outgoing {
  const kept = new Keyv<Answered>({ store: new KeyvMemoryAdapter(new BoundedMap(MOST_KEPT)), serialization: false });
  return {
    async ask(request) {
      if (request.cache === undefined) {
        return await outgoing.ask(request);
      }
      const key = keyOf(request);
      const known = await kept.get(key);
      if (known !== undefined) {
        return known;
      }
      const answer = await outgoing.ask(request);
      if (answer.status < 300 && answer.body.length <= LARGEST_KEPT) {
        await kept.set(key, answer, request.cache);
      }
      return answer;
    },
  };
}

/** A digest, so that no credentials stand in the cache. */
function keyOf({ method, url, headers }: Request): string {
  return createHash('sha256')
    .update(JSON.stringify([method, url, headers]))
    .digest('hex');
}
