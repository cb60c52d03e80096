import type { PyObject, Value } from './value.ts';

/** A Python exception on its way up. `type` is Python's or Odoo's class name; `args` what it was raised with. */
export class PythonError extends Error {
  override readonly name = 'PythonError';
  readonly type: string;
  readonly args: Value[];
  /** Where it was raised, in UTF-16 units from the start of the source; set by the innermost running node. */
  offset: number | undefined;
  /** The object it was raised as by code of the language; undefined when it was raised by the language itself or a host object. */
  value: PyObject | undefined;

  constructor(type: string, args: Value[]) {
    super(args.length === 0 ? '' : String(args[0]));
    this.type = type;
    this.args = args;
  }
}

/** Raises Python's exception `type` with a message in CPython's words. */
export function raise(type: string, message: string): never {
  throw new PythonError(type, [message]);
}

/** The type of what Python can do and is not spoken here, known only when it runs. `except` does not catch it. */
export const NOT_SUPPORTED = 'not supported';
