import type { DeliverySummary } from '../../deliveries/delivery.ts';

/** A delivery's line of the log, for programs: times in ISO 8601, `ms` from its receipt until it was settled. */
export function summaryJson(summary: DeliverySummary): object {
  const { id, hook, state, code, reason, method, path, receivedAt, settledAt, milliseconds } = summary;
  const times = { received_at: isoTime(receivedAt), settled_at: settledAt && isoTime(settledAt), ms: milliseconds };
  return { id, hook, state, code, reason, method, path, ...times };
}

export function isoTime(time: number): string {
  return new Date(time).toISOString();
}
