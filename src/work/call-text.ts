import { OdooRejected } from '../errors.ts';
import type { OdooCall } from '../odoo/call.ts';
import { writeJson } from '../odoo/json.ts';

/** A call as JSON: what it is known by in the log and in the journal. */
export function callText({ model, method, ids, args, kwargs }: OdooCall): string {
  return writeJson({ model, method, ...(ids !== undefined && { ids: [...ids] }), args, kwargs });
}

/** What went wrong with a call, for people. */
export function faultText(error: unknown): string {
  if (error instanceof OdooRejected) {
    return `${error.exceptionName}: ${error.message}`;
  }
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}
