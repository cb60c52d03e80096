import { isRead } from '../call.ts';
import { writeJson } from '../json.ts';
import type { Kind } from './kind.ts';

/** Reads that are the same: one. */
export const sameReads: Kind = {
  of(call) {
    if (!isRead(call)) {
      return undefined;
    }
    const { model, method, ids, args, kwargs } = call;
    const key = `same ${model}.${method} ${writeJson([ids === undefined ? null : [...ids], args, kwargs])}`;
    return { kind: sameReads, key, size: 0 };
  },
  join([first]) {
    const { model = '', method = '', ids, args = [], kwargs = {} } = first ?? {};
    return { model, method, ...(ids !== undefined && { ids }), args, kwargs };
  },
  share: (calls, answer) => calls.map(() => ({ answer })),
};
