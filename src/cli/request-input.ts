import { readFile } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';
import { InvalidArgumentError } from 'commander';
import { CannotRun } from './command.ts';

const NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
const VALUE = /^[\t\x20-\x7e\x80-\xff]*$/;

/** The option by which a command is given headers of a request; `addHeader` reads it. */
export const HEADER_OPTION = [
  '--header <header>',
  'a header of the request, as in curl: "Name: value"; again for more',
] as const;

/** Adds a header that was given as `Name: value`. Throws InvalidArgumentError. */
export function addHeader(text: string, headers: [string, string][]): [string, string][] {
  const colon = text.indexOf(':');
  const name = text.slice(0, colon).trim();
  const value = text.slice(colon + 1).trim();
  if (colon < 1 || !NAME.test(name)) {
    throw new InvalidArgumentError('It must be "Name: value".');
  }
  if (!VALUE.test(value)) {
    throw new InvalidArgumentError('Its value has characters that no header may have.');
  }
  return [...headers, [name, value]];
}

/** The bytes of a file, as they are; `-` is the standard input. Throws CannotRun. */
export async function readBody(file: string): Promise<Uint8Array> {
  try {
    return file === '-' ? await buffer(process.stdin) : await readFile(file);
  } catch (error) {
    throw new CannotRun(`${file} cannot be read: ${error instanceof Error ? error.message : error}`);
  }
}
