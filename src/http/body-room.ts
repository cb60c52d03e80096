import type { Readable } from 'node:stream';

/** What all bodies that are still coming in may hold together, in bytes; more where one body alone may be large. */
const ROOM = 64 * 1024 ** 2;
const LARGEST_BODIES = 4;

interface Coming {
  held: number;
  giveUp: () => void;
}

/** Bounds what bodies hold that are still coming in: past it, the ones that have been coming for the longest are given up. */
export class BodyRoom {
  readonly #coming = new Set<Coming>();
  #held = 0;

  /** Follows a body while it comes in; `giveUp` is told when others need its room. Gives what ends it. */
  follow(body: Readable, largest: number, giveUp: () => void): () => void {
    const room = Math.max(ROOM, LARGEST_BODIES * largest);
    const coming: Coming = { held: 0, giveUp };
    const count = (chunk: Uint8Array) => {
      if (this.#coming.has(coming)) {
        coming.held += chunk.length;
        this.#held += chunk.length;
        this.#makeRoom(room);
      }
    };
    const end = () => {
      body.off('data', count);
      this.#held -= this.#coming.delete(coming) ? coming.held : 0;
    };
    this.#coming.add(coming);
    body.on('data', count);
    return end;
  }

  #makeRoom(room: number): void {
    for (const coming of this.#coming) {
      if (this.#held <= room) {
        return;
      }
      this.#coming.delete(coming);
      this.#held -= coming.held;
      coming.giveUp();
    }
  }
}
