import { isObject, type Json, type JsonObject, writeJson } from '../json.ts';
import { hasOnly, type Kind } from './kind.ts';

/** `read` of the same fields of records of one model in one context: one with all ids. */
export const recordReads: Kind = {
  of({ model, method, ids = [], args, kwargs }) {
    const isOne = method === 'read' && ids.length > 0 && new Set(ids).size === ids.length;
    if (!isOne || args.length !== 1 || !Array.isArray(args[0]) || !hasOnly(kwargs, 'context', 'load')) {
      return undefined;
    }
    return { kind: recordReads, key: `read ${model} ${writeJson([args, kwargs])}`, size: ids.length };
  },
  join(calls) {
    const [{ model = '', method = '', args = [], kwargs = {} } = {}] = calls;
    return { model, method, ids: [...new Set(calls.flatMap(({ ids = [] }) => ids))], args, kwargs };
  },
  share(calls, answer) {
    const rows = rowsById(answer);
    return calls.map(({ ids = [] }) => {
      const own = ids.flatMap((id) => rows?.get(id) ?? []);
      return rows === undefined ? 'alone' : { answer: own };
    });
  },
};

function rowsById(answer: Json): Map<bigint, JsonObject> | undefined {
  const rows = new Map<bigint, JsonObject>();
  for (const row of Array.isArray(answer) ? answer : [null]) {
    if (!isObject(row) || typeof row.id !== 'bigint') {
      return undefined;
    }
    rows.set(row.id, row);
  }
  return rows;
}
