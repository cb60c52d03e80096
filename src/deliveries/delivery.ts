/** Where a delivery stands (docs/deliveries.md). */
export type State = 'received' | 'running' | 'done' | 'waiting' | 'failed' | 'rejected' | 'duplicate' | 'skipped';

/** The states a delivery can rest in. */
export type SettledState = Exclude<State, 'received' | 'running'>;

export const STATES: readonly State[] = [
  'received',
  'running',
  'done',
  'waiting',
  'failed',
  'rejected',
  'duplicate',
  'skipped',
];

/** A request as it came in: names of headers in lower case, repeated ones repeated, `path` without query and without a secret. */
export interface RawRequest {
  method: string;
  path: string;
  query: [string, string][];
  headers: [string, string][];
  body: Uint8Array;
  address: string;
}

/** What a delivery is known by before it is carried out; a key that is not there does nothing. */
export interface Keys {
  /** Of deliveries of one hook with one value only the first is carried out. */
  unique: string | undefined;
  /** Deliveries of one hook with one value are carried out one after another. */
  order: string | undefined;
  /** What is to be compared with the newest version that was done for the same order key. */
  version: string | undefined;
}

/** A stored delivery as it is carried out: `request` is whole, `hidden` are the values in it (JSON texts) that must not be written anywhere. */
export interface Delivery {
  id: string;
  hook: string;
  /** Milliseconds since 1970. */
  receivedAt: number;
  request: RawRequest;
  hidden: ReadonlySet<string>;
  keys: Keys;
  /** Whether its body is one item of a payload that was split, as JSON. */
  isItem: boolean;
  /** How often it was taken up, this time included. */
  attempts: number;
  /** How often it could not be carried out since it was received or replayed. */
  failures: number;
  /** When it first could not be carried out, since it was received or replayed; milliseconds since 1970. */
  firstFailedAt: number | undefined;
  /** The time as its hook is told it; stays from the first call in the journal on. */
  clock: number;
  /** Counts how often it was begun anew, with an empty journal. */
  run: number;
  /** The calls of this run that earlier attempts made. */
  journal: JournalEntry[];
}

/** One call in the journal of a delivery. Without `answer` and `fault` its outcome is not known. */
export interface JournalEntry {
  /** Its place in the run, from 1. */
  n: number;
  /** The call, as JSON. */
  call: string;
  isChange: boolean;
  /** Whether it may be made again while its outcome is not known. */
  again: 'repeat' | 'look_up' | 'at_once' | 'never';
  /** Just before it was sent, in milliseconds since 1970. */
  sentAt: number;
  /** Odoo's answer, as JSON. */
  answer: string | undefined;
  /** Odoo's refusal, as JSON of its exception and message. */
  fault: string | undefined;
  /** The values that a write replaced, as JSON of what `read` gave. */
  before: string | undefined;
}

/** How a delivery ended: `code` is stable, for machines; `reason` is for people. */
export interface Settlement {
  state: SettledState;
  code?: string;
  reason?: string;
}

/** A settlement with what follows from it. */
export interface Ending extends Settlement {
  /** When one that waits is taken up again, in milliseconds since 1970. */
  nextAt?: number;
  /** What would end its wait before that; `wake` names it. */
  waitsFor?: string;
}

/** One RPC call made for a delivery, as texts of JSON. `answer` or `fault` is set. */
export interface LoggedCall {
  startedAt: number;
  milliseconds: number;
  call: string;
  answer: string | undefined;
  fault: string | undefined;
}

/** One line of the log. `milliseconds` is the time from its receipt until it was settled. */
export interface DeliverySummary {
  id: string;
  hook: string;
  receivedAt: number;
  state: State;
  code: string | undefined;
  reason: string | undefined;
  settledAt: number | undefined;
  milliseconds: number | undefined;
  method: string;
  path: string;
}

/** What is kept of a body: all of it; all but the `redact:` paths; nothing, because it was never read or could not be redacted. */
export type BodyKept = 'whole' | 'redacted' | 'none';

/** All that is kept of one delivery; secrets in `request` are blanked. */
export interface DeliveryLog extends DeliverySummary {
  request: RawRequest;
  bodyKept: BodyKept;
  calls: LoggedCall[];
  keys: Keys;
  attempts: number;
  /** When it is taken up again, while it waits. */
  nextAt: number | undefined;
  /** The delivery that this one is a repeat of. */
  duplicateOf: string | undefined;
  /** The delivery that this one is an item of. */
  parent: string | undefined;
  /** The calls of its last run that were made, without what is hidden. */
  journal: JournalEntry[];
}
