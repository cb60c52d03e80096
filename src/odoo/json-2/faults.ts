import type { OdooCall } from '../call.ts';
import type { Fault } from '../faults.ts';
import { nameOf } from './signature.ts';

const DENIED = new Set(['werkzeug.exceptions.Unauthorized', 'odoo.http.SessionExpiredException']);

/** What Odoo answers with 422 when the names of the arguments do not fit, before it does anything. */
export const WRONG_ARGUMENTS = 'werkzeug.exceptions.UnprocessableEntity';

/** A fault of JSON-2 under the name it has over JSON-RPC (odoo/service/model.py), so that who called cannot tell the wires apart. */
export function asOverJsonRpc(call: OdooCall, fault: Fault): Fault {
  if (DENIED.has(fault.name)) {
    return { ...fault, name: 'odoo.exceptions.AccessDenied' };
  }
  if (fault.name === WRONG_ARGUMENTS) {
    return { ...fault, name: 'builtins.TypeError', message: `${nameOf(call)}(): ${fault.message}` };
  }
  if (fault.name === 'werkzeug.exceptions.NotFound') {
    return asMissing(call, fault);
  }
  return fault;
}

/** Odoo writes these two texts in English whatever the language (odoo/addons/rpc/controllers/json2.py). */
function asMissing(call: OdooCall, fault: Fault): Fault {
  if (fault.message === `the model '${call.model}' does not exist`) {
    return noModel(call);
  }
  return fault.message === noMethod(call).message ? noMethod(call) : fault;
}

/** What JSON-RPC answers to a model that is not there. */
export function noModel({ model }: OdooCall): Fault {
  return { name: 'odoo.exceptions.UserError', message: `Object ${model} doesn't exist` };
}

/** What JSON-RPC answers to a method that is not there. */
export function noMethod(call: OdooCall): Fault {
  return { name: 'builtins.AttributeError', message: `The method '${nameOf(call)}' does not exist` };
}
