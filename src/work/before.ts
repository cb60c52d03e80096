import { OdooRejected } from '../errors.ts';
import type { OdooCall, Rpc } from '../odoo/call.ts';
import { writeJson } from '../odoo/json.ts';

/** What a write is about to replace, as JSON of the records' present values; undefined for any other call. */
export async function valuesBefore(
  { model, method, ids, args, kwargs }: OdooCall,
  rpc: Rpc,
): Promise<string | undefined> {
  const values = args[0] ?? kwargs.vals;
  if (method !== 'write' || ids === undefined || ids.length === 0 || !isMap(values)) {
    return undefined;
  }
  try {
    const read = await rpc({ model, method: 'read', ids, args: [Object.keys(values)], kwargs: { load: null } });
    return writeJson(read);
  } catch (error) {
    // The write itself will tell what is wrong.
    if (error instanceof OdooRejected) {
      return undefined;
    }
    throw error;
  }
}

function isMap(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
