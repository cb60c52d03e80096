import { execFileSync } from 'node:child_process';
import { closeSync, openSync, rmSync, writeSync } from 'node:fs';
import path from 'node:path';
import { tempFolder } from './temp-folder.ts';

/** Whether this process may make a small disk. */
export const MAY_MOUNT = process.getuid?.() === 0;

/** A disk of its own, in memory, that the test fills and frees. */
export class SmallDisk {
  readonly folder: string;
  readonly #remove: () => void;

  constructor(megabytes: number) {
    const temp = tempFolder();
    this.folder = temp.folder;
    this.#remove = temp.remove;
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'hookdoo-test', temp.folder]);
  }

  /** Takes all the room that is left. */
  fill(): void {
    const file = openSync(this.#filler, 'a');
    try {
      for (const size of [65_536, 4096, 1]) {
        writeUntilFull(file, Buffer.alloc(size));
      }
    } finally {
      closeSync(file);
    }
  }

  /** Gives the room back. */
  free(): void {
    rmSync(this.#filler, { force: true });
  }

  get #filler(): string {
    return path.join(this.folder, 'filler');
  }

  remove(): void {
    execFileSync('umount', [this.folder]);
    this.#remove();
  }
}

function writeUntilFull(file: number, block: Buffer): void {
  for (;;) {
    try {
      if (writeSync(file, block) < block.length) {
        return;
      }
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOSPC') {
        return;
      }
      throw error;
    }
  }
}
