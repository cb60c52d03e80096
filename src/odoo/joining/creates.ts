import { OdooUnavailable } from '../../errors.ts';
import type { OdooCall } from '../call.ts';
import { isObject, type JsonObject, writeJson } from '../json.ts';
import { hasOnly, type Kind } from './kind.ts';

/** `create` of one model in one context: a `create` of a list. Odoo gives the ids in the order of the values, and makes all or none. */
export const creates: Kind = {
  of(call) {
    const { model, method, ids, args, kwargs } = call;
    if (method !== 'create' || ids !== undefined || args.length !== 1 || !hasOnly(kwargs, 'context')) {
      return undefined;
    }
    const size = valuesOf(call).length;
    return size === 0 ? undefined : { kind: creates, key: `create ${model} ${writeJson(kwargs)}`, size };
  },
  join(calls) {
    const [{ model = '', method = '', kwargs = {} } = {}] = calls;
    return { model, method, args: [calls.flatMap(valuesOf)], kwargs };
  },
  share(calls, answer) {
    const ids = Array.isArray(answer) ? answer : [];
    const sizes = calls.map((call) => valuesOf(call).length);
    const due = sizes.reduce((sum, size) => sum + size, 0);
    if (ids.length !== due || !ids.every((id) => typeof id === 'bigint')) {
      throw new OdooUnavailable(
        `Odoo answered ${writeJson(answer)} where ${due} ids of new records were due`,
        'unknown',
      );
    }
    return calls.map(({ args: [values] }, index) => {
      const own = ids.splice(0, sizes[index] ?? 0);
      return { answer: Array.isArray(values) ? own : (own[0] ?? null) };
    });
  },
};

function valuesOf({ args: [values = null] }: OdooCall): JsonObject[] {
  const list = Array.isArray(values) ? values : [values];
  return list.every(isObject) ? list : [];
}
