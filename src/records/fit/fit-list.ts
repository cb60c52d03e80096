import { Dict } from '../../expression/dict.ts';
import { Tuple } from '../../expression/tuple.ts';
import type { Value } from '../../expression/value.ts';
import type { Json } from '../../odoo/json.ts';
import { toJson } from '../json-value.ts';
import { Records } from '../records.ts';
import { fitRows } from './fit-rows.ts';
import { type Fitting, inside } from './fitting.ts';
import { gather } from './lacking.ts';
import { idOf } from './many2one.ts';
import { placeIn } from './places.ts';
import { isRecordMap } from './record-map.ts';
import { misfit, orMisfit } from './refusal.ts';
import { MatchedRows } from './rows.ts';
import { isTaxRate, TAX } from './tax.ts';

const WANTED = "a list: of maps, of ids, names or records, or of Odoo's commands";
const LAST_COMMAND = 6n;

/** What one item of a list comes to. */
type Item = { ids: bigint[] } | { command: Json } | { values: Json };

/**
 * The records of a one2many or many2many, as Odoo's commands. Records that are named, and lines given as maps, take the place of what was
 * there; commands are passed on as they are.
 */
export function fitList(value: Value, fitting: Fitting): Json | undefined {
  if (value instanceof MatchedRows) {
    return fitRows(value, fitting);
  }
  if (value === null || value === false) {
    return false;
  }
  if (value instanceof Records && value.model === fitting.field.relation) {
    return [[6n, 0n, [...value.ids]]];
  }
  if (Array.isArray(value) && value.length === 0) {
    // Lines are not deleted by a list that happens to be empty.
    return fitting.field.type === 'one2many' ? [] : [[6n, 0n, []]];
  }
  const isOne =
    typeof value === 'string' ||
    typeof value === 'bigint' ||
    typeof value === 'number' ||
    (value instanceof Dict && namesRecord(value, fitting));
  const list = isOne ? [value] : value;
  if (!Array.isArray(list)) {
    throw misfit(value, WANTED, fitting);
  }
  return commandsOf(
    gather(list, (item, index) => fitItem(item, isOne ? fitting : itemFitting(fitting, list, index))),
    fitting,
  );
}

function itemFitting(fitting: Fitting, list: Value[], index: number): Fitting {
  const place = placeIn(list, index);
  return { ...fitting, path: `${fitting.path}[${index}]`, place: place === undefined ? fitting.place : () => place };
}

function namesRecord(map: Dict, { field }: Fitting): boolean {
  return isRecordMap(map) || (field.relation === TAX && isTaxRate(map));
}

function fitItem(item: Value, fitting: Fitting): Item {
  if (item instanceof Dict && !namesRecord(item, fitting)) {
    const relation = fitting.field.relation ?? '';
    return { values: fitting.walk.record(relation, item, 'create', inside(fitting, '')) };
  }
  if (item instanceof Tuple || Array.isArray(item)) {
    const [code] = item instanceof Tuple ? item.items : item;
    if (typeof code !== 'bigint' || code < 0n || code > LAST_COMMAND) {
      throw misfit(item, "one of Odoo's commands, such as [4, 7]", fitting);
    }
    return { command: orMisfit(item, "one of Odoo's commands", fitting, () => toJson(item)) };
  }
  if (item instanceof Records && item.model === fitting.field.relation) {
    return { ids: [...item.ids] };
  }
  if (item === null || item === false || item === '') {
    throw misfit(item, 'an id, a name, a record or a map', fitting);
  }
  const id = idOf(item, fitting);
  return { ids: id === undefined ? [] : [id] };
}

function commandsOf(items: Item[], { target }: Fitting): Json[] {
  const named = [...new Set(items.flatMap((item) => ('ids' in item ? item.ids : [])))];
  const lines = items.flatMap((item): Json[] => ('values' in item ? [[0n, 0n, item.values]] : []));
  const commands = items.flatMap((item) => ('command' in item ? [item.command] : []));
  if (commands.length > 0) {
    return [...commands, ...named.map((id): Json => [4n, id, 0n]), ...lines];
  }
  if (lines.length === 0) {
    return [[6n, 0n, named]];
  }
  if (named.length > 0) {
    return [[6n, 0n, named], ...lines];
  }
  return target === 'create' ? lines : [[5n, 0n, 0n], ...lines];
}
