import type { DeliveryLog, LoggedCall } from '../../deliveries/delivery.ts';
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
    calls: delivery.calls.map(callJson),
  };
}

function callJson({ startedAt, milliseconds, call, answer, fault }: LoggedCall): object {
  return { started_at: isoTime(startedAt), ms: milliseconds, call, answer, fault };
}
