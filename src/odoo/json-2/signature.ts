import { OdooRejected } from '../../errors.ts';
import type { OdooCall } from '../call.ts';
import { type Json, type JsonObject, writeJson } from '../json.ts';
import { positionsOf } from '../wire.ts';

/** What must be known of a method to call it with arguments by position over JSON-2, where all of them go by name. */
export interface Signature {
  /** Whether it is called on records; if not, it is a method of the model itself. */
  onRecords: boolean;
  /** The names of the arguments that can stand by position, in their order, without the records. */
  parameters: readonly string[];
}

/** The call cannot be said by name, or Odoo did not take the names. Nothing was done, and over JSON-RPC it may be said. */
export class NamesRefused extends OdooRejected {}

/** JSON-2's own words beside the arguments. */
const RESERVED: readonly string[] = ['ids', 'context'];

/** The body of a call over JSON-2. Throws NamesRefused; OdooRejected when a method of records is called on none, which Odoo would take for done. */
export function bodyOf(call: OdooCall, { onRecords, parameters }: Signature): JsonObject {
  const { context, ...named } = call.kwargs;
  const positions = [...positionsOf(call)];
  const body = new Map<string, Json>(context === undefined || context === null ? [] : [['context', context]]);
  if (onRecords) {
    if (positions.length === 0) {
      throw new OdooRejected('builtins.IndexError', `${nameOf(call)} is called on records, and no ids were given`);
    }
    body.set('ids', idsOf(call, positions.shift() ?? null));
  }
  if (positions.length > parameters.length) {
    const counts = `takes at most ${parameters.length} by position, and ${positions.length} were given`;
    throw new NamesRefused('builtins.TypeError', `${nameOf(call)}(): of its arguments it ${counts}`);
  }
  const placed = positions.map((value, index): [string, Json] => [parameters[index] ?? '', value]);
  for (const [name, value] of [...placed, ...Object.entries(named)]) {
    if (RESERVED.includes(name)) {
      throw new NamesRefused(
        'builtins.TypeError',
        `${nameOf(call)}: no argument can be called \`${name}\` over JSON-2`,
      );
    }
    if (body.has(name)) {
      throw new NamesRefused('builtins.TypeError', `${nameOf(call)}() got multiple values for argument '${name}'`);
    }
    body.set(name, value);
  }
  return Object.fromEntries(body);
}

/** Ids as Odoo takes them by position: one, a list, or nothing. JSON-2 would find no record for any other, in silence. */
function idsOf(call: OdooCall, given: Json): Json[] {
  const ids = Array.isArray(given) ? given : given === null || given === false ? [] : [given];
  const wrong = ids.find((id) => typeof id !== 'bigint');
  if (wrong !== undefined) {
    throw new NamesRefused('builtins.TypeError', `${nameOf(call)}: ids must be integers, not ${writeJson(wrong)}`);
  }
  return ids;
}

/** `res.partner.write` */
export function nameOf({ model, method }: OdooCall): string {
  return `${model}.${method}`;
}
