import { Dict } from '../../expression/dict.ts';
import { str } from '../../expression/repr.ts';
import { fieldText } from '../../odoo/field-text.ts';
import { type Json, type JsonObject, writeJson } from '../../odoo/json.ts';
import { changedValues } from '../changed-values.ts';
import { type At, type Fitting, inside } from './fitting.ts';
import { gather } from './lacking.ts';
import { rowsOf } from './look-up.ts';
import { placeIn } from './places.ts';
import { misfit, refused } from './refusal.ts';
import type { MatchedRows } from './rows.ts';
import { unknownField } from './unknown-field.ts';

type Row = JsonObject & { id: bigint };

/** A line that was given, with the one that is there already, if there is one. */
interface Pair {
  given: Dict;
  at: At;
  present: Row | undefined;
}

/**
 * The commands that make the lines of a one2many those that are given: lines equal in the `match` fields are changed where they differ,
 * others are added, and those not given are removed. Undefined where nothing was given, or all is already as it should be.
 */
export function fitRows(rows: MatchedRows, fitting: Fitting): Json | undefined {
  const { field, target, answers, walk } = fitting;
  const { relation = '', relation_field } = field;
  if (field.type !== 'one2many' || relation_field === undefined) {
    throw refused('bad_value', '`match` is for the lines of a one2many; other lists take ids, names or maps', fitting);
  }
  if (rows.rows === null) {
    return undefined;
  }
  const given = linesOf(rows, fitting);
  if (target === 'create') {
    return gather(given, (line, index) => [
      0n,
      0n,
      walk.record(relation, line, 'create', atLine(fitting, rows, index)),
    ]);
  }
  const present = presentRows(given, rows, fitting);
  const pairs = paired(given, present, rows, fitting);
  const commands = gather(pairs, (pair) => commandOf(pair, relation, fitting)).filter(
    (command) => command !== undefined,
  );
  const kept = new Set(pairs.map((pair) => pair.present?.id));
  const missing = rows.removesMissing ? present.filter(({ id }) => !kept.has(id)) : [];
  const all = [...commands, ...missing.map(({ id }): Json => [2n, id, 0n])];
  return all.length === 0 ? undefined : answers.lookedAtRows(all);
}

function linesOf(rows: MatchedRows, fitting: Fitting): Dict[] {
  const list = rows.rows;
  if (!Array.isArray(list)) {
    throw misfit(list, 'a list of maps', fitting);
  }
  return list.map((line, index) => {
    const { path, placeOf } = atLine(fitting, rows, index);
    const at = { path, place: () => placeOf('') };
    if (!(line instanceof Dict)) {
      throw misfit(line, 'a map of fields and values', { ...fitting, ...at });
    }
    const absent = rows.match.find((name) => !line.contains(name));
    if (absent !== undefined) {
      throw refused('bad_value', `the field \`${absent}\` of \`match\` is not among the values`, at);
    }
    return line;
  });
}

function atLine(fitting: Fitting, { rows }: MatchedRows, index: number): At {
  const place = Array.isArray(rows) ? placeIn(rows, index) : undefined;
  return inside(fitting, `[${index}]`, place === undefined ? fitting.place : () => place);
}

/** The lines that are there, oldest first, with all fields that are given. */
function presentRows(given: Dict[], rows: MatchedRows, fitting: Fitting): Row[] {
  const { answers, field, target, place } = fitting;
  const { relation: model = '', relation_field: owner = '', domain } = field;
  const ids = target === 'create' ? [] : target.write;
  const [id] = ids;
  if (id === undefined || ids.length > 1) {
    throw refused('many_records', `\`match\` works on the lines of one record; here are ${ids.length}`, fitting);
  }
  if (typeof domain === 'string' && domain !== '[]') {
    throw refused(
      'bad_value',
      `\`match\` cannot be used here: only Odoo knows which ${model} are these lines`,
      fitting,
    );
  }
  const known = answers.fields(model);
  const names = [...new Set([...rows.match, ...given.flatMap((line) => [...line.keys()].map(str))])];
  const unknown = names.find((name) => !known.has(name));
  if (unknown !== undefined) {
    const line = given.findIndex((one) => one.contains(unknown));
    throw unknownField(model, unknown, known, atLine(fitting, rows, Math.max(line, 0)));
  }
  const terms = Array.isArray(domain) ? domain : [];
  const args: Json[] = [[[owner, 'in', [id]], ...terms]];
  return rowsOf(answers.read({ model, method: 'search_read', args, kwargs: { fields: names, order: 'id' } }, place));
}

/** Gives each line the one that is there with the same values in the `match` fields, each only once. */
function paired(given: Dict[], present: Row[], rows: MatchedRows, fitting: Fitting): Pair[] {
  const { relation = '' } = fitting.field;
  const fields = fitting.answers.fields(relation);
  const keyOf = (values: JsonObject) =>
    writeJson(
      rows.match.map((name) => {
        const [field, value] = [fields.get(name), values[name] ?? false];
        return (field && fieldText(field, value)) ?? value;
      }),
    );
  const free = new Map<string, Row[]>();
  for (const row of present) {
    const key = keyOf(row);
    free.set(key, [...(free.get(key) ?? []), row]);
  }
  const wanted = gather(given, (line, index) => {
    const at = atLine(fitting, rows, index);
    const all = fitting.walk.record(relation, line, 'create', at);
    return { given: line, at, key: keyOf(all) };
  });
  return wanted.map(({ key, ...line }) => ({ ...line, present: free.get(key)?.shift() }));
}

/** The command for one line; undefined where it is already as it should be. */
function commandOf({ given, at, present }: Pair, relation: string, { answers, walk }: Fitting): Json | undefined {
  if (present === undefined) {
    return [0n, 0n, walk.record(relation, given, 'create', at)];
  }
  const fitted = walk.record(relation, given, { write: [present.id] }, at);
  const changed = changedValues(fitted, present, answers.fields(relation));
  return Object.keys(changed).length === 0 ? undefined : [1n, present.id, changed];
}
