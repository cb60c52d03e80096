import { z } from 'zod';
import { OdooRejected, OdooUnavailable } from '../errors.ts';
import type { OdooCall } from './call.ts';
import type { Json } from './json.ts';

const LoadAnswer = z.object({
  ids: z.union([z.literal(false), z.array(z.bigint())]),
  messages: z
    .array(z.object({ type: z.string().default('error'), message: z.string(), field: z.unknown().optional() }))
    .default([]),
});

/** As PostgreSQL says it; Odoo hands it on in a message of the answer, and does not try again as with other calls. */
const LOST_RACE = /could not serialize access|deadlock detected|could not obtain lock/i;
const RACE_EXCEPTION = 'psycopg2.errors.SerializationFailure';
const MOST_MESSAGES = 5;

/**
 * The answer of `load`, which answers 200 without an error also when it made nothing. Throws OdooRejected with Odoo's messages then: one of
 * `isLostRace` when another call was at the same external id, so that looking it up again will help.
 */
export function loadOutcome({ model }: OdooCall, answer: Json): Json {
  const parsed = LoadAnswer.safeParse(answer);
  if (!parsed.success) {
    throw new OdooUnavailable(`${model}.load gave no list of ids and messages`, 'unknown');
  }
  const { ids, messages } = parsed.data;
  if (ids !== false && ids.length > 0) {
    return answer;
  }
  const errors = messages.filter(({ type }) => type === 'error');
  if (errors.length === 0 || errors.some(({ message }) => LOST_RACE.test(message))) {
    throw new OdooRejected(RACE_EXCEPTION, `${model}.load: ${errors[0]?.message.trim() ?? 'it made nothing'}`);
  }
  const lines = errors.map(({ message, field }) =>
    typeof field === 'string' ? `${model}.${field}: ${message.trim()}` : message.trim(),
  );
  const told = [...new Set(lines)].slice(0, MOST_MESSAGES).join('; ');
  throw new OdooRejected('odoo.exceptions.ValidationError', told);
}

/** Whether a `load` made nothing because another call was at the same external id. */
export function isLostRace(error: unknown): boolean {
  return error instanceof OdooRejected && error.exception === RACE_EXCEPTION;
}
