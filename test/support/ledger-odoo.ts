import { setImmediate } from 'node:timers/promises';
import { OdooRejected } from '../../src/errors.ts';
import type { OdooCall } from '../../src/odoo/call.ts';
import type { Json, JsonObject } from '../../src/odoo/json.ts';

/** A record: `code` is text, `parent` a many2one, `lines` names that only `load` gives. */
interface Entry {
  name: string;
  code: string | false;
  parent: bigint | false;
  lines: string[];
}

const MISSING = 'odoo.exceptions.MissingError';
const INVALID = 'odoo.exceptions.ValidationError';

/** As much of one model of Odoo as joining is about: each call all or nothing, in turns of the event loop instead of time. */
export class LedgerOdoo {
  /** How many calls came. */
  calls = 0;
  readonly #pace: () => number;
  #entries = new Map<bigint, Entry>();
  #externalIds = new Map<string, bigint>();
  #last = 0n;

  /** `pace` gives how many turns a call takes. */
  constructor(pace: () => number = () => 0) {
    this.#pace = pace;
  }

  /** The name of a record: what it is known by when ids come in another order. */
  nameOf(id: Json): string {
    return this.#entries.get(BigInt(String(id)))?.name ?? `no record ${String(id)}`;
  }

  /** All records without their ids. */
  records(): string[] {
    const texts = [...this.#entries.values()].map(
      ({ name, code, parent, lines }) => `${name} ${code} ${parent && this.nameOf(parent)} ${lines.join('+')}`,
    );
    return texts.toSorted();
  }

  async send(call: OdooCall): Promise<Json> {
    this.calls += 1;
    for (let turns = this.#pace(); turns > 0; turns -= 1) {
      await setImmediate();
    }
    const before = { entries: structuredClone(this.#entries), externalIds: new Map(this.#externalIds) };
    try {
      return this.#carryOut(call);
    } catch (error) {
      this.#entries = before.entries;
      this.#externalIds = before.externalIds;
      throw error;
    }
  }

  #carryOut({ method, ids = [], args, kwargs }: OdooCall): Json {
    const [first = null, second = null] = args;
    switch (method) {
      case 'create':
        return Array.isArray(first) ? first.map((values) => this.#create(values, kwargs)) : this.#create(first, kwargs);
      case 'write':
        for (const id of ids) {
          this.#set(id, first);
        }
        return true;
      case 'read':
        return ids.filter((id) => this.#entries.has(id)).map((id) => this.#row(id, asList(first)));
      case 'search_read':
        return this.#search(asList(first)).map((id) => this.#row(id, asList(kwargs.fields)));
      case 'search_count':
        return BigInt(this.#search(asList(first)).length);
      case 'load':
        return this.#load(asList(first), asList(second).map(asList));
      default:
        throw new OdooRejected('builtins.AttributeError', `no method ${method}`);
    }
  }

  /** Unless a code is given it is the language of the context. */
  #create(values: Json, { context = {} }: JsonObject = {}): bigint {
    this.#last += 1n;
    this.#entries.set(this.#last, { name: '', code: false, parent: false, lines: [] });
    this.#set(this.#last, { code: asMap(context).lang ?? false, ...asMap(values) });
    return this.#last;
  }

  #set(id: bigint, values: Json): void {
    const entry = this.#entries.get(id);
    if (entry === undefined) {
      throw new OdooRejected(MISSING, `record ${id} does not exist`);
    }
    const { name = entry.name, code = entry.code, parent = entry.parent } = asMap(values);
    if (typeof name !== 'string' || name === '') {
      throw new OdooRejected(INVALID, 'a name is required');
    }
    entry.name = name;
    entry.code = typeof code === 'string' && code;
    entry.parent = typeof parent === 'bigint' && parent;
  }

  #row(id: bigint, fields: Json[]): JsonObject {
    const row: JsonObject = { id };
    for (const field of fields.map(String)) {
      const value = asMap(Object(this.#entries.get(id)))[field] ?? false;
      row[field] = field === 'parent' && value !== false ? [value, this.nameOf(value)] : value;
    }
    return row;
  }

  #search(domain: Json[]): bigint[] {
    const holds = (entry: Entry, [field, operator, value]: Json[]) => {
      const own = asMap(Object(entry))[String(field)] ?? false;
      return operator === 'in' ? asList(value).includes(own) : own === value;
    };
    const found = [...this.#entries].filter(([, entry]) => domain.every((term) => holds(entry, asList(term))));
    return found.map(([id]) => id);
  }

  /** As Odoo 19 does: one row is wrong, nothing is done, and the first row is named beside the guilty one. */
  #load(columns: Json[], rows: Json[][]): Json {
    const at = (name: string) => columns.indexOf(name);
    const before = { entries: structuredClone(this.#entries), externalIds: new Map(this.#externalIds) };
    const ids: bigint[] = [];
    const messages: JsonObject[] = [];
    for (const [index, row] of rows.entries()) {
      const rowsOf = { from: BigInt(index), to: BigInt(index) };
      const externalId = row[at('id')];
      const name = String(row[at('name')]);
      const line = row[at('line/name')];
      if (typeof externalId === 'string' && externalId !== '') {
        const id = this.#externalIds.get(externalId) ?? this.#create({ name: 'new' });
        this.#externalIds.set(externalId, id);
        ids.push(id);
        Object.assign(this.#entries.get(id) ?? {}, { name, lines: [] });
        if (name.startsWith('wrong')) {
          messages.push({ type: 'error', rows: rowsOf, record: BigInt(ids.length - 1), message: 'wrong' });
        } else if (name.startsWith('odd')) {
          messages.push({ type: 'warning', rows: rowsOf, record: BigInt(ids.length - 1), message: 'odd' });
        }
      }
      if (line !== undefined) {
        this.#entries.get(ids.at(-1) ?? 0n)?.lines.push(String(line));
      }
    }
    if (messages.every(({ type }) => type !== 'error')) {
      return { ids, messages, nextrow: 0n };
    }
    this.#entries = before.entries;
    this.#externalIds = before.externalIds;
    const global = { type: 'error', rows: { from: 0n, to: 0n }, message: 'one of them is wrong' };
    return { ids: false, messages: rows.length > 2 ? [global, ...messages] : messages, nextrow: 0n };
  }
}

function asList(value: Json | undefined): Json[] {
  return Array.isArray(value) ? value : [];
}

function asMap(value: Json): JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};
}
