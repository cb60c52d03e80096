import assert from 'node:assert/strict';
import { OdooRejected } from '../../src/errors.ts';
import type { Connection } from '../../src/odoo/connection.ts';
import type { Json, JsonObject } from '../../src/odoo/json.ts';
import { fill, fillObject, type Snippet } from './snippet.ts';

const ALL = { active_test: false };

/** The records of one run of a snippet: those it starts from, those it leaves. */
export class SnippetRecords {
  /** A text that only this run uses; of the same length in every run. */
  readonly mark: string;
  readonly #snippet: Snippet;
  readonly #connection: Connection;
  readonly #made = new Map<string, bigint>();

  constructor(snippet: Snippet, connection: Connection) {
    this.mark = `hk${Math.random().toString(36).slice(2, 9).padEnd(7, '0')}`;
    this.#snippet = snippet;
    this.#connection = connection;
  }

  async setUp(): Promise<void> {
    for (const { as, model, values } of this.#snippet.setup) {
      const id = await this.#call(model, 'create', [fillObject(values, this.mark, this.#made)]);
      assert.ok(typeof id === 'bigint');
      this.#made.set(as, id);
    }
  }

  payload(): JsonObject {
    return fillObject(this.#snippet.payload, this.mark, this.#made);
  }

  /** The records to compare, by model; MARK again where this run's own text stood. */
  async read(): Promise<Record<string, Json>> {
    const found: Record<string, Json> = {};
    for (const { model, fields } of this.#snippet.compare) {
      found[model] = this.#plain(await this.#rows(model, await this.#search(model), fields));
    }
    return found;
  }

  plainText(text: string): string {
    return text.replaceAll(new RegExp(this.mark, 'gi'), 'MARK');
  }

  #plain(json: Json): Json {
    if (typeof json === 'string') {
      return this.plainText(json);
    }
    if (Array.isArray(json)) {
      return json.map((item) => this.#plain(item));
    }
    return isObject(json)
      ? Object.fromEntries(Object.entries(json).map(([key, value]) => [key, this.#plain(value)]))
      : json;
  }

  async remove(): Promise<void> {
    for (const { model } of this.#snippet.compare) {
      await this.#takeAway(model, await this.#search(model));
    }
    for (const { as, model } of this.#snippet.setup.toReversed()) {
      const id = this.#made.get(as);
      if (id !== undefined) {
        await this.#takeAway(model, [id]);
      }
    }
  }

  async #rows(model: string, ids: bigint[], paths: string[]): Promise<Json[]> {
    const fields = await this.#connection.fields(model);
    const heads = new Map<string, string[]>();
    for (const path of paths) {
      const [head = '', ...rest] = path.split('.');
      heads.set(head, [...(heads.get(head) ?? []), ...(rest.length === 0 ? [] : [rest.join('.')])]);
    }
    const rows = await this.#call(model, 'read', [ids, [...heads.keys()]], { load: null });
    assert.ok(Array.isArray(rows));
    return await Promise.all(
      rows.map(async (row) => {
        assert.ok(typeof row === 'object' && row !== null && !Array.isArray(row));
        const read: JsonObject = {};
        for (const [head, rest] of heads) {
          const value = row[head] ?? null;
          const relation = fields.get(head)?.relation;
          read[head] = relation === undefined ? value : await this.#related(relation, value, rest);
        }
        return read;
      }),
    );
  }

  async #related(model: string, value: Json, paths: string[]): Promise<Json> {
    const ids = (Array.isArray(value) ? value : [value]).filter((id) => typeof id === 'bigint');
    const rows = await this.#rows(model, ids, paths.length === 0 ? ['display_name'] : paths);
    const shown = paths.length > 0 ? rows : rows.map((row) => (row as JsonObject).display_name ?? null);
    return Array.isArray(value) ? shown : (shown[0] ?? false);
  }

  async #search(model: string): Promise<bigint[]> {
    const entry = this.#snippet.compare.find((compared) => compared.model === model);
    const domain = fill(entry?.where ?? [], this.mark, this.#made);
    const ids = await this.#call(model, 'search', [domain], { order: 'id', context: ALL });
    assert.ok(Array.isArray(ids));
    return ids.filter((id) => typeof id === 'bigint');
  }

  /** Deletes, after what must come before it; archives what Odoo does not let go, such as a product that has moved. */
  async #takeAway(model: string, given: bigint[]): Promise<void> {
    const ids = await this.#call(model, 'search', [[['id', 'in', given]]], { context: ALL });
    assert.ok(Array.isArray(ids));
    if (ids.length === 0 || model === 'stock.move') {
      return;
    }
    const cancel = CANCEL.get(model);
    if (cancel !== undefined) {
      await this.#call(model, cancel, [ids], { context: { disable_cancel_warning: true } });
    }
    try {
      await this.#call(model, 'unlink', [ids]);
    } catch (error) {
      if (!(error instanceof OdooRejected)) {
        throw error;
      }
      await this.#call(model, 'write', [ids, { active: false }]);
    }
  }

  #call(model: string, method: string, args: Json[], kwargs: JsonObject = {}): Promise<Json> {
    return this.#connection.rpc({ model, method, args, kwargs });
  }
}

const CANCEL = new Map([
  ['sale.order', 'action_cancel'],
  ['purchase.order', 'button_cancel'],
]);

const TOLERANCE = 120_000;

/** `here` with the times of `there` that are at most two minutes away. */
export function nearTimes(here: Json, there: Json): Json {
  if (typeof here === 'string' && typeof there === 'string') {
    const apart = Math.abs(timeOf(here) - timeOf(there));
    return apart <= TOLERANCE ? there : here;
  }
  if (Array.isArray(here) && Array.isArray(there)) {
    return here.map((item, index) => nearTimes(item, there[index] ?? null));
  }
  if (isObject(here) && isObject(there)) {
    return Object.fromEntries(Object.entries(here).map(([key, value]) => [key, nearTimes(value, there[key] ?? null)]));
  }
  return here;
}

function timeOf(text: string): number {
  return /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(text) ? Date.parse(`${text.replace(' ', 'T')}Z`) : Number.NaN;
}

function isObject(value: Json): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
