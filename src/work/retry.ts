import type { Delivery, Ending, Settlement } from '../deliveries/delivery.ts';
import { StoreUnavailable } from '../deliveries/store.ts';
import {
  ConfigError,
  formatProblem,
  HookRefused,
  OdooRejected,
  OdooUnavailable,
  type Place,
  RequestError,
  ServiceUnavailable,
} from '../errors.ts';
import { RecordMissing } from '../hook/record-missing.ts';
import type { Retry } from '../hook/retry-key.ts';
import { Postponed } from './postponed.ts';

/** What `wake` names when a connection works again. */
export const CONNECTION = 'connection';

/** What `wake` names when a connection that hooks read from works again. */
export function sourceOf(connection: string): string {
  return `connection ${connection}`;
}

/** The connection in it; undefined when it is something else that is waited for. */
export function sourceIn(waitsFor: string | undefined): string | undefined {
  return /^connection (.+)$/.exec(waitsFor ?? '')?.[1];
}

/** What `wake` names when a record of the model was made or changed. */
export function recordOf(model: string): string {
  return `record ${model}`;
}

/** What an error makes of a delivery for good: the sender's fault rejects it, every other fails it. The reason names the line of the YAML. */
export function settlementFor(error: unknown): Settlement {
  if (error instanceof RequestError) {
    return { state: 'rejected', code: error.code, reason: error.detail ?? error.message };
  }
  if (error instanceof HookRefused || error instanceof OdooRejected) {
    return { state: 'failed', code: error.code, reason: placed(error.message, error.place) };
  }
  if (
    error instanceof OdooUnavailable ||
    error instanceof ServiceUnavailable ||
    error instanceof ConfigError ||
    error instanceof StoreUnavailable
  ) {
    return { state: 'failed', code: error.code, reason: error.message };
  }
  const message = error instanceof Error ? error.message : String(error);
  return { state: 'failed', code: 'internal', reason: `a fault of Hookdoo itself: ${message}` };
}

/** What an error makes of a delivery now: what can succeed later waits, until the hook's `retry` gives it up. */
export function endingFor(error: unknown, delivery: Delivery, retry: Retry, now: number): Ending {
  if (error instanceof Postponed) {
    return { state: 'waiting', code: 'outcome_pending', reason: error.message, nextAt: error.until };
  }
  const settlement = settlementFor(error);
  const passing = passingOf(error);
  if (passing === undefined) {
    return settlement;
  }
  const giveUpAt = (delivery.firstFailedAt ?? now) + retry.for;
  if (now >= giveUpAt) {
    return { ...settlement, reason: `given up after ${days(retry.for)}: ${settlement.reason}` };
  }
  const pause = Math.max(pauseAfter(delivery.failures, retry), passing.atLeast ?? 0);
  const { waitsFor } = passing;
  return { ...settlement, state: 'waiting', nextAt: Math.min(now + pause, giveUpAt), ...(waitsFor && { waitsFor }) };
}

/**
 * What will pass: an Odoo that is away, or does not take our login (nothing is lost by it), another server that is, a store that is full,
 * a missing record.
 */
function passingOf(error: unknown): { waitsFor?: string; atLeast?: number | undefined } | undefined {
  if (error instanceof OdooUnavailable) {
    return { waitsFor: awaited(error), atLeast: error.retryAfter };
  }
  if (error instanceof ServiceUnavailable) {
    return { atLeast: error.retryAfter };
  }
  if (error instanceof OdooRejected && isLoginRefused(error)) {
    return { waitsFor: awaited(error) };
  }
  if (error instanceof RecordMissing) {
    return { waitsFor: recordOf(error.model) };
  }
  return error instanceof StoreUnavailable ? {} : undefined;
}

function awaited({ connection }: OdooUnavailable | OdooRejected): string {
  return connection === undefined ? CONNECTION : sourceOf(connection);
}

/** Whether Odoo refused the login of the connection: no delivery is at fault. */
export function isLoginRefused(error: unknown): boolean {
  return error instanceof OdooRejected && error.exceptionName === 'AccessDenied';
}

/** The pause after so many failures: twice as long each time, and somewhere between its half and its whole. */
function pauseAfter(failures: number, { from, to }: Retry): number {
  const whole = Math.min(to, from * 2 ** Math.min(failures, 40));
  return Math.round(whole * (0.5 + Math.random() / 2));
}

function days(milliseconds: number): string {
  const [amount, unit] =
    milliseconds >= 86_400_000
      ? [milliseconds / 86_400_000, 'days']
      : milliseconds >= 60_000
        ? [milliseconds / 60_000, 'minutes']
        : [milliseconds / 1000, 'seconds'];
  return `${Math.round(amount * 10) / 10} ${unit}`;
}

function placed(message: string, place: Place | undefined): string {
  return place === undefined ? message : formatProblem({ ...place, message });
}
