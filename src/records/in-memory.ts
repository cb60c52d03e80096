import { positional } from '../expression/arguments.ts';
import { call } from '../expression/operations/call.ts';
import { compare } from '../expression/operations/order.ts';
import { truth } from '../expression/operations/truth.ts';
import type { Value } from '../expression/value.ts';
import { Records } from './records.ts';
import type { Recordset } from './recordset.ts';

// What Odoo does on records in memory: the fields needed are read for the whole set, the rest happens here.

/** `records.mapped('a.b')` or with a function: a list, or the union of the records it gives. */
export function mapped(records: Recordset, by: Value): Value {
  if (typeof by !== 'string') {
    return joined(records.singles().map((record) => call(by, positional(record))));
  }
  let current: Value = records;
  for (const name of by.split('.')) {
    const set = asRecordset(current);
    if (set === undefined) {
      return current;
    }
    const values = set.singles().map((record) => record.field(name));
    current = values.length === 0 ? emptyMapped(set, name) : joined(values);
  }
  return current;
}

/** `records.filtered(function)` or by the truth of a field path. */
export function filtered(records: Recordset, by: Value): Recordset {
  const kept = records
    .singles()
    .filter((record) => truth(typeof by === 'string' ? path(record, by) : call(by, positional(record))));
  return records.with(
    kept.map((record) => record.one()),
    records.together,
  );
}

/** `records.sorted(key)` by a function or a field, stable. */
export function sorted(records: Recordset, by: Value, reverse: boolean): Recordset {
  const keyed = records.singles().map((record) => ({
    id: record.one(),
    key: typeof by === 'string' ? path(record, by) : call(by, positional(record)),
  }));
  const direction = reverse ? -1 : 1;
  keyed.sort((a, b) => direction * compare(a.key, b.key));
  return records.with(
    keyed.map(({ id }) => id),
    records.together,
  );
}

function path(record: Recordset, names: string): Value {
  const value = mapped(record, names);
  return Array.isArray(value) ? (value[0] ?? false) : value;
}

function asRecordset(value: Value): Recordset | undefined {
  return isRecordset(value) ? value : undefined;
}

function joined(values: Value[]): Value {
  const [first] = values;
  if (!isRecordset(first) || !values.every(isRecordset)) {
    return values;
  }
  const ids = values.flatMap((records) => records.ids);
  return first.with(ids);
}

function emptyMapped(records: Recordset, name: string): Value {
  const relation = records.env.world.fieldsOf(records.model).get(name)?.relation;
  return relation === undefined ? [] : records.env.records(relation, []);
}

// A Recordset is the only kind of Records there is; its class cannot be named here without a cycle.
function isRecordset(value: Value | undefined): value is Recordset {
  return value instanceof Records;
}
