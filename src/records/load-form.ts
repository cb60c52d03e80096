import type { Field } from '../odoo/fields.ts';
import { isObject, type Json, type JsonObject } from '../odoo/json.ts';
import type { World } from './world.ts';

/** Values of a new record as Odoo's `load` takes them. */
export interface LoadForm {
  columns: string[];
  rows: Json[][];
  context: JsonObject;
  /** What `load` cannot carry, for a `write` after it; it may be written twice. */
  rest: JsonObject;
}

type Cells = Map<string, Json>;

/** One record, with its lines under it, as far as a table can hold it. */
interface Table {
  rows: Cells[];
  /** What a table cannot hold, by field. */
  others: JsonObject;
  hasTime: boolean;
}

const CREATE = 0n;
const LINK = 4n;
const CLEAR = 5n;
const SET = 6n;

/**
 * The values that `create` would take, as a table for `load`: a many2one by its id in `field/.id`, lines in rows of their own. Each line gets
 * an external id from that of its record, so that a load made twice does not add lines again.
 *
 * Lines of different fields cannot stand in one table: an empty cell is no cell that is left out. They go as `default_<field>` in the
 * context, which Odoo takes for a new record just as `create` takes values.
 */
export async function loadForm(world: World, model: string, externalId: string, values: JsonObject): Promise<LoadForm> {
  const { rows, others, hasTime } = await tableOf(world, model, externalId, '', values);
  const columns = [...new Set(rows.flatMap((row) => [...row.keys()]))];
  const form: LoadForm = {
    columns,
    rows: rows.map((row) => columns.map((column) => row.get(column) ?? null)),
    // Odoo takes the times of a table to be in the user's zone.
    context: hasTime ? { tz: 'UTC' } : {},
    rest: {},
  };
  const fields = await world.loadFields(model);
  for (const [name, value] of Object.entries(others)) {
    const commands = listOf(value);
    // Odoo hands the context on: lines that have a field of that name would take the value for theirs.
    const isOwn = commands !== undefined && !(await world.loadFields(fields.get(name)?.relation ?? '')).has(name);
    if (isOwn) {
      form.context[`default_${name}`] = value;
    } else {
      form.rest[name] = commands === undefined ? value : [[CLEAR, 0n, 0n], ...commands];
    }
  }
  return form;
}

async function tableOf(
  world: World,
  model: string,
  externalId: string,
  prefix: string,
  values: JsonObject,
): Promise<Table> {
  const fields = await world.loadFields(model);
  const own: Cells = new Map([[`${prefix}id`, externalId]]);
  const table: Table = { rows: [own], others: {}, hasTime: false };
  for (const [name, value] of Object.entries(values)) {
    const field = fields.get(name);
    const column = prefix + name;
    const isLines = field?.type === 'one2many' && isLineList(value);
    const lines = isLines ? await linesOf(world, field, `${externalId}.${name}`, column, value) : undefined;
    if (lines !== undefined) {
      table.rows.push(...lines.rows);
      table.hasTime ||= lines.hasTime;
    } else if (field === undefined || !setCell(own, column, field, value)) {
      table.others[name] = value;
    }
    table.hasTime ||= field?.type === 'datetime' && typeof value === 'string' && value !== '';
  }
  return table;
}

/** The rows of lines that all have the same columns; undefined when they have not, or a line does not go into rows. */
async function linesOf(
  world: World,
  field: Field,
  externalId: string,
  column: string,
  commands: Json[],
): Promise<Table | undefined> {
  const all: Table = { rows: [], others: {}, hasTime: false };
  let columns: string | undefined;
  for (const [index, command] of commands.entries()) {
    const values = Array.isArray(command) ? command[2] : undefined;
    const line = isObject(values)
      ? await tableOf(world, field.relation ?? '', `${externalId}.${index + 1}`, `${column}/`, values)
      : undefined;
    const own = line && [...new Set(line.rows.flatMap((row) => [...row.keys()]))].sort().join();
    columns ??= own;
    if (line === undefined || own !== columns || Object.keys(line.others).length > 0) {
      return undefined;
    }
    all.rows.push(...line.rows);
    all.hasTime ||= line.hasTime;
  }
  return all;
}

/** Sets the cell of a value; false when a cell cannot hold it. */
function setCell(cells: Cells, column: string, field: Field, value: Json): boolean {
  switch (field.type) {
    case 'many2one':
      return isIdOrEmpty(value) && set(cells, `${column}/.id`, value || null);
    case 'one2many':
    case 'many2many': {
      if (Array.isArray(value) && value.length === 0) {
        return true;
      }
      const ids = linkedIds(value);
      return ids !== undefined && set(cells, `${column}/.id`, ids.join());
    }
    case 'boolean':
      return set(cells, column, value ? 'True' : 'False');
    case 'selection':
      return isPlain(field, value) && set(cells, column, value || null);
    case 'integer':
    case 'float':
    case 'monetary':
    case 'char':
    case 'text':
    case 'html':
    case 'date':
    case 'datetime':
    case 'binary':
    case 'reference':
    case 'many2one_reference':
      return typeof value !== 'object' && typeof value !== 'boolean'
        ? set(cells, column, value)
        : !value && set(cells, column, null);
    default:
      return false;
  }
}

function set(cells: Cells, column: string, value: Json): true {
  cells.set(column, value);
  return true;
}

/** Whether `load` takes the value for what it is: it goes by labels too, in any case of letters, and takes the first that fits. */
function isPlain({ selection = [] }: Field, value: Json): boolean {
  if (value === false || value === null || value === '') {
    return true;
  }
  const wanted = String(value).toLowerCase();
  const first = selection.find(([key, label]) => key.toLowerCase() === wanted || label.toLowerCase() === wanted);
  return first === undefined || first[0] === value;
}

/** The ids that the list of a new record has when its commands only link; undefined when they do more. */
function linkedIds(value: Json): bigint[] | undefined {
  if (value === false || value === null) {
    return [];
  }
  let ids: bigint[] = [];
  for (const command of Array.isArray(value) ? value : [null]) {
    const [code, target, targets] = Array.isArray(command) ? command : [];
    if (code === LINK && typeof target === 'bigint') {
      ids.push(target);
    } else if (code === CLEAR) {
      ids = [];
    } else if (code === SET && Array.isArray(targets) && targets.every((id) => typeof id === 'bigint')) {
      ids = targets;
    } else {
      return undefined;
    }
  }
  return ids;
}

function isLineList(value: Json): value is Json[] {
  const isCreate = (command: Json) => Array.isArray(command) && command[0] === CREATE && isObject(command[2]);
  return Array.isArray(value) && value.length > 0 && value.every(isCreate);
}

/** Commands that make sense for a new record; undefined for any other value. */
function listOf(value: Json): Json[] | undefined {
  const isOne = (command: Json) =>
    Array.isArray(command) && [CREATE, LINK, CLEAR, SET].some((code) => command[0] === code);
  return Array.isArray(value) && value.every(isOne) ? value : undefined;
}

function isIdOrEmpty(value: Json): boolean {
  return typeof value === 'bigint' || value === false || value === null;
}
