import type { DatabaseSync } from 'node:sqlite';
import type { Delivery, Keys, RawRequest } from '../delivery.ts';
import { makeDeliveryId } from '../delivery-id.ts';
import { hide } from '../hide.ts';
import { type Redacted, redact } from '../redact.ts';
import type { Seal } from '../seal.ts';
import type { Arrival, Item, Received, Refusal, ReplayOptions } from '../store.ts';
import { type First, prepareFirstOfEvent } from './first-of-event.ts';
import { type Lanes, laneOf } from './lanes.ts';
import { prepareInsertRequest } from './request-row.ts';

const NO_KEYS: Keys = { unique: undefined, order: undefined, version: undefined };

/** A new delivery, and its request as it may be kept. */
export interface Prepared {
  delivery: Delivery;
  redacted: Redacted;
  /** See Arrival. */
  uniqueFor?: number | undefined;
}

/** Makes the delivery of a request, before anything is written. */
export function prepared(hook: string, request: RawRequest, redactPaths: readonly string[], keys = NO_KEYS): Prepared {
  const redacted = redact(request, redactPaths);
  return { redacted, delivery: newDelivery(hook, request, redacted.hidden, keys) };
}

function newDelivery(hook: string, request: RawRequest, hidden: ReadonlySet<string>, keys: Keys): Delivery {
  const now = Date.now();
  return {
    id: makeDeliveryId(now),
    hook,
    receivedAt: now,
    request,
    hidden,
    keys,
    isItem: false,
    attempts: 0,
    failures: 0,
    firstFailedAt: undefined,
    clock: now,
    run: 1,
    journal: [],
  };
}

/**
 * The deliveries of the items of a split request. A value that is hidden in the request or in one item is hidden in all of them: paths
 * may be meant from the payload or from the item.
 */
export function preparedItems(
  parent: Prepared,
  arrival: Arrival,
  items: readonly Item[],
): { parent: Prepared; items: Prepared[] } {
  const requests = items.map(({ json }): RawRequest => {
    const headers = arrival.request.headers.filter(([name]) => !name.startsWith('content-'));
    return { ...arrival.request, headers, body: Buffer.from(json) };
  });
  const redacted = requests.map((request) => redact(request, arrival.redact));
  const hidden = new Set([parent.redacted, ...redacted].flatMap((one) => [...one.hidden]));
  return {
    parent: { ...parent, redacted: hideIn(parent.redacted, hidden) },
    items: requests.map((request, index) => {
      const one = redacted[index];
      const keys = items[index]?.keys ?? NO_KEYS;
      const delivery = { ...newDelivery(arrival.hook, request, hidden, keys), isItem: true };
      const { uniqueFor } = arrival;
      return { delivery, redacted: hideIn(one ?? redact(request, []), hidden), uniqueFor };
    }),
  };
}

function hideIn(redacted: Redacted, hidden: ReadonlySet<string>): Redacted {
  if (hidden.size === 0) {
    return redacted;
  }
  const { request } = redacted;
  const body = Buffer.from(hide(Buffer.from(request.body).toString('utf8'), hidden));
  const bodyKept = redacted.bodyKept === 'none' ? 'none' : 'redacted';
  return { request: { ...request, body }, bodyKept, hidden };
}

/** Stores what comes in. `replay` has a delivery carried out again. */
export function prepareReceive(
  database: DatabaseSync,
  seal: Seal,
  lanes: Lanes,
  replay: (id: string, options: ReplayOptions, now: number) => unknown,
) {
  const insert = database.prepare(
    `INSERT INTO deliveries (id, hook, received_at, state, code, reason, started_at, settled_at, unique_key, order_key, version, lane,
       parent, duplicate_of, is_item, attempts, clock)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const firstOfEvent = prepareFirstOfEvent(database);
  const insertRequest = prepareInsertRequest(database, seal);

  interface Row {
    state: string;
    code?: string;
    reason?: string;
    lane?: string;
    duplicateOf?: string;
    parent?: string | undefined;
  }

  function insertRow(delivery: Delivery, row: Row): void {
    const { id, hook, receivedAt, keys, isItem, attempts, clock } = delivery;
    const taken = row.state === 'running';
    const settledAt = taken || row.state === 'received' ? null : receivedAt;
    const unique = row.duplicateOf === undefined ? (keys.unique ?? null) : null;
    insert.run(
      ...[id, hook, receivedAt, row.state, row.code ?? null, row.reason ?? null, taken ? receivedAt : null, settledAt],
      ...[unique, keys.order ?? null, keys.version ?? null, row.lane ?? null, row.parent ?? null],
      ...[row.duplicateOf ?? null, isItem ? 1 : 0, attempts, clock],
    );
  }

  function receive(one: Prepared, take: boolean, parent?: string): Received {
    const { delivery, redacted } = one;
    const { id, hook, keys, receivedAt } = delivery;
    const first = firstOfEvent(delivery, one.uniqueFor);
    if (first !== undefined) {
      return repeat(one, first, parent);
    }
    const lane = laneOf(id, hook, keys.order);
    const taken = lanes.enter(lane, hook, take ? null : receivedAt) && take;
    const stored = taken ? { ...delivery, attempts: 1 } : delivery;
    insertRow(stored, { state: taken ? 'running' : 'received', lane, parent });
    insertRequest(id, redacted, delivery.request);
    return { delivery: stored, taken };
  }

  function repeat({ delivery, redacted }: Prepared, first: First, parent?: string): Received {
    const runsAgain = first.state === 'failed';
    const what = runsAgain ? 'had failed and is carried out again' : `is ${first.state}`;
    const reason = `the same event as ${first.id}, which ${what}`;
    insertRow(delivery, { state: 'duplicate', reason, duplicateOf: first.id, parent });
    insertRequest(delivery.id, redacted, undefined);
    if (runsAgain) {
      replay(first.id, { anew: false, repeat: false }, delivery.receivedAt);
    }
    return { delivery, taken: false, duplicateOf: { id: first.id, state: first.state, runsAgain } };
  }

  return {
    receive: (one: Prepared, take: boolean) => receive(one, take),
    receiveSplit(parent: Prepared, items: Prepared[], take: boolean): Received[] {
      insertRow({ ...parent.delivery, keys: NO_KEYS }, { state: 'done', reason: `split into ${items.length}` });
      insertRequest(parent.delivery.id, parent.redacted, undefined);
      return items.map((item) => receive(item, take, parent.delivery.id));
    },
    refuse({ delivery, redacted }: Prepared, { state, code, reason }: Refusal): void {
      insertRow(delivery, { state, code, reason: hide(reason, redacted.hidden) });
      insertRequest(delivery.id, redacted, state === 'failed' ? delivery.request : undefined);
    },
  };
}
