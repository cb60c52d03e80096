import { setTimeout } from 'node:timers/promises';
import { ServiceUnavailable } from '../errors.ts';

/** Files fetched at once. */
const AT_ONCE = 8;
/** Bytes that the files of all deliveries may hold together before another one is fetched. */
const ROOM = 64 * 1024 ** 2;
/** How long a file waits for its turn, in milliseconds: a delivery that waits may itself be what others wait for. */
const PATIENCE = 60_000;

/** What one delivery holds, in bytes. */
export interface Share {
  held: number;
}

/** Bounds what the files of deliveries take of the memory, from when they are fetched until their deliveries let go of them. */
export class FileRoom {
  readonly #patience: number;
  #held = 0;
  #fetching = 0;
  #waiting: { share: Share; begin: () => void }[] = [];

  constructor(patience = PATIENCE) {
    this.#patience = patience;
  }

  /** Fetches a file in its turn; its bytes count for `share`. Throws ServiceUnavailable when its turn does not come, and what `fetch` throws. */
  async load(share: Share, fetch: () => Promise<Buffer>): Promise<Buffer> {
    await this.#turn(share);
    try {
      const bytes = await fetch();
      share.held += bytes.length;
      this.#held += bytes.length;
      return bytes;
    } finally {
      this.#fetching -= 1;
      this.#begin();
    }
  }

  /** Nothing is held for `share` any more. */
  letGo(share: Share): void {
    this.#held -= share.held;
    share.held = 0;
    this.#begin();
  }

  async #turn(share: Share): Promise<void> {
    const turn = Promise.withResolvers<void>();
    const waiting = { share, begin: turn.resolve };
    this.#waiting.push(waiting);
    this.#begin();
    if (!this.#waiting.includes(waiting)) {
      return;
    }
    const given = new AbortController();
    const late = setTimeout(this.#patience, 'late', { signal: given.signal }).catch(() => undefined);
    const isLate = (await Promise.race([turn.promise, late])) === 'late' && this.#waiting.includes(waiting);
    given.abort();
    if (isLate) {
      this.#waiting = this.#waiting.filter((one) => one !== waiting);
      throw new ServiceUnavailable('other deliveries hold so many files that there was no room for this one');
    }
  }

  /** What a delivery holds itself does not keep it from more: it could not be carried out otherwise. */
  #begin(): void {
    const next = this.#waiting.findIndex(({ share }) => this.#held - share.held < ROOM);
    const [first] = next === -1 || this.#fetching >= AT_ONCE ? [] : this.#waiting.splice(next, 1);
    if (first !== undefined) {
      this.#fetching += 1;
      first.begin();
      this.#begin();
    }
  }
}
