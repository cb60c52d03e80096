import { createHash } from 'node:crypto';
import { OdooRejected } from '../errors.ts';
import type { OdooCall } from '../odoo/call.ts';
import { type Json, type JsonObject, writeJson } from '../odoo/json.ts';

/** A longer text, such as a file in Base64, is told by its digest, in UTF-16 units. */
const LONGEST = 16_384;

/** A call as JSON: what it is known by in the log and in the journal. */
export function callText({ model, method, ids, args, kwargs }: OdooCall): string {
  const named = withoutLongTexts(kwargs);
  return writeJson({
    model,
    method,
    ...(ids !== undefined && { ids: [...ids] }),
    args: withoutLongTexts(args),
    kwargs: named,
  });
}

/** The same value with a digest in place of each long text: equal values stay equal, and others do not become so. */
export function withoutLongTexts(value: Json): Json {
  if (typeof value === 'string') {
    return value.length > LONGEST ? digest(value) : value;
  }
  if (Array.isArray(value)) {
    return value.map(withoutLongTexts);
  }
  return typeof value === 'object' && value !== null ? mapWithout(value) : value;
}

function mapWithout(map: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(map).map(([key, value]) => [key, withoutLongTexts(value)]));
}

function digest(text: string): string {
  return `(${text.length} characters, sha256 ${createHash('sha256').update(text).digest('hex')})`;
}

/** What went wrong with a call, for people. */
export function faultText(error: unknown): string {
  if (error instanceof OdooRejected) {
    return `${error.exceptionName}: ${error.message}`;
  }
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}
