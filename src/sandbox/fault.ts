import { type Json, writeJson } from '../odoo/json.ts';

/** An exception of Odoo's; `exception` is its Python class. */
export class Fault extends Error {
  readonly exception: string;

  constructor(exception: string, message: string) {
    super(message);
    this.exception = exception;
  }
}

export function valueError(message: string): Fault {
  return new Fault('builtins.ValueError', message);
}

/** What was found; the fault where nothing was. */
export function orFault<T>(found: T | undefined, exception: string, message: () => string): T {
  if (found === undefined) {
    throw new Fault(exception, message());
  }
  return found;
}

/** Ends the message about something that a real Odoo may well have. */
export function knownHere(names: Iterable<string>): string {
  return ` (the sandbox Odoo knows only: ${[...names].join(', ')})`;
}

/** A value as messages show it. */
export function repr(value: Json): string {
  return typeof value === 'string' ? `'${value}'` : writeJson(value);
}
