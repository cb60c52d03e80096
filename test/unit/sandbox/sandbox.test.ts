import assert from 'node:assert/strict';
import { createLog } from '../../../src/log.ts';
import { type Connection, openConnection } from '../../../src/odoo/connection.ts';
import { type Json, parseJson, writeJson } from '../../../src/odoo/json.ts';
import { type Sandbox, startSandbox } from '../../../src/sandbox/sandbox.ts';
import { odooSettings } from '../../support/odoo-settings.ts';

describe('the sandbox', () => {
  const running: Sandbox[] = [];

  afterEach(async () => {
    await Promise.all(running.splice(0).map((sandbox) => sandbox.stop()));
  });

  async function start(): Promise<{ sandbox: Sandbox; connection: Connection }> {
    const sandbox = await startSandbox();
    running.push(sandbox);
    const { url, database, login, password } = sandbox;
    const settings = odooSettings(url, { database, login, password });
    return { sandbox, connection: openConnection(settings, createLog({ level: 'silent', readable: false })) };
  }

  async function post(url: string, body: string): Promise<{ status: number; text: string }> {
    const response = await fetch(url, { method: 'POST', body });
    return { status: response.status, text: await response.text() };
  }

  const orders = {
    model: 'sale.order',
    method: 'search_read',
    args: [[]],
    kwargs: { order: 'id', fields: ['name', 'state', 'partner_id'] },
  };

  it('has three orders, of which S00007 is a quotation in euros', async () => {
    const { connection } = await start();

    const rows = await connection.rpc(orders);
    const currency = await connection.rpc({
      model: 'sale.order',
      method: 'read',
      ids: [7n],
      args: [['currency_id']],
      kwargs: {},
    });

    assert.ok(Array.isArray(rows));
    assert.equal(rows.length, 3);
    const customer = [10n, 'Gemini Furniture'];
    assert.deepEqual(rows[2], { id: 7n, name: 'S00007', state: 'draft', partner_id: customer });
    assert.deepEqual(currency, [{ id: 7n, currency_id: [126n, 'EUR'] }]);
  });

  it('begins alike every time, and one is not another', async () => {
    const [first, second] = [await start(), await start()];
    const write = { model: 'sale.order', method: 'write', ids: [1n], args: [{ state: 'cancel' }], kwargs: {} };
    assert.deepEqual(await first.connection.rpc(orders), await second.connection.rpc(orders));

    await first.connection.rpc(write);

    assert.notDeepEqual(await first.connection.rpc(orders), await second.connection.rpc(orders));
  });

  it('is Odoo 19', async () => {
    const { connection } = await start();

    assert.deepEqual(await connection.version(), { major: 19, text: '19.0' });
  });

  it('answers a body that is no JSON object with 400, and another path with 404', async () => {
    const { sandbox } = await start();

    assert.deepEqual(await post(`${sandbox.url}/jsonrpc`, '{bad'), { status: 400, text: 'Invalid JSON data' });
    assert.equal((await post(`${sandbox.url}/jsonrpc`, '[]')).status, 400);
    assert.equal((await post(`${sandbox.url}/nowhere`, '{}')).status, 404);
  });

  it('answers a fault in Odoo’s envelope, under the id of the request', async () => {
    const { sandbox } = await start();
    const params = { service: 'object', method: 'execute_kw', args: ['nope', 2, 'admin'] };

    const { status, text } = await post(`${sandbox.url}/jsonrpc`, JSON.stringify({ jsonrpc: '2.0', id: 'a1', params }));

    assert.equal(status, 200);
    assert.deepEqual(parseJson(text), {
      jsonrpc: '2.0',
      id: 'a1',
      error: {
        code: 0n,
        message: 'Odoo Server Error',
        data: {
          name: 'psycopg2.OperationalError',
          message: 'FATAL:  database "nope" does not exist\n',
          arguments: ['FATAL:  database "nope" does not exist\n'],
          debug: 'psycopg2.OperationalError: FATAL:  database "nope" does not exist\n\n',
        },
      },
    });
  });

  const unknown: [string, string, Json[], RegExp][] = [
    [
      'stock.picking',
      'search',
      [[]],
      /^Object stock\.picking doesn't exist \(the sandbox Odoo knows only: res\.partner, /,
    ],
    [
      'sale.order',
      'action_lock',
      [],
      /action_lock' does not exist \(the sandbox Odoo knows only: .*action_confirm, action_c/,
    ],
    [
      'res.partner',
      'create',
      [{ nope: 1n }],
      /^Invalid field 'nope' in 'res\.partner' \(the sandbox Odoo knows only: name, /,
    ],
    [
      'res.partner',
      'search',
      [[['id', 'parent_of', 1n]]],
      /^Invalid operator .* \(the sandbox Odoo knows only: =, in, /,
    ],
  ];
  for (const [model, method, args, message] of unknown) {
    it(`says what it knows instead of ${model}.${method}(${writeJson(args).slice(1, -1)})`, async () => {
      const { connection } = await start();

      await assert.rejects(connection.rpc({ model, method, args, kwargs: {} }), { name: 'OdooRejected', message });
    });
  }

  it('keeps nothing of a call that fails', async () => {
    const { connection } = await start();
    const orders = { model: 'sale.order', method: 'search_count', args: [[]], kwargs: {} };
    const call = { model: 'sale.order', method: 'create', args: [[{ partner_id: 9n }, {}]], kwargs: {} };

    await assert.rejects(connection.rpc(call), /Missing required value for the field 'partner_id'/);

    assert.equal(await connection.rpc(orders), 3n);
  });

  it('listens where it is told to', async () => {
    const { sandbox } = await start();
    const { port } = new URL(sandbox.url);
    await sandbox.stop();

    const again = await startSandbox({ port: Number(port) });
    running.push(again);

    assert.equal(again.url, sandbox.url);
  });
});
