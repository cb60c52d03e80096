import { OdooRejected } from '../../errors.ts';
import { isRead, type OdooCall, type Rpc } from '../../odoo/call.ts';
import type { Connection } from '../../odoo/connection.ts';
import type { Field } from '../../odoo/fields.ts';
import type { Json, JsonObject } from '../../odoo/json.ts';
import { CannotRun } from '../command.ts';

/**
 * Lets reads through to Odoo and keeps every change from it. A record that would be created gets a made-up negative id; reads of
 * written fields answer with what was to be written. Throws CannotRun where only a real change could give the answer.
 */
export function unmadeChanges({
  rpc,
  fields,
  demandAllowed,
}: Pick<Connection, 'rpc' | 'fields' | 'demandAllowed'>): Rpc {
  const changes = new UnmadeChanges(rpc, fields);
  return async (call) => {
    await demandAllowed(call);
    return await (isRead(call) ? changes.read(call) : changes.change(call));
  };
}

class UnmadeChanges {
  readonly #rpc: Rpc;
  readonly #fields: Connection['fields'];
  /** What was to be written, by model and id; null for a record that was to be deleted. */
  readonly #written = new Map<string, JsonObject | null>();
  /** What would be found by external id, beside what is. */
  readonly #named = new Map<string, Json[]>();
  #lastId = 0n;

  constructor(rpc: Rpc, fields: Connection['fields']) {
    this.#rpc = rpc;
    this.#fields = fields;
  }

  /**
   * The answer Odoo would give, as far as it can be told: null for the answer of a method that is not known here. Throws OdooRejected, as
   * Odoo would, for a record that does not exist.
   */
  async change({ model, method, ids = [], args: [first], makes }: OdooCall): Promise<Json> {
    await this.#checkExist(model, ids);
    if (makes !== undefined) {
      const id = this.#make(model, makes.values);
      this.#named.set(makes.externalId, [model, id]);
      return { ids: [id], messages: [] };
    }
    switch (method) {
      case 'create':
        return Array.isArray(first) ? first.map((values) => this.#make(model, values)) : this.#make(model, first);
      case 'copy':
        return this.#make(model, first);
      case 'write':
        for (const id of ids) {
          this.#written.set(key(model, id), { ...this.#written.get(key(model, id)), ...asObject(first) });
        }
        return true;
      case 'unlink':
        for (const id of ids) {
          this.#written.set(key(model, id), null);
        }
        return true;
      default:
        return null;
    }
  }

  async read(call: OdooCall): Promise<Json> {
    if (call.method === 'read') {
      return await this.#readRecords(call);
    }
    const named = call.method === 'check_object_reference' ? this.#named.get(call.args.join('.')) : undefined;
    if (named !== undefined) {
      return named;
    }
    const asked = idsAsked(call);
    if (asked !== undefined) {
      return await this.#existing(call, asked);
    }
    if (this.#mentionsMadeUp([...(call.ids ?? []), ...call.args, call.kwargs])) {
      throw new CannotRun(`${call.model}.${call.method} asks for a record that a dry run does not really create`);
    }
    return await this.#rpc(call);
  }

  async #checkExist(model: string, ids: readonly bigint[]): Promise<void> {
    const kwargs = { context: { active_test: false } };
    const there = await this.#existing({ model, method: 'search', args: [], kwargs }, ids);
    const missing = ids.find((id) => !there.includes(id));
    if (missing !== undefined) {
      throw new OdooRejected(
        'odoo.exceptions.MissingError',
        `Record does not exist or has been deleted.\n(Record: ${model}(${missing},))`,
      );
    }
  }

  #make(model: string, values: Json | undefined): bigint {
    this.#lastId -= 1n;
    this.#written.set(key(model, this.#lastId), asObject(values));
    return this.#lastId;
  }

  async #readRecords(call: OdooCall): Promise<Json> {
    const { model, ids = [] } = call;
    const real = ids.filter((id) => id > 0n);
    const found = real.length === 0 ? [] : await this.#rpc({ ...call, ids: real });
    const rows = new Map((Array.isArray(found) ? found : []).map(asObject).map((row) => [row.id, row]));
    const answer: Json[] = [];
    for (const id of ids) {
      const written = this.#written.get(key(model, id));
      const row = id > 0n ? rows.get(id) : { id };
      if (row !== undefined && written !== null) {
        answer.push(written === undefined ? row : await this.#overlaid(call, row, written));
      }
    }
    return answer;
  }

  /**
   * A row with what was to be written over it. Where a recordset reads (`load` is null), only the first field is needed: the others are
   * read along in case they will be, and are left out where they cannot be told. So are all where the first is the id.
   */
  async #overlaid({ model, args, kwargs }: OdooCall, row: JsonObject, written: JsonObject): Promise<JsonObject> {
    const fields = await this.#fields(model);
    const idsOnly = kwargs.load === null;
    const names = Array.isArray(args[0]) && args[0].length > 0 ? args[0].map(String) : [...fields.keys()];
    const overlaid: JsonObject = { id: row.id ?? null };
    for (const [index, name] of names.entries()) {
      if (name === 'id') {
        continue;
      }
      const value = written[name];
      const told = value === undefined ? row[name] : readable(value, fields.get(name), idsOnly);
      if (told !== undefined) {
        overlaid[name] = told;
      } else if (!idsOnly || index === 0) {
        throw new CannotRun(
          `the dry run cannot tell ${model}.${name} of the record ${row.id}, which is not really written`,
        );
      }
    }
    return overlaid;
  }

  /** Answers a search for ids that asks which of them exist. */
  async #existing(call: OdooCall, ids: readonly bigint[]): Promise<bigint[]> {
    const real = ids.filter((id) => id > 0n);
    const found = real.length === 0 ? [] : await this.#rpc({ ...call, args: [[['id', 'in', real]]] });
    const there = new Set(Array.isArray(found) ? found : []);
    const { model } = call;
    return ids.filter((id) => (id > 0n ? there.has(id) : true) && this.#written.get(key(model, id)) !== null);
  }

  #mentionsMadeUp(value: Json): boolean {
    if (typeof value === 'object' && value !== null) {
      return Object.values(value).some((item) => this.#mentionsMadeUp(item));
    }
    return typeof value === 'bigint' && value < 0n && value >= this.#lastId;
  }
}

function key(model: string, id: bigint): string {
  return `${model} ${id}`;
}

function asObject(value: Json | undefined): JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};
}

/** The ids of a search for `[('id', 'in', ids)]` alone. */
function idsAsked({ method, args }: OdooCall): bigint[] | undefined {
  const [domain] = args;
  const [term, ...others] = Array.isArray(domain) ? domain : [];
  if (method !== 'search' || !Array.isArray(term) || others.length > 0) {
    return undefined;
  }
  const [field, operator, ids] = term;
  const asks = field === 'id' && operator === 'in' && Array.isArray(ids);
  return asks ? ids.filter((id) => typeof id === 'bigint') : undefined;
}

/** What a field reads as once it is written; undefined when only Odoo knows. A many2one is its id only where names are not asked for. */
function readable(value: Json, field: Field | undefined, idsOnly: boolean): Json | undefined {
  const list = field === undefined || field.type === 'one2many' || field.type === 'many2many';
  return list || (field.type === 'many2one' && !idsOnly && value !== false) ? undefined : value;
}
