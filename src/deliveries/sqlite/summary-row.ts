import { z } from 'zod';
import { type DeliverySummary, STATES } from '../delivery.ts';

/** The columns a summary is read from. */
export const SUMMARY_COLUMNS = 'id, hook, received_at, state, code, reason, settled_at, method, path';

const SummaryRow = z.object({
  id: z.string(),
  hook: z.string(),
  received_at: z.number(),
  state: z.enum(STATES),
  code: z.string().nullable(),
  reason: z.string().nullable(),
  settled_at: z.number().nullable(),
  method: z.string(),
  path: z.string(),
});

/** A row with SUMMARY_COLUMNS as a summary. */
export function readSummary(row: unknown): DeliverySummary {
  const { received_at, settled_at, code, reason, ...same } = SummaryRow.parse(row);
  return {
    ...same,
    receivedAt: received_at,
    code: code ?? undefined,
    reason: reason ?? undefined,
    settledAt: settled_at ?? undefined,
    milliseconds: settled_at === null ? undefined : settled_at - received_at,
  };
}
