import { HookRefused } from '../errors.ts';
import { JsonFault, parsePayload } from '../expression/json.ts';
import { type Json, parseJson } from '../odoo/json.ts';
import type { Answered } from '../outgoing/outgoing.ts';

/** As deep and as many as of a payload. */
const LIMITS = { depth: 64, keys: 100_000 };

/** The JSON of an answer. Throws HookRefused; `from` names the server in its message. */
export function jsonOf({ body, type }: Answered, from: string): Json {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(body);
    // Read twice: once within the bounds, once with each key as it stands.
    parsePayload(text, LIMITS);
    return parseJson(text);
  } catch (error) {
    const why = error instanceof JsonFault ? error.message : 'it is not UTF-8 text';
    throw new HookRefused('bad_answer', `${from} did not answer with JSON (${type || 'no content type'}): ${why}`);
  }
}
