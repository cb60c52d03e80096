import type {
  Delivery,
  DeliveryLog,
  DeliverySummary,
  Ending,
  JournalEntry,
  Keys,
  LoggedCall,
  RawRequest,
  State,
} from './delivery.ts';

/** A request to be stored. */
export interface Arrival {
  hook: string;
  request: RawRequest;
  /** Dotted paths whose values are not kept, such as `payload.card.number`. */
  redact: readonly string[];
  keys: Keys;
  /**
   * How long `keys.unique` holds, in milliseconds from the receipt of the first; then, or after another delivery of its order key, the
   * same value is a new event. Left out: as long as the first is kept.
   */
  uniqueFor?: number | undefined;
  /** Take it up at once, unless another of its order key comes first. */
  take: boolean;
}

/** A request that is settled as it comes in. */
export interface Refusal {
  hook: string;
  request: RawRequest;
  redact: readonly string[];
  state: 'rejected' | 'failed';
  code: string;
  reason: string;
}

/** One item of a split payload. */
export interface Item {
  /** The item as JSON. */
  json: string;
  keys: Keys;
}

/** What became of an arrival. `taken`: it is to be carried out now, by who stored it. */
export type Received =
  | { delivery: Delivery; taken: boolean; duplicateOf?: undefined }
  | { delivery: Delivery; taken: false; duplicateOf: { id: string; state: State; runsAgain: boolean } };

/** Which deliveries to list, newest first. `since` (included) and `until` (excluded) are milliseconds since 1970; `before` is an id. */
export interface ListFilter {
  hook?: string;
  state?: State;
  since?: number;
  until?: number;
  before?: string;
  /** The `unique` key; repeats are found with it too. */
  unique?: string;
  /** The `order_key`. */
  key?: string;
  limit: number;
}

/** Hooks that are carried out over one connection, and how many of their deliveries may be taken up. */
export interface TakeGroup {
  hooks: readonly string[];
  most: number;
  /** How many bytes their bodies may have together; the last one taken may have more. Left out: any. */
  room?: number;
}

/** How a delivery is to be carried out again. */
export interface ReplayOptions {
  /** Forget what earlier runs did. One that is done is always begun anew. */
  anew: boolean;
  /** Make calls again whose outcome is not known. */
  repeat: boolean;
}

/** A record of Odoo over one connection. */
export interface WrittenRecord {
  connection: string;
  model: string;
  id: bigint;
}

/** What the bridge wrote last to a field of a record, as marks (`Store.mark`). */
export interface WrittenField {
  field: string;
  /** What Odoo held after the last write; null when there was none. */
  last: string | null;
  /** What was about to be written when nothing more was heard: then Odoo holds `last` or this. */
  next: string | null;
  /** What came in, was not written and was told of. */
  noted: string[];
}

/** Why a delivery cannot be replayed or discarded. */
export type NotPossible = 'running' | 'body not kept' | 'unknown';

/** A secret of a hook's URL. `expiresAt` (milliseconds since 1970) is set once a newer one took its place. */
export interface StoredSecret {
  hook: string;
  secret: string;
  madeAt: number;
  expiresAt: number | undefined;
}

/**
 * What was received and what became of it. Each promise is kept only once the change is written, so that the end of the process does it
 * no harm; those named so and all that a person asks for (replay, discard, secrets …) once it is on disk, so that a power cut does neither.
 * Changes reach the disk in the order in which they were written. Throws StoreUnavailable when the disk or the database does not take it.
 */
export interface Store {
  /** Stores a request under a new id, with secrets and `redact` paths sealed until it is done. One whose `unique` key is known is a duplicate. */
  receive(arrival: Arrival): Promise<Received>;
  /** Stores a request as done and each of its items as a delivery of its own, all or nothing. */
  receiveSplit(arrival: Arrival, items: readonly Item[]): Promise<{ parent: Delivery; items: Received[] }>;
  /** Stores a request that is not carried out, without secrets and `redact` paths, on disk. */
  refuse(refusal: Refusal): Promise<Delivery>;

  /** Comes back once all that was written is on disk; what nobody waits for gets there a little later. */
  onDisk(): Promise<void>;

  /** Takes up what is due, the longest due first, hooks in turn. Of one order key only the first is ever taken. */
  take(groups: readonly TakeGroup[], now: number): Promise<Delivery[]>;
  /** When the next one of these hooks is due, in milliseconds since 1970. */
  nextDue(hooks: readonly string[]): Promise<number | undefined>;
  /** Ends a taken delivery, or lets it wait, with the entries of its journal that are not stored yet. */
  settle(delivery: Delivery, ending: Ending, entries: readonly JournalEntry[]): Promise<void>;
  /** Stores entries of a journal; those of this run with a number above `cutAfter` are removed. */
  journal(delivery: Delivery, entries: readonly JournalEntry[], cutAfter?: number): Promise<void>;
  /** Lets those wait no longer that wait for `what`; of these hooks, where they are given. At most `most`. */
  wake(what: string, hooks: readonly string[] | undefined, most: number): Promise<void>;
  /** Makes what a process left behind running due again. Gives how many. */
  recover(): Promise<number>;
  /** How many are received, running or waiting. */
  pending(): Promise<number>;
  /** The newest version that was done for an order key, and by which delivery. */
  newestVersion(hook: string, orderKey: string): Promise<{ version: string; delivery: string } | undefined>;
  addCall(id: string, call: LoggedCall): Promise<void>;

  /** A short text that equal texts share; it does not give the text away. */
  mark(text: string): string;
  /** The fields of a record that `keepWritten` was told of. */
  written(record: WrittenRecord): Promise<WrittenField[]>;
  /** Keeps what was written to fields; with `only`, where nothing else was kept since. */
  keepWritten(
    record: WrittenRecord,
    fields: readonly (WrittenField & { only?: Pick<WrittenField, 'last' | 'next'> })[],
  ): Promise<void>;

  /** Has a delivery carried out again. Gives why it cannot be. */
  replay(id: string, options: ReplayOptions): Promise<NotPossible | undefined>;
  /** Settles a delivery as skipped that waits or failed. */
  discard(id: string, reason: string): Promise<NotPossible | undefined>;
  /** Settles a delivery as skipped whose changes were taken back. */
  markUndone(id: string, reason: string): Promise<void>;
  /** Removes at most `most` deliveries that rest in these states since before `before` (milliseconds since 1970). Gives how many. */
  cleanUp(states: readonly State[], before: number, most: number): Promise<number>;
  /** Gives a part of the room in the file that is no longer used back to the disk. Gives whether there is more. */
  shrink(): Promise<boolean>;

  /** Makes this process the one that serves the store, until it closes it or dies; false while another one is. */
  serve(): Promise<boolean>;
  /** Whether a process serves the store. */
  isServed(): Promise<boolean>;

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
  override readonly name: string = 'StoreUnavailable';
  readonly code: string = 'store_unavailable';
}

/** As many deliveries wait as may wait. */
export class StoreFull extends StoreUnavailable {
  override readonly name = 'StoreFull';
  override readonly code = 'queue_full';
}
