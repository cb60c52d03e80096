/** Where a delivery stands (DESIGN section 4). */
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

/** A stored delivery as it is carried out: `request` is whole, `hidden` are the values in it (JSON texts) that must not be written anywhere. */
export interface Delivery {
  id: string;
  hook: string;
  /** Milliseconds since 1970. */
  receivedAt: number;
  request: RawRequest;
  hidden: ReadonlySet<string>;
}

/** How a delivery ended: `code` is stable, for machines; `reason` is for people. */
export interface Settlement {
  state: SettledState;
  code?: string;
  reason?: string;
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
}
