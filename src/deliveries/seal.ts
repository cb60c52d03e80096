import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, linkSync, openSync, readFileSync, unlinkSync, writeSync } from 'node:fs';
import { StoreUnavailable } from './store.ts';

const ALGORITHM = 'aes-256-gcm';
const KEY_LENGTH = 32;
const NONCE_LENGTH = 12;
const TAG_LENGTH = 16;
/** Bytes of a mark: enough that no two values of one field ever share it. */
const MARK_LENGTH = 16;

/** Encrypts what a delivery needs to be carried out again and what must not stand readable in the store. */
export class Seal {
  readonly #key: Uint8Array;

  constructor(key: Uint8Array) {
    this.#key = key;
  }

  close(text: string): Uint8Array {
    const nonce = randomBytes(NONCE_LENGTH);
    const cipher = createCipheriv(ALGORITHM, this.#key, nonce);
    const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
    return Buffer.concat([nonce, cipher.getAuthTag(), body]);
  }

  /** What equal texts share and others do not; it says nothing of the text to who has not the key. */
  mark(text: string): string {
    return createHmac('sha256', this.#key).update(text).digest().subarray(0, MARK_LENGTH).toString('base64url');
  }

  /** Throws StoreUnavailable when it was sealed with another key. */
  open(sealed: Uint8Array): string {
    const bytes = Buffer.from(sealed);
    const decipher = createDecipheriv(ALGORITHM, this.#key, bytes.subarray(0, NONCE_LENGTH));
    decipher.setAuthTag(bytes.subarray(NONCE_LENGTH, NONCE_LENGTH + TAG_LENGTH));
    try {
      return Buffer.concat([decipher.update(bytes.subarray(NONCE_LENGTH + TAG_LENGTH)), decipher.final()]).toString(
        'utf8',
      );
    } catch (error) {
      throw new StoreUnavailable('The store does not fit its key file: what it keeps sealed cannot be read', {
        cause: error,
      });
    }
  }
}

/** The seal whose key is kept in `file`; made, readable by its owner alone, where it is missing. */
export function openSeal(file: string): Seal {
  if (!existsSync(file)) {
    makeKey(file);
  }
  const key = readFileSync(file);
  if (key.length !== KEY_LENGTH) {
    throw new StoreUnavailable(`The key file ${file} is damaged: it must be ${KEY_LENGTH} bytes long`);
  }
  return new Seal(key);
}

/** Written whole under another name first: of two processes that make it together the second takes the first one's. */
function makeKey(file: string): void {
  const made = `${file}.${process.pid}-${randomBytes(4).toString('hex')}`;
  const descriptor = openSync(made, 'wx', 0o600);
  try {
    writeSync(descriptor, randomBytes(KEY_LENGTH));
    fsyncSync(descriptor);
    linkSync(made, file);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) {
      throw error;
    }
  } finally {
    closeSync(descriptor);
    unlinkSync(made);
  }
}
