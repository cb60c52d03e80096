import assert from 'node:assert/strict';
import { OdooRejected, OdooUnavailable } from '../../../src/errors.ts';
import { createLog } from '../../../src/log.ts';
import { type Connection, type ConnectionSettings, openConnection } from '../../../src/odoo/connection.ts';
import { fault, Json2Odoo } from '../../support/json-2-odoo.ts';

describe('a connection that finds out what Odoo speaks', () => {
  let odoo: Json2Odoo;
  let lines: string[];
  const opened: Connection[] = [];

  beforeEach(async () => {
    odoo = await Json2Odoo.start();
    lines = [];
  });
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((connection) => connection.close()));
    await odoo.stop();
  });

  function open(changed: Partial<ConnectionSettings> = {}): Connection {
    const log = createLog({ level: 'info', readable: false, write: (line) => lines.push(line) });
    const limits = { timeout: 5_000, concurrency: 4, context: {} };
    const connection = openConnection({ name: 'main', ...odoo.access, ...limits, ...changed }, log);
    opened.push(connection);
    return connection;
  }

  const write = { model: 'res.partner', method: 'write', ids: [3n], args: [{ phone: '1' }], kwargs: {} };
  const cancel = { model: 'sale.order', method: 'action_cancel', args: [[7n]], kwargs: {} };
  const OVER_JSON_2 = 'res.partner.write';
  const OVER_JSON_RPC = '/jsonrpc res.partner.write';

  it('speaks JSON-2 with Odoo 19 when it takes the key', async () => {
    assert.equal(await open().rpc(write), true);

    assert.deepEqual(odoo.names(), ['/jsonrpc common.version', 'res.users.context_get', 'res.users.read', OVER_JSON_2]);
    const { connection, odoo: version, protocol, msg } = JSON.parse(lines.join(''));
    assert.deepEqual([connection, version, protocol, msg], ['main', '19.0', 'json-2', 'connected to odoo']);
  });

  it('finds out once, also for calls side by side', async () => {
    const connection = open();

    await Promise.all([connection.rpc(write), connection.rpc(write), connection.uid(), connection.check()]);
    await connection.rpc(write);

    assert.equal(odoo.names().filter((name) => name === 'res.users.context_get').length, 1);
    assert.equal(odoo.names().filter((name) => name === '/jsonrpc common.version').length, 1);
  });

  it('stays with JSON-RPC when it takes the login only there', async () => {
    odoo.isKey = false;

    assert.equal(await open().rpc(write), true);

    assert.equal(odoo.names().at(-1), OVER_JSON_RPC);
    assert.equal(JSON.parse(lines.join('')).protocol, 'json-rpc');
  });

  it('stays with JSON-RPC before Odoo 19, and tries nothing else', async () => {
    odoo.version = [18, '18.0'];

    await open().rpc(write);

    assert.deepEqual(odoo.names(), ['/jsonrpc common.version', '/jsonrpc common.authenticate', OVER_JSON_RPC]);
  });

  it('stays with JSON-RPC where JSON-2 is not let through', async () => {
    odoo.json2 = false;

    assert.equal(await open().rpc(write), true);

    assert.equal(odoo.names().at(-1), OVER_JSON_RPC);
  });

  it('needs no JSON-RPC', async () => {
    odoo.jsonRpc = false;
    odoo.version = [22, '22.0'];
    const connection = open();

    assert.equal(await connection.rpc(write), true);

    assert.deepEqual(await connection.version(), { major: 22, text: '22.0' });
    assert.ok(odoo.names().every((name) => !name.startsWith('/jsonrpc ') || name === '/jsonrpc common.version'));
  });

  it('finds out anew after Odoo was away: it came back upgraded, and went back', async () => {
    odoo.version = [18, '18.0'];
    const connection = open();
    await connection.rpc(write);
    for (const [version, name] of [
      [19, OVER_JSON_2],
      [18, OVER_JSON_RPC],
    ] as const) {
      odoo.away = true;
      await assert.rejects(connection.rpc(write), OdooUnavailable);
      odoo.away = false;
      odoo.version = [version, `${version}.0`];

      await connection.rpc(write);

      assert.equal(odoo.names().at(-1), name);
    }
  });

  it('what failed while it found out was not sent', async () => {
    odoo.away = true;

    await assert.rejects(open().rpc(write), (error) => error instanceof OdooUnavailable && error.effect === 'none');
  });

  it('is denied when neither takes the login, and finds out anew with the next check', async () => {
    const connection = open({ password: 'wrong' });
    for (const ask of [() => connection.rpc(write), () => connection.check()]) {
      await assert.rejects(ask, (error) => error instanceof OdooRejected && error.exceptionName === 'AccessDenied');
    }

    assert.equal(odoo.names().filter((name) => name === '/jsonrpc common.authenticate').length, 2);
  });

  it('a key taken back is denied, and what still works is used after a check', async () => {
    const connection = open();
    await connection.rpc(write);
    odoo.isKey = false;

    await assert.rejects(
      connection.rpc(write),
      (error) => error instanceof OdooRejected && error.exceptionName === 'AccessDenied',
    );
    await connection.check();
    await connection.rpc(write);

    assert.equal(odoo.names().at(-1), OVER_JSON_RPC);
  });

  it('a database that is not there is told by JSON-RPC', async () => {
    const refusal = open({ database: 'nowhere' }).check();

    await assert.rejects(
      refusal,
      (error) => error instanceof OdooUnavailable && /database "nowhere" does not exist/.test(error.message),
    );
  });

  it('says over JSON-RPC what it cannot say over JSON-2', async () => {
    const connection = open();
    await connection.uid();

    assert.equal(await connection.rpc(cancel), true);

    const [, , , page, login, call] = odoo.names();
    assert.deepEqual(
      [page, login, call],
      ['/doc-bearer/sale.order.json', '/jsonrpc common.authenticate', '/jsonrpc sale.order.action_cancel'],
    );
  });

  it('has the fault of JSON-RPC for arguments that do not fit', async () => {
    odoo.replies.set('res.partner.write', () =>
      fault(422, 'werkzeug.exceptions.UnprocessableEntity', "missing a required argument: 'vals'"),
    );

    await assert.rejects(
      open().rpc({ ...write, args: [] }),
      (error) => error instanceof OdooRejected && error.exception === 'builtins.TypeError',
    );
    assert.equal(odoo.names().at(-1), OVER_JSON_RPC);
  });

  it('tells how to say it when JSON-RPC is gone', async () => {
    odoo.jsonRpc = false;

    await assert.rejects(
      open().rpc(cancel),
      (error) => error instanceof OdooRejected && /`kwargs` instead of `args`/.test(error.message),
    );
  });
});
