import type { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import type { DeliveryLog, LoggedCall } from '../delivery.ts';
import { readSummary, SUMMARY_COLUMNS } from './summary-row.ts';

const Pairs = z
  .string()
  .transform((text): unknown => JSON.parse(text))
  .pipe(z.array(z.tuple([z.string(), z.string()])));

const RequestRow = z.object({
  query: Pairs,
  headers: Pairs,
  address: z.string(),
  body: z.instanceof(Uint8Array),
  body_kept: z.enum(['whole', 'redacted', 'none']),
});

const CallRow = z.object({
  started_at: z.number(),
  milliseconds: z.number(),
  call: z.string(),
  answer: z.string().nullable(),
  fault: z.string().nullable(),
});

/** Reads all that is kept of the delivery with exactly this id. */
export function prepareGet(database: DatabaseSync) {
  const selectDelivery = database.prepare(
    `SELECT ${SUMMARY_COLUMNS}, query, headers, address, body, body_kept
     FROM deliveries JOIN requests ON delivery = id WHERE id = ?`,
  );
  const selectCalls = database.prepare(
    'SELECT started_at, milliseconds, call, answer, fault FROM calls WHERE delivery = ? ORDER BY number',
  );

  return function get(id: string): DeliveryLog | undefined {
    const row = selectDelivery.get(id);
    if (row === undefined) {
      return undefined;
    }
    const summary = readSummary(row);
    const { body_kept, ...parts } = RequestRow.parse(row);
    const { method, path } = summary;
    const calls = selectCalls.all(id).map(readCall);
    return { ...summary, request: { method, path, ...parts }, bodyKept: body_kept, calls };
  };
}

function readCall(row: unknown): LoggedCall {
  const { started_at, answer, fault, ...same } = CallRow.parse(row);
  return { ...same, startedAt: started_at, answer: answer ?? undefined, fault: fault ?? undefined };
}
