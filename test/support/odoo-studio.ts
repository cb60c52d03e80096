import assert from 'node:assert/strict';
import { OdooRejected } from '../../src/errors.ts';
import { repr } from '../../src/expression/repr.ts';
import type { Connection } from '../../src/odoo/connection.ts';
import { type Json, type JsonObject, writeJson } from '../../src/odoo/json.ts';
import { idsOf } from '../../src/records/created.ts';
import { fromJson } from '../../src/records/json-value.ts';
import { type Snippet, targetOf } from './snippet.ts';

/** How a snippet ended: `lines` are what it wrote with `log`. */
export interface Ran {
  ok: boolean;
  lines: string[];
  /** Why it was refused; Odoo's own webhooks do not tell. */
  message?: string | undefined;
}

/** Odoo itself, running snippets as server actions. */
export interface Studio {
  run(snippet: Snippet, payload: JsonObject): Promise<Ran>;
  /** Takes away all that it made. */
  remove(): Promise<void>;
}

/**
 * Sets up server actions on a real Odoo: behind automation rules with a webhook where it has those (17 and later), else called over RPC
 * with the payload and the target record written above the code.
 */
export async function openStudio(connection: Connection, snippets: Snippet[]): Promise<Studio> {
  const { major } = await connection.version();
  return major >= 17 ? await withWebhooks(connection, snippets) : withoutWebhooks(connection);
}

async function withWebhooks(connection: Connection, snippets: Snippet[]): Promise<Studio> {
  const call = caller(connection);
  const models = await modelIds(connection, snippets);
  // All rules in one call: each such call makes every worker of Odoo load its registry again.
  const rules = await call(
    'base.automation',
    'create',
    snippets.map(({ name, model, target_record }) => ({
      name: `hookdoo ${name}`,
      model_id: models.get(model) ?? 0n,
      trigger: 'on_webhook',
      ...(target_record === 'default' ? {} : { record_getter: target_record }),
    })),
  );
  try {
    const actions = await call(
      'ir.actions.server',
      'create',
      snippets.map(({ name, model, code }, index) => ({
        name: `hookdoo ${name}`,
        model_id: models.get(model) ?? 0n,
        base_automation_id: rules[index] ?? 0n,
        usage: 'base_automation',
        state: 'code',
        code,
      })),
    );
    const rows = await read(connection, 'base.automation', rules, ['webhook_uuid', 'record_getter']);
    const wired = snippets.map(({ name }, index) => {
      const path = `/web/hook/${String(rows[index]?.webhook_uuid)}`;
      return [name, { path, action: actions[index] ?? 0n }] as const;
    });
    // The default ones as Odoo filled them in.
    assert.deepEqual(
      rows.map(({ record_getter }) => record_getter),
      snippets.map(targetOf),
    );
    return new Webhooks(connection, new Map(wired), rules);
  } catch (error) {
    await unlink(connection, 'base.automation', rules);
    throw error;
  }
}

class Webhooks implements Studio {
  readonly #connection: Connection;
  readonly #wired: ReadonlyMap<string, { path: string; action: bigint }>;
  readonly #rules: bigint[];

  constructor(connection: Connection, wired: ReadonlyMap<string, { path: string; action: bigint }>, rules: bigint[]) {
    this.#connection = connection;
    this.#wired = wired;
    this.#rules = rules;
  }

  async run({ name }: Snippet, payload: JsonObject): Promise<Ran> {
    const wired = this.#wired.get(name);
    assert.ok(wired, `${name} has a webhook`);
    const { url, database } = this.#connection.settings;
    const response = await fetch(url + wired.path, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'X-Odoo-Database': database },
      body: writeJson(payload),
    });
    await response.text();
    return { ok: response.status === 200, lines: await logged(this.#connection, wired.action) };
  }

  async remove(): Promise<void> {
    const actions = [...this.#wired.values()].map(({ action }) => action);
    await unlink(this.#connection, 'ir.actions.server', actions);
    await unlink(this.#connection, 'base.automation', this.#rules);
  }
}

function withoutWebhooks(connection: Connection): Studio {
  return {
    async run(snippet, payload) {
      const models = await modelIds(connection, [snippet]);
      const values = {
        name: `hookdoo ${snippet.name}`,
        model_id: models.get(snippet.model) ?? 0n,
        state: 'code',
        code: `payload = ${repr(fromJson(payload))}\nrecord = records = ${targetOf(snippet)}\n${snippet.code}`,
      };
      const actions = await caller(connection)('ir.actions.server', 'create', [values]);
      try {
        const message = await runs(connection, actions);
        return { ok: message === undefined, lines: await logged(connection, actions[0] ?? 0n), message };
      } finally {
        await unlink(connection, 'ir.actions.server', actions);
      }
    },
    async remove() {},
  };
}

/** Runs an action; gives what Odoo said when it refused. */
async function runs(connection: Connection, actions: bigint[]): Promise<string | undefined> {
  try {
    await connection.rpc({ model: 'ir.actions.server', method: 'run', ids: actions, args: [], kwargs: {} });
    return undefined;
  } catch (error) {
    if (error instanceof OdooRejected) {
      return error.message;
    }
    throw error;
  }
}

function caller(connection: Connection) {
  return async (model: string, method: string, values: Json[]): Promise<bigint[]> =>
    idsOf(await connection.rpc({ model, method, args: [values], kwargs: {} }));
}

async function read(connection: Connection, model: string, ids: bigint[], fields: string[]): Promise<JsonObject[]> {
  return asRows(await connection.rpc({ model, method: 'read', ids, args: [fields], kwargs: {} }));
}

async function modelIds(connection: Connection, snippets: Snippet[]): Promise<Map<Json, bigint>> {
  const domain = [['model', 'in', [...new Set(snippets.map(({ model }) => model))]]];
  const found = idsOf(await connection.rpc({ model: 'ir.model', method: 'search', args: [domain], kwargs: {} }));
  const rows = await read(connection, 'ir.model', found, ['model']);
  return new Map(rows.map(({ model = '' }, index) => [model, found[index] ?? 0n]));
}

/** What the code of an action wrote with `log`, and takes it out of Odoo's log. */
async function logged(connection: Connection, action: bigint): Promise<string[]> {
  const domain = [
    ['path', '=', 'action'],
    ['line', '=', `${action}`],
  ];
  const kwargs = { order: 'id' };
  const found = idsOf(await connection.rpc({ model: 'ir.logging', method: 'search', args: [domain], kwargs }));
  const rows = await read(connection, 'ir.logging', found, ['message']);
  await unlink(connection, 'ir.logging', found);
  return rows.map(({ message }) => String(message));
}

async function unlink(connection: Connection, model: string, ids: Json[]): Promise<void> {
  await connection.rpc({ model, method: 'unlink', args: [ids], kwargs: {} });
}

function asRows(answer: Json): JsonObject[] {
  assert.ok(Array.isArray(answer));
  return answer.map((row) => {
    assert.ok(typeof row === 'object' && row !== null && !Array.isArray(row));
    return row;
  });
}
