import { z } from 'zod';
import { OdooUnavailable } from '../../errors.ts';
import type { OdooCall } from '../call.ts';
import { isObject, type Json, type JsonObject, writeJson } from '../json.ts';
import { hasOnly, type Kind } from './kind.ts';

const Rows = z.object({ from: z.bigint(), to: z.bigint() });

/**
 * `load` of the same columns in one context: the rows of all. Each call must say by an external id where its records begin, and no two
 * may name the same one. Rows that Odoo refuses are loaded alone, so that their answer is about nothing else.
 */
export const loads: Kind = {
  of(call) {
    const { model, method, ids, args, kwargs } = call;
    if (method !== 'load' || ids !== undefined || args.length !== 2 || !hasOnly(kwargs, 'context')) {
      return undefined;
    }
    const size = rowsOf(call).length;
    const unlike = externalIds(call);
    if (unlike === undefined || size === 0 || isPartial(kwargs.context)) {
      return undefined;
    }
    return { kind: loads, key: `load ${model} ${writeJson([args[0] ?? null, kwargs])}`, size, unlike };
  },
  join(calls) {
    const [{ model = '', method = '', args = [], kwargs = {} } = {}] = calls;
    return { model, method, args: [args[0] ?? [], calls.flatMap(rowsOf)], kwargs };
  },
  share(calls, answer) {
    const { ids = null, messages = [] } = isObject(answer) ? answer : {};
    const said = (Array.isArray(messages) ? messages : []).filter(isObject);
    return ids === false ? refused(calls, said) : loaded(calls, ids, said);
  },
};

function rowsOf({ args: [, rows = null] }: OdooCall): Json[][] {
  return Array.isArray(rows) ? rows.filter((row) => Array.isArray(row)) : [];
}

/** The external id of each record; undefined when it cannot be told where the records begin. */
function externalIds(call: OdooCall): string[] | undefined {
  const columns = Array.isArray(call.args[0]) ? call.args[0].map(String) : [];
  const at = columns.indexOf('id');
  const ids: string[] = [];
  for (const row of rowsOf(call)) {
    const id = row[at] ?? '';
    if (typeof id === 'string' && id !== '') {
      ids.push(id);
    } else if (ids.length === 0 || !isLine(row, columns)) {
      return undefined;
    }
  }
  return ids;
}

/** Whether a row adds to the record of the row before it: only columns of lines have something in them. */
function isLine(row: Json[], columns: string[]): boolean {
  const filled = columns.filter(
    (_column, index) => row[index] !== undefined && row[index] !== '' && row[index] !== false,
  );
  return filled.length > 0 && filled.every((column) => column.includes('/'));
}

/** Whether Odoo is asked to take a part of the rows only. */
function isPartial(context: Json | undefined): boolean {
  return isObject(context) && Object.keys(context).some((name) => /^_?import/.test(name));
}

/** All was undone. The calls whose rows a message names go alone; one that is named by mistake is done no harm by that. */
function refused(calls: readonly OdooCall[], messages: JsonObject[]): ('alone' | 'together')[] {
  return spans(calls).map((span) => (messages.some((message) => isAbout(message, span)) ? 'alone' : 'together'));
}

function loaded(calls: readonly OdooCall[], ids: Json, messages: JsonObject[]): { answer: Json }[] {
  const all = spans(calls);
  const records = all.reduce((sum, span) => sum + span.records, 0);
  if (!Array.isArray(ids) || ids.length !== records) {
    throw new OdooUnavailable(`load gave ${writeJson(ids)} where the ids of ${records} records were due`, 'unknown');
  }
  return all.map((span) => {
    const own = messages.filter((message) => isAbout(message, span) || !isPlaced(message));
    const given = ids.slice(span.record, span.record + span.records);
    return { answer: { ids: given, messages: own.map((message) => movedTo(message, span)), nextrow: 0n } };
  });
}

/** Where the rows and the records of one call are among those of all. */
interface Span {
  row: number;
  rows: number;
  record: number;
  records: number;
}

function spans(calls: readonly OdooCall[]): Span[] {
  let [row, record] = [0, 0];
  return calls.map((call) => {
    const span = { row, rows: rowsOf(call).length, record, records: externalIds(call)?.length ?? 0 };
    row += span.rows;
    record += span.records;
    return span;
  });
}

function isPlaced(message: JsonObject): boolean {
  return Rows.safeParse(message.rows).success;
}

function isAbout(message: JsonObject, { row, rows }: Span): boolean {
  const { data } = Rows.safeParse(message.rows);
  return data !== undefined && data.from < row + rows && data.to >= row;
}

/** The message with the numbers that its rows have in the call itself. */
function movedTo(message: JsonObject, { row, record }: Span): JsonObject {
  const { data } = Rows.safeParse(message.rows);
  const moved = { ...message };
  if (data !== undefined) {
    moved.rows = { from: data.from - BigInt(row), to: data.to - BigInt(row) };
  }
  if (typeof message.record === 'bigint') {
    moved.record = message.record - BigInt(record);
  }
  return moved;
}
