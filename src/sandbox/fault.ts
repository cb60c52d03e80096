import { type Json, writeJson } from '../odoo/json.ts';

/** Throws an exception of Odoo's, its Python class as its name. The message ends with what is known where a real Odoo may know more. */
export function raise(name: string, message: string, known: Iterable<string> = []): never {
  const names = [...known].join(', ');
  const rest = names && ` (the sandbox Odoo knows only: ${names})`;
  throw Object.assign(new Error(message + rest), { name });
}

/** A value as messages show it. */
export function repr(value: Json): string {
  return typeof value === 'string' ? `'${value}'` : writeJson(value);
}
