import assert from 'node:assert/strict';
import { OdooRejected } from '../../src/errors.ts';
import { createLog } from '../../src/log.ts';
import type { Protocol } from '../../src/odoo/auto-wire.ts';
import { type Connection, openConnection } from '../../src/odoo/connection.ts';
import type { Json, JsonObject } from '../../src/odoo/json.ts';

/** An Odoo to run the contract against. */
export interface Target {
  url: string;
  database: string;
  login: string;
  password: string;
  /** Default `auto`. */
  protocol?: Protocol;
}

/** One run of the contract: its connection, and the records it made, which it takes away again. */
export class Bench {
  readonly connection: Connection;
  /** The major version of the Odoo. */
  readonly version: number;
  readonly #made: [string, bigint][] = [];
  readonly #prefix = `hookdoo-${process.pid}-${Date.now()}`;

  private constructor(connection: Connection, version: number) {
    this.connection = connection;
    this.version = version;
  }

  static async open(target: Target): Promise<Bench> {
    const log = createLog({ level: 'silent', readable: false });
    const settings = { ...target, name: 'contract', timeout: 60_000, concurrency: 2, context: {} };
    const connection = openConnection(settings, log);
    return new Bench(connection, (await connection.version()).major);
  }

  /** A name that only this run uses. */
  name(suffix: string): string {
    return `${this.#prefix} ${suffix}`;
  }

  /** Calls a method of the model itself. */
  call(model: string, method: string, args: Json[] = [], kwargs: JsonObject = {}): Promise<Json> {
    return this.connection.rpc({ model, method, args, kwargs });
  }

  /** Calls a method on records. */
  on(model: string, ids: bigint[], method: string, args: Json[] = [], kwargs: JsonObject = {}): Promise<Json> {
    return this.connection.rpc({ model, method, ids, args, kwargs });
  }

  async make(model: string, values: JsonObject): Promise<bigint> {
    const id = await this.call(model, 'create', [values]);
    assert.equal(typeof id, 'bigint');
    return this.#keep(model, id);
  }

  /** A contact with a name of its own. */
  contact(values: JsonObject = {}): Promise<bigint> {
    return this.make('res.partner', { name: this.name('contact'), ...values });
  }

  /** Takes note of a record made otherwise, so that it goes at the end. */
  #keep(model: string, id: Json): bigint {
    assert.ok(typeof id === 'bigint');
    this.#made.push([model, id]);
    return id;
  }

  /** The ids in an answer, noted for the end; Odoo answers one id or a list. */
  keep(model: string, ids: Json): bigint[] {
    return (Array.isArray(ids) ? ids : [ids]).map((id) => this.#keep(model, id));
  }

  async write(model: string, id: bigint, values: JsonObject): Promise<void> {
    assert.equal(await this.on(model, [id], 'write', [values]), true);
  }

  async read(model: string, id: bigint, ...fields: string[]): Promise<JsonObject> {
    const answer = await this.on(model, [id], 'read', [fields]);
    const row = Array.isArray(answer) ? answer[0] : null;
    assert.ok(typeof row === 'object' && row !== null && !Array.isArray(row), `${model} ${id} is not there`);
    return row;
  }

  async value(model: string, id: bigint, field: string): Promise<Json> {
    return (await this.read(model, id, field))[field] ?? null;
  }

  /** The id of the one record that fits, archived or not. */
  async find(model: string, domain: Json[]): Promise<bigint> {
    const ids = await this.call(model, 'search', [domain], { context: { active_test: false } });
    const id = Array.isArray(ids) ? ids[0] : undefined;
    assert.ok(typeof id === 'bigint', `${model} has no such record`);
    return id;
  }

  /** The value for this Odoo's version. */
  by<T>(values: { 14: T; 19: T }): T {
    return values[this.version < 17 ? 14 : 19];
  }

  /** Deletes what was made, newest first. */
  async close(): Promise<void> {
    for (const [model, id] of this.#made.reverse()) {
      const left = await this.call(model, 'search', [[['id', '=', id]]], { context: { active_test: false } });
      if (Array.isArray(left) && left.length > 0) {
        if (model === 'sale.order') {
          await this.write(model, id, { state: 'cancel' });
        }
        await this.on(model, [id], 'unlink');
      }
    }
    await this.connection.close();
  }
}

/** Asserts that Odoo refuses with one of the exceptions, and that its message fits. */
export async function refused(
  call: Promise<Json>,
  exceptions: string | string[],
  message: RegExp | string,
): Promise<void> {
  const error = await call.then(
    (answer) => assert.fail(`was answered: ${String(answer)}`),
    (thrown: unknown) => thrown,
  );
  assert.ok(error instanceof OdooRejected, String(error));
  assert.ok([exceptions].flat().includes(error.exception), `${error.exception}: ${error.message}`);
  // The sandbox adds what it knows to the message about what it does not know.
  const said = error.message.replace(/ \(the sandbox Odoo knows only: [^)]*\)/, '');
  if (typeof message === 'string') {
    assert.equal(said, message);
  } else {
    assert.match(said, message);
  }
}
