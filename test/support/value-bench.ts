import assert from 'node:assert/strict';
import type { Json, JsonObject } from '../../src/odoo/json.ts';
import { parseJson, writeJson } from '../../src/odoo/json.ts';
import { type RunningApp, runApp } from './run-app.ts';

/** Hooks on an Odoo, whose records are named after this run and deleted at its end. */
export interface ValueBench {
  running: RunningApp;
  /** Odoo's major version. */
  version: number;
  /** A name that nothing else has. */
  fresh(): string;
  /** Creates a record that is deleted at the end. */
  make(model: string, values: JsonObject): Promise<bigint>;
  /** The ids that fit the domain, archived ones too; they are deleted at the end when `keep` is not said. */
  search(model: string, domain: Json[]): Promise<bigint[]>;
  /** The record with this name, deleted at the end. */
  named(model: string, name: string, fields: string[]): Promise<JsonObject>;
  read(model: string, ids: readonly bigint[], fields: string[]): Promise<JsonObject[]>;
  /** Posts to a hook, which must do its work. */
  ok(hook: string, payload: JsonObject): Promise<void>;
  /** Posts to a hook, which must refuse; gives the line of the YAML file that the log names. */
  refused(hook: string, payload: JsonObject, code: string, message: RegExp): Promise<number>;
  stop(): Promise<void>;
}

/** Starts the whole program with these hooks (by their names), on the Odoo that `variables` name. */
export async function valueBench(
  hooks: Record<string, string>,
  variables: Record<string, string | undefined>,
): Promise<ValueBench> {
  const files = Object.entries(hooks).map(([name, text]) => [`hooks/${name}.yaml`, text]);
  const running = await runApp(Object.fromEntries(files), variables);
  const { major } = await running.app.connection('odoo').version();
  const marker = `Hookdoo-${process.pid}-${Date.now()}`;
  const made: [model: string, id: bigint][] = [];
  let count = 0;

  async function search(model: string, domain: Json[]): Promise<bigint[]> {
    const found = await running.odoo(model, 'search', [domain], { order: 'id', context: { active_test: false } });
    assert.ok(Array.isArray(found));
    return found.map((id) => BigInt(String(id)));
  }
  async function read(model: string, ids: readonly bigint[], fields: string[]): Promise<JsonObject[]> {
    const rows = await running.odoo(model, 'read', [[...ids], fields]);
    assert.ok(Array.isArray(rows));
    return rows.map((row) => {
      assert.ok(typeof row === 'object' && row !== null && !Array.isArray(row));
      return row;
    });
  }
  async function post(hook: string, payload: JsonObject): Promise<{ status: number; body: Record<string, string> }> {
    running.lines.length = 0;
    const { status, body } = await running.post(hook, writeJson(payload));
    return { status, body: body as Record<string, string> };
  }

  return {
    running,
    version: major,
    fresh: () => `${marker}-${++count}`,
    async make(model, values) {
      const id = await running.odoo(model, 'create', [values]);
      assert.ok(typeof id === 'bigint');
      made.push([model, id]);
      return id;
    },
    search,
    read,
    async named(model, name, fields) {
      const [id, ...others] = await search(model, [['name', '=', name]]);
      assert.ok(id !== undefined && others.length === 0, `one ${model} is called ${name}`);
      made.push([model, id]);
      const [row] = await read(model, [id], fields);
      assert.ok(row);
      return row;
    },
    async ok(hook, payload) {
      const { status, body } = await post(hook, payload);
      assert.deepEqual([status, body], [200, { status: 'ok' }]);
    },
    async refused(hook, payload, code, message) {
      const { status, body } = await post(hook, payload);
      assert.deepEqual([status, body.code], [422, code], body.message);
      assert.match(body.message ?? '', message);
      const settled = running.lines.map((line) => parseJson(line)).find((line) => Object(line).msg === 'delivery');
      return Number(/\.yaml:(\d+):\d+:/.exec(String(Object(settled).reason))?.[1]);
    },
    async stop() {
      try {
        for (const [model, id] of made.reverse()) {
          const left = await search(model, [['id', '=', id]]);
          await running.odoo(model, 'unlink', [left]);
        }
      } finally {
        await running.stop();
      }
    },
  };
}
