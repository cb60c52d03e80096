import { closeSync, fdatasync, fdatasyncSync, openSync } from 'node:fs';
import { promisify } from 'node:util';

const sync = promisify(fdatasync);

/** Brings what was written to a file to the disk, past all caches, while the event loop goes on. */
export class Disk {
  readonly #descriptor: number;

  /** The file must exist, and stay the same file. */
  constructor(file: string) {
    this.#descriptor = openSync(file, 'r+');
  }

  async sync(): Promise<void> {
    await sync(this.#descriptor);
  }

  /** Does it before it comes back, and closes. */
  close(): void {
    fdatasyncSync(this.#descriptor);
    closeSync(this.#descriptor);
  }
}
