import { OdooUnavailable } from '../errors.ts';
import type { Json } from '../odoo/json.ts';

/** The record ids in an answer: of `search`, or of `create` and `copy`, which give one id or a list by version. Throws OdooUnavailable. */
export function idsOf(answer: Json): bigint[] {
  const list = Array.isArray(answer) ? answer : [answer];
  return list.map((id) => {
    if (typeof id !== 'bigint') {
      throw new OdooUnavailable(`Odoo answered ${JSON.stringify(typeof id)} where a record's id was due`, 'unknown');
    }
    return id;
  });
}

/** The id of the one record that `create` or `copy` made. */
export function firstId(answer: Json): bigint {
  const [id] = idsOf(answer);
  if (id === undefined) {
    throw new OdooUnavailable("Odoo answered an empty list where a new record's id was due", 'unknown');
  }
  return id;
}

/** The ids in an answer of `name_search`. */
export function nameSearchIds(answer: Json): bigint[] {
  return (Array.isArray(answer) ? answer : []).flatMap((pair) =>
    Array.isArray(pair) && typeof pair[0] === 'bigint' ? [pair[0]] : [],
  );
}
