import type { Delivery, DeliveryLog, DeliverySummary, LoggedCall, RawRequest, Settlement, State } from './delivery.ts';

/** A request to be stored. With `refused` it is settled at once, as `rejected`. */
export interface Arrival {
  hook: string;
  request: RawRequest;
  /** Dotted paths whose values are not kept, such as `payload.card.number`. */
  redact: readonly string[];
  refused?: { code: string; reason: string };
}

/** Which deliveries to list, newest first. `since` (included) and `until` (excluded) are milliseconds since 1970; `before` is an id. */
export interface ListFilter {
  hook?: string;
  state?: State;
  since?: number;
  until?: number;
  before?: string;
  limit: number;
}

/** A secret of a hook's URL. `expiresAt` (milliseconds since 1970) is set once a newer one took its place. */
export interface StoredSecret {
  hook: string;
  secret: string;
  madeAt: number;
  expiresAt: number | undefined;
}

/**
 * What was received and what became of it. Each promise is kept only once the change is safe on disk. Throws StoreUnavailable when the
 * disk or the database does not take it.
 */
export interface Store {
  /** Stores a request under a new id, with secrets and `redact` paths left out. */
  receive(arrival: Arrival): Promise<Delivery>;
  /** Marks a received delivery as running. */
  start(id: string): Promise<void>;
  settle(id: string, settlement: Settlement): Promise<void>;
  addCall(id: string, call: LoggedCall): Promise<void>;

  list(filter: ListFilter): Promise<DeliverySummary[]>;
  /** By its id, or by a beginning that only one delivery has. */
  get(id: string): Promise<DeliveryLog | undefined>;
  /** The ids that begin so, newest first, at most 10. */
  idsBeginning(prefix: string): Promise<string[]>;

  /** The secrets of all hooks, newest first; the same array for as long as nobody, in any process, changed one. */
  secrets(): Promise<readonly StoredSecret[]>;
  /** Keeps `secret` unless the hook has a lasting one already; gives the one that lasts. */
  ensureSecret(hook: string, secret: string): Promise<string>;
  /** Makes `secret` the lasting one; the hook's others hold until `othersUntil` (milliseconds since 1970) at the latest. */
  rotateSecret(hook: string, secret: string, othersUntil: number): Promise<void>;

  /** Writes and commits nothing of value; throws StoreUnavailable when that fails. */
  check(): Promise<void>;
  /** Commits what is waiting, then closes; a second time it does nothing. */
  close(): Promise<void>;
}

/** The disk or the database did not take a change, or did not answer. The same can succeed later. */
export class StoreUnavailable extends Error {
  override readonly name = 'StoreUnavailable';
  readonly code = 'store_unavailable';
}
