import { StoreFull, StoreUnavailable } from '../deliveries/store.ts';
import {
  ConfigError,
  HookRefused,
  OdooRejected,
  OdooUnavailable,
  RequestError,
  ServiceUnavailable,
} from '../errors.ts';

/** An answer that is not `ok`. `retryAfter` is in seconds. */
export interface Refusal {
  status: number;
  code: string;
  message: string;
  retryAfter?: number;
}

const RETRY_OTHER = 30;
const RETRY_STORE = 5;
const RETRY_FULL = 60;
const RETRY_KEY = 30;

/**
 * What the sender is told of an error. What only we can act upon is told by its kind alone: its text may name servers and files.
 */
export function refusalFor(error: unknown): Refusal {
  if (error instanceof RequestError) {
    const { status, code, message, retryAfter = status === 503 ? RETRY_KEY : undefined } = error;
    return { status, code, message, ...(retryAfter !== undefined && { retryAfter }) };
  }
  if (error instanceof OdooRejected && error.exceptionName === 'AccessDenied') {
    return { status: 500, code: error.code, message: 'Odoo refuses the login of this connection; the log says more' };
  }
  if (error instanceof HookRefused || error instanceof OdooRejected) {
    return { status: 422, code: error.code, message: error.message };
  }
  if (error instanceof OdooUnavailable) {
    const message = 'Odoo is not available now; send it again later';
    return { status: 503, code: error.code, message, retryAfter: secondsOf(error.retryAfter) };
  }
  if (error instanceof ServiceUnavailable) {
    const message = 'a server that the hook asks is not available now; send it again later';
    return { status: 503, code: error.code, message, retryAfter: secondsOf(error.retryAfter) };
  }
  if (error instanceof StoreFull) {
    const message = 'too many deliveries wait already; send it again later';
    return { status: 503, code: error.code, message, retryAfter: RETRY_FULL };
  }
  if (error instanceof StoreUnavailable) {
    const message = 'the request could not be stored; send it again later';
    return { status: 503, code: error.code, message, retryAfter: RETRY_STORE };
  }
  if (error instanceof ConfigError) {
    return { status: 500, code: error.code, message: 'the configuration of this hook is at fault; the log says more' };
  }
  return { status: 500, code: 'internal', message: 'a fault of Hookdoo itself; the log says more' };
}

function secondsOf(milliseconds: number | undefined): number {
  return milliseconds === undefined ? RETRY_OTHER : Math.ceil(milliseconds / 1000);
}
