import { StoreUnavailable } from '../store.ts';

const CONSTRAINT = 19;
const ERROR = 1;

/** SQLite's troubles with the disk, the file or another process; a broken constraint or statement is our own fault and stays what it is. */
export function unavailable(error: unknown): unknown {
  const code: unknown = error instanceof Error && 'errcode' in error ? error.errcode : undefined;
  if (!(error instanceof Error) || typeof code !== 'number' || [CONSTRAINT, ERROR].includes(code & 0xff)) {
    return error;
  }
  return new StoreUnavailable(`The store does not work: ${error.message}`, { cause: error });
}
