// What can go wrong, by who must act. Two tables read these kinds: http/errors.ts (the answer's status) and work/retry.ts.

/** One fault in the configuration, at a place in a file. `line` and `column` count from 1. */
export interface Problem {
  file: string;
  line: number;
  column: number;
  message: string;
}

/** One problem as `file:line:column: message`, the form editors and terminals turn into a link. */
export function formatProblem(problem: Problem): string {
  return `${problem.file}:${problem.line}:${problem.column}: ${problem.message}`;
}

/** The author of the YAML must act. Carries every problem that was found, not only the first. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly code = 'configuration';
  readonly problems: Problem[];

  constructor(problems: Problem[]) {
    super(problems.map(formatProblem).join('\n'));
    this.problems = problems;
  }
}

/** The statuses with which a request is turned away before a hook runs (docs/answers.md). */
export type RequestStatus = 400 | 401 | 404 | 405 | 408 | 413 | 414 | 415 | 417 | 429 | 431 | 503;

/** The sender must act: the request itself is not acceptable. `code` is stable, for machines; the message is for people. */
export class RequestError extends Error {
  override readonly name = 'RequestError';
  readonly status: RequestStatus;
  readonly code: string;
  /** What only the log and the store are told; the sender may be a stranger. */
  readonly detail: string | undefined;
  /** In seconds, where the same request can succeed later. */
  readonly retryAfter: number | undefined;

  constructor(
    status: RequestStatus,
    code: string,
    message: string,
    options?: { detail?: string; retryAfter?: number },
  ) {
    super(message);
    this.status = status;
    this.code = code;
    this.detail = options?.detail;
    this.retryAfter = options?.retryAfter;
  }
}

/** Where in the configuration a running step stands. */
export interface Place {
  file: string;
  line: number;
  column: number;
}

/**
 * The hook itself refused the delivery for good: its code raised, a match was empty, a look-up found nothing, a value does not fit.
 * `code` is stable (`raised`, `no_record`, `bad_value` …).
 */
export class HookRefused extends Error {
  override readonly name = 'HookRefused';
  readonly code: string;
  place: Place | undefined;

  constructor(code: string, message: string, options?: ErrorOptions & { place?: Place | undefined }) {
    super(message, options);
    this.code = code;
    this.place = options?.place;
  }
}

/** Odoo said no, and would say no again: access, validation, missing record, unknown field. */
export class OdooRejected extends Error {
  override readonly name = 'OdooRejected';
  /** Odoo's exception class, such as `odoo.exceptions.ValidationError`. */
  readonly exception: string;
  /** Odoo's traceback. For the log only: it holds SQL and values. */
  readonly debug: string | undefined;
  place: Place | undefined;
  /** The connection, where a hook asked another than its own. */
  connection: string | undefined;

  constructor(exception: string, message: string, debug?: string) {
    super(message);
    this.exception = exception;
    this.debug = debug;
  }

  /** The last part of the exception's name: `ValidationError`. */
  get exceptionName(): string {
    return this.exception.slice(this.exception.lastIndexOf('.') + 1);
  }

  /** The same in the form of the other codes: `validation_error`. */
  get code(): string {
    return this.exceptionName.replaceAll(/(?<=[a-z])(?=[A-Z])/g, '_').toLowerCase();
  }
}

/**
 * What is known of a call that did not come back with an answer: `none` = Odoo did not carry it out (never sent, or rolled back),
 * `unknown` = it may have been carried out (time-out or cut connection after the request was sent).
 */
export type Effect = 'none' | 'unknown';

/** Odoo could not do it now: network, restart, lock. The same call can succeed later. */
export class OdooUnavailable extends Error {
  override readonly name = 'OdooUnavailable';
  readonly code = 'odoo_unavailable';
  readonly effect: Effect;
  /** Not before this many milliseconds, where Odoo or the circuit said so. */
  readonly retryAfter: number | undefined;
  /** No connection could be made: nobody saw the call. */
  readonly unreachable: boolean;
  /** The connection, where a hook asked another than its own. */
  connection: string | undefined;

  constructor(
    message: string,
    effect: Effect,
    options?: ErrorOptions & { retryAfter?: number; unreachable?: boolean },
  ) {
    super(message, options);
    this.effect = effect;
    this.retryAfter = options?.retryAfter;
    this.unreachable = options?.unreachable ?? false;
  }
}

/**
 * A server other than Odoo, which a hook asks or tells something, could not do it now: network, time-out, overload. The same request can
 * succeed later, and is safe to make again: a GET changes nothing, and a repeat of what is sent is known by its id.
 */
export class ServiceUnavailable extends Error {
  override readonly name = 'ServiceUnavailable';
  readonly code = 'service_unavailable';
  /** Not before this many milliseconds, where the server said so. */
  readonly retryAfter: number | undefined;

  constructor(message: string, options?: ErrorOptions & { retryAfter?: number | undefined }) {
    super(message, options);
    this.retryAfter = options?.retryAfter;
  }
}
