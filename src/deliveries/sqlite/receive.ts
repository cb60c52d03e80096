import type { DatabaseSync } from 'node:sqlite';
import type { Delivery } from '../delivery.ts';
import type { Redacted } from '../redact.ts';
import type { Arrival } from '../store.ts';

/** Stores an arrival under the delivery's id, its request in the redacted form; a refused one is settled with that. */
export function prepareReceive(database: DatabaseSync) {
  const insertDelivery = database.prepare(
    'INSERT INTO deliveries (id, hook, received_at, state, code, reason, settled_at) VALUES (?, ?, ?, ?, ?, ?, ?)',
  );
  const insertRequest = database.prepare(
    'INSERT INTO requests (delivery, method, path, query, headers, address, body, body_kept) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
  );

  return function receive(delivery: Delivery, { refused }: Arrival, { request, bodyKept }: Redacted): void {
    const { id, hook, receivedAt } = delivery;
    if (refused === undefined) {
      insertDelivery.run(id, hook, receivedAt, 'received', null, null, null);
    } else {
      insertDelivery.run(id, hook, receivedAt, 'rejected', refused.code, refused.reason, receivedAt);
    }
    const { method, path, query, headers, address, body } = request;
    insertRequest.run(id, method, path, JSON.stringify(query), JSON.stringify(headers), address, body, bodyKept);
  };
}
