import type { Settlement } from '../deliveries/delivery.ts';
import {
  ConfigError,
  formatProblem,
  HookRefused,
  OdooRejected,
  OdooUnavailable,
  type Place,
  RequestError,
} from '../errors.ts';

/** What an error makes of a delivery: the sender's fault rejects it, every other fails it. The reason names the line of the YAML. */
export function settlementFor(error: unknown): Settlement {
  if (error instanceof RequestError) {
    return { state: 'rejected', code: error.code, reason: error.message };
  }
  if (error instanceof HookRefused || error instanceof OdooRejected) {
    return { state: 'failed', code: error.code, reason: placed(error.message, error.place) };
  }
  if (error instanceof OdooUnavailable || error instanceof ConfigError) {
    return { state: 'failed', code: error.code, reason: error.message };
  }
  const message = error instanceof Error ? error.message : String(error);
  return { state: 'failed', code: 'internal', reason: `a fault of Hookdoo itself: ${message}` };
}

function placed(message: string, place: Place | undefined): string {
  return place === undefined ? message : formatProblem({ ...place, message });
}
