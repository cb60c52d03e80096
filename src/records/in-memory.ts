import { positional } from '../expression/arguments.ts';
import { Dict } from '../expression/dict.ts';
import { raise } from '../expression/exception.ts';
import { call } from '../expression/operations/call.ts';
import { compare } from '../expression/operations/order.ts';
import { truth } from '../expression/operations/truth.ts';
import { repr } from '../expression/repr.ts';
import type { Value } from '../expression/value.ts';
import { Records } from './records.ts';
import type { Recordset } from './recordset.ts';
import { comparisonOf } from './sort-order.ts';

// What Odoo does on records in memory: the fields needed are read for the whole set, the rest happens here.

/** `records.mapped('a.b')` or with a function: a list, or the union of the records it gives. */
export function mapped(records: Recordset, by: Value): Value {
  if (!truth(by)) {
    return records;
  }
  if (typeof by !== 'string') {
    return mappedByCall(records, by);
  }
  let current: Value = records;
  for (const name of by.split('.')) {
    const set = asRecordset(current);
    if (set === undefined) {
      return raise('AttributeError', `mapped(${repr(by)}): what stands before ${repr(name)} is no record`);
    }
    const values = set.singles().map((record) => record.field(name));
    current = values.length === 0 ? emptyMapped(set, name) : joined(values);
  }
  return current;
}

function mappedByCall(records: Recordset, by: Value): Value {
  if (records.ids.length > 0) {
    return joined(records.singles().map((record) => call(by, positional(record))));
  }
  // As Odoo does: what the function gives for no record says whether records or a list are due.
  const value = call(by, positional(records));
  return isRecordset(value) ? value : [];
}

/** `records.filtered(function)`, or by a field path that leads to anything true. */
export function filtered(records: Recordset, by: Value): Recordset {
  if (!truth(by)) {
    return records;
  }
  const keeps = (record: Recordset) => truth(typeof by === 'string' ? path(record, by) : call(by, positional(record)));
  return picked(records, records.singles().filter(keeps));
}

/** `records.sorted(key)` by a function or by an order such as `'state, id desc'`, stable. */
export function sorted(records: Recordset, by: Value, reverse: boolean): Recordset {
  const sign = reverse ? -1 : 1;
  const singles = records.singles();
  if (typeof by === 'string') {
    const comparison = comparisonOf(records, by);
    return picked(
      records,
      singles.toSorted((a, b) => sign * comparison(a, b)),
    );
  }
  const keyed = singles.map((record) => ({ record, key: call(by, positional(record)) }));
  keyed.sort((a, b) => sign * compare(a.key, b.key));
  return picked(
    records,
    keyed.map(({ record }) => record),
  );
}

/** `records.grouped(key)` by a function or a field: a dict from each key to the records that have it. */
export function grouped(records: Recordset, by: Value): Dict {
  const groups = Dict.from([]);
  for (const record of records.singles()) {
    const key = typeof by === 'string' ? record.field(by) : call(by, positional(record));
    const group = groups.get(key);
    groups.set(key, isRecordset(group) ? records.with([...group.ids, ...record.ids]) : record);
  }
  return groups;
}

function picked(records: Recordset, singles: Recordset[]): Recordset {
  return records.with(
    singles.map((record) => record.one()),
    records.together,
  );
}

function path(record: Recordset, names: string): Value {
  const value = mapped(record, names);
  return Array.isArray(value) ? value.some(truth) : value;
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
