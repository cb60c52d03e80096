import type { DeliveryLog, JournalEntry, LoggedCall } from '../../deliveries/delivery.ts';
import { isoTime, summaryJson } from '../log/summary-json.ts';
import { decodeBody } from './body-text.ts';

/** All that is kept of a delivery, for programs; JSON in it stands as text, so that no number changes. */
export function deliveryJson(delivery: DeliveryLog): object {
  const { query, headers, address, body } = delivery.request;
  const text = decodeBody(body);
  const shown = text === undefined ? { body_base64: Buffer.from(body).toString('base64') } : { body: text };
  return {
    ...summaryJson(delivery),
    request: { query, headers, address, body_kept: delivery.bodyKept, ...shown },
    unique: delivery.keys.unique,
    order_key: delivery.keys.order,
    version: delivery.keys.version,
    attempts: delivery.attempts,
    next_at: delivery.nextAt && isoTime(delivery.nextAt),
    repeat_of: delivery.duplicateOf,
    item_of: delivery.parent,
    calls: delivery.calls.map(callJson),
    journal: delivery.journal.map(entryJson),
  };
}

function callJson({ startedAt, milliseconds, call, answer, fault }: LoggedCall): object {
  return { started_at: isoTime(startedAt), ms: milliseconds, call, answer, fault };
}

function entryJson({ call, isChange, sentAt, answer, fault, before }: JournalEntry): object {
  return { sent_at: isoTime(sentAt), change: isChange, call, answer, fault, before };
}
