import assert from 'node:assert/strict';
import { createLog } from '../../../src/log.ts';
import { type Connection, openConnection } from '../../../src/odoo/connection.ts';
import { parseJson } from '../../../src/odoo/json.ts';
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
    kwargs: { order: 'id', fields: ['name', 'state', 'amount_total'] },
  };

  it('has the orders S00001 to S00024, of which S00007 is a quotation in dollars', async () => {
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
    assert.equal(rows.length, 24);
    assert.deepEqual(rows[6], { id: 7n, name: 'S00007', state: 'draft', amount_total: 552.5 });
    assert.deepEqual(currency, [{ id: 7n, currency_id: [1n, 'USD'] }]);
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
    const params = { service: 'nope', method: 'x', args: [] };

    const { status, text } = await post(`${sandbox.url}/jsonrpc`, JSON.stringify({ jsonrpc: '2.0', id: 'a1', params }));

    assert.equal(status, 200);
    assert.deepEqual(parseJson(text), {
      jsonrpc: '2.0',
      id: 'a1',
      error: {
        code: 0n,
        message: 'Odoo Server Error',
        data: {
          name: 'builtins.KeyError',
          message: 'nope',
          arguments: ['nope'],
          context: {},
          debug: 'Traceback (most recent call last):\nbuiltins.KeyError: nope\n',
        },
      },
    });
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
