import type { Outgoing, Request } from '../outgoing/outgoing.ts';
import { FileRoom, type Share } from './file-room.ts';

/** The largest file that is downloaded or attached, in bytes. */
export const LARGEST_FILE = 25 * 1024 * 1024;
const TIMEOUT = 60_000;

/** The memory is that of the whole process. */
const ROOM = new FileRoom();

/** The files that one delivery downloads. */
export class Downloads {
  readonly #outgoing: Outgoing;
  readonly #share: Share = { held: 0 };

  constructor(outgoing: Outgoing) {
    this.#outgoing = outgoing;
  }

  /** The bytes at a URL. Throws HookRefused, ServiceUnavailable. */
  async get(request: Pick<Request, 'url' | 'headers' | 'secrets'>): Promise<Buffer> {
    return await ROOM.load(this.#share, async () => {
      const { body } = await this.#outgoing.ask({ ...request, method: 'GET', limit: LARGEST_FILE, timeout: TIMEOUT });
      return body;
    });
  }

  /** The delivery is over: its files need no room any more. */
  letGo(): void {
    ROOM.letGo(this.#share);
  }
}
