// One rule at every border of the program: Odoo's and Python's `int` is a bigint, `float` is a number. So 7 and 7.0 stay apart,
// and integers beyond 2^53 stay exact.

/** JSON as it travels to and from Odoo. Objects are plain; integers are bigints, floats are numbers. */
export type Json = null | boolean | bigint | number | string | Json[] | JsonObject;
export interface JsonObject {
  [key: string]: Json;
}

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

declare global {
  /** ECMAScript's "JSON.parse source text access", which TypeScript's library does not know yet. */
  interface JSON {
    parse(text: string, reviver: (key: string, value: Json, context: { source?: string }) => Json): Json;
    rawJSON(text: string): unknown;
  }
}

/** Reads JSON text; `7` becomes 7n, `7.0` becomes 7. Throws SyntaxError. */
export function parseJson(text: string): Json {
  return JSON.parse(text, (_key, value, { source }) =>
    typeof value === 'number' && source !== undefined && /^-?\d+$/.test(source) ? BigInt(source) : value,
  );
}

/** Writes JSON text; 7n becomes `7`, 7 becomes `7.0`, as Python would write them. */
export function writeJson(value: Json, indent?: number): string {
  return JSON.stringify(value, (_key, item) => rawNumber(item), indent);
}

function rawNumber(item: unknown): unknown {
  if (typeof item === 'bigint') {
    return JSON.rawJSON(item.toString());
  }
  const integral = typeof item === 'number' && Number.isInteger(item) && Math.abs(item) < 1e16;
  return integral ? JSON.rawJSON(`${item}.0`) : item;
}
