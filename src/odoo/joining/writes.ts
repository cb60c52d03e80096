import { isObject, type Json, writeJson } from '../json.ts';
import { hasOnly, type Kind } from './kind.ts';

/** `write` of the same plain values in one context: one with all ids. Values with lists stay alone: a new line in one would be one line for all. */
export const writes: Kind = {
  of({ model, method, ids = [], args, kwargs }) {
    const [values] = args;
    if (method !== 'write' || ids.length === 0 || args.length !== 1 || !hasOnly(kwargs, 'context')) {
      return undefined;
    }
    return isObject(values) && Object.values(values).every(isPlain)
      ? { kind: writes, key: `write ${model} ${writeJson([values, kwargs])}`, size: ids.length }
      : undefined;
  },
  join(calls) {
    const [{ model = '', method = '', args = [], kwargs = {} } = {}] = calls;
    return { model, method, ids: [...new Set(calls.flatMap(({ ids = [] }) => ids))], args, kwargs };
  },
  share: (calls, answer) => calls.map(() => ({ answer })),
};

function isPlain(value: Json): boolean {
  return value === null || typeof value !== 'object';
}
