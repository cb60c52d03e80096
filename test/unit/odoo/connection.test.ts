import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import { OdooRejected, OdooUnavailable } from '../../../src/errors.ts';
import { createLog } from '../../../src/log.ts';
import { type Connection, type ConnectionSettings, openConnection } from '../../../src/odoo/connection.ts';
import { answer, cut, FaultyOdoo, fault, page, sendJson } from '../../support/faulty-odoo.ts';
import { odooSettings } from '../../support/odoo-settings.ts';
import { until } from '../../support/until.ts';

describe('a connection to Odoo', () => {
  let odoo: FaultyOdoo;
  let lines: string[];
  const opened: Connection[] = [];

  beforeEach(async () => {
    odoo = await FaultyOdoo.start();
    lines = [];
  });
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((connection) => connection.close()));
    await odoo.stop();
  });

  function open(changed: Partial<ConnectionSettings> = {}): Connection {
    const log = createLog({ level: 'trace', readable: false, write: (line) => lines.push(line) });
    const connection = openConnection(odooSettings(odoo.url, changed), log);
    opened.push(connection);
    return connection;
  }

  const write = { model: 'res.partner', method: 'write', ids: [3n], args: [{ phone: '1' }], kwargs: {} };

  async function failure(connection: Connection): Promise<OdooRejected | OdooUnavailable> {
    const error = await connection.rpc(write).then(
      () => assert.fail('was answered'),
      (thrown: unknown) => thrown,
    );
    assert.ok(error instanceof OdooRejected || error instanceof OdooUnavailable, inspect(error));
    return error;
  }

  it('puts the ids first and the context among the named arguments', async () => {
    const connection = open({ context: { lang: 'it_IT', tz: 'UTC' } });

    await connection.rpc({ ...write, kwargs: { context: { tz: 'Europe/Rome' } } });

    const [, call] = odoo.asked;
    assert.deepEqual(call?.args, [[3n], { phone: '1' }]);
    assert.deepEqual(call?.kwargs, { context: { lang: 'it_IT', tz: 'Europe/Rome' } });
  });

  it('looks its user up once, also for calls side by side', async () => {
    const connection = open({ concurrency: 4 });

    await Promise.all([connection.rpc(write), connection.rpc(write), connection.uid(), connection.rpc(write)]);
    await connection.rpc(write);

    assert.equal(odoo.asked.filter(({ call }) => call === 'common.authenticate').length, 1);
  });

  it('looks its user up again after Odoo denied access', async () => {
    const connection = open();
    odoo.behave((_request, response) => fault(response, 'odoo.exceptions.AccessDenied', 'Access Denied'));
    await failure(connection);
    odoo.behave((_request, response) => answer(response, true));

    await connection.check();
    assert.equal(await connection.rpc(write), true);

    assert.equal(odoo.asked.filter(({ call }) => call === 'common.authenticate').length, 2);
  });

  it('asks the version once, and again after Odoo was away', async () => {
    const connection = open();
    odoo.behave((request, response) => {
      const version = { server_version: '17.0+e', server_serie: 'saas~17.4' };
      return request.call === 'common.version' ? answer(response, version) : page(response, 500);
    });

    assert.deepEqual(await connection.version(), { major: 17, text: '17.0+e' });
    await connection.version();
    await failure(connection);
    await connection.version();

    assert.equal(odoo.asked.filter(({ call }) => call === 'common.version').length, 2);
  });

  it('is denied when Odoo knows no such login', async () => {
    odoo.behave((_request, response) => answer(response, false), true);

    const error = await failure(open());

    assert.ok(error instanceof OdooRejected);
    assert.equal(error.exception, 'odoo.exceptions.AccessDenied');
  });

  it('keeps integers exact both ways', async () => {
    odoo.behave((request, response) => answer(response, request.args));
    const values = [9007199254740993n, -123456789012345678901234567890n, 7, 7n, 0.1];

    const echoed = await open().rpc({ model: 'x', method: 'echo', args: values, kwargs: {} });

    assert.deepEqual(echoed, values);
    assert.match(odoo.asked.at(-1)?.body ?? '', /\[9007199254740993,-123456789012345678901234567890,7\.0,7,0\.1\]/);
  });

  it('gives null where a method returns nothing', async () => {
    odoo.behave((_request, response) => sendJson(response, { jsonrpc: '2.0', id: 1n }));

    assert.equal(await open().rpc(write), null);
  });

  it('has at most `concurrency` calls under way, and carries all out in order', async () => {
    const held: (() => void)[] = [];
    odoo.behave(async (_request, response) => {
      await new Promise<void>((resolve) => held.push(resolve));
      answer(response, true);
    });
    const connection = open({ concurrency: 2 });
    const calls = [0n, 1n, 2n, 3n, 4n].map((id) => connection.rpc({ ...write, ids: [id], batch: false }));

    for (let done = 0; done < 5; done += 1) {
      await until(() => held.length > 0);
      held.shift()?.();
    }
    await Promise.all(calls);

    assert.equal(odoo.mostAtOnce, 2);
    const ids = odoo.asked.filter(({ call }) => call === 'res.partner.write').map(({ args }) => String(args[0]));
    assert.deepEqual(ids.toSorted(), ['0', '1', '2', '3', '4']);
    assert.deepEqual(ids.slice(0, 2).toSorted(), ['0', '1']);
  });

  it('a check does not wait for the calls under way', async () => {
    odoo.behave((request, response) => (request.call === 'res.users.search_count' ? answer(response, 1n) : undefined));
    const connection = open({ concurrency: 1 });
    const stuck = failure(connection);
    await until(() => odoo.asked.some(({ call }) => call === 'res.partner.write'));

    await connection.check();

    await connection.close();
    assert.ok((await stuck) instanceof OdooUnavailable);
  });

  it('nothing listening: nothing was done', async () => {
    const gone = await FaultyOdoo.start();
    gone.behave((_request, response) => {
      response.setHeader('Connection', 'close');
      answer(response, 2n);
    }, true);
    const connection = open({ url: gone.url });
    await connection.uid();
    await gone.stop();

    const error = await failure(connection);

    assert.ok(error instanceof OdooUnavailable);
    assert.equal(error.effect, 'none');
    assert.match(error.message, /res\.partner\.write: nothing listens there \(connection refused\)/);
  });

  it('a time-out after the call was sent: what was done is unknown', async () => {
    odoo.behave(() => undefined);

    const error = await failure(open({ timeout: 250 }));

    assert.ok(error instanceof OdooUnavailable);
    assert.equal(error.effect, 'unknown');
    assert.match(error.message, /res\.partner\.write: no answer within 0\.25 s/);
  });

  it('a cut connection: what was done is unknown', async () => {
    odoo.behave((_request, response) => cut(response));

    const error = await failure(open());

    assert.ok(error instanceof OdooUnavailable);
    assert.equal(error.effect, 'unknown');
    assert.match(error.message, /the connection was cut before the answer came/);
  });

  it('a login or a read that was cut has done nothing', async () => {
    odoo.behave((_request, response) => cut(response));
    const read = await open()
      .rpc({ model: 'res.partner', method: 'read', ids: [3n], args: [], kwargs: {} })
      .catch((error) => error);
    odoo.behave((_request, response) => cut(response), true);

    const login = await failure(open());

    assert.ok(read instanceof OdooUnavailable && login instanceof OdooUnavailable);
    assert.deepEqual([read.effect, login.effect], ['none', 'none']);
    assert.match(login.message, /common\.authenticate/);
  });

  it('an answer cut in the middle: what was done is unknown', async () => {
    odoo.behave((_request, response) => {
      response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': '1000' });
      response.write('{"jsonrpc":', () => response.destroy());
    });

    const error = await failure(open());

    assert.ok(error instanceof OdooUnavailable);
    assert.equal(error.effect, 'unknown');
  });

  it('a gateway’s page: what was done is unknown', async () => {
    odoo.behave((_request, response) => page(response, 502));

    const error = await failure(open());

    assert.ok(error instanceof OdooUnavailable);
    assert.equal(error.effect, 'unknown');
  });

  it('Odoo’s own error page: rolled back, and the next call may pass', async () => {
    odoo.behave((_request, response) => page(response, 500));
    const connection = open();

    const error = await failure(connection);
    odoo.behave((_request, response) => answer(response, true));

    assert.ok(error instanceof OdooUnavailable);
    assert.equal(error.effect, 'none');
    assert.equal(await connection.rpc(write), true);
  });

  it('too busy: waits as long as asked', async () => {
    odoo.behave((_request, response) => page(response, 503, { 'Retry-After': '7' }));

    const error = await failure(open());

    assert.ok(error instanceof OdooUnavailable);
    assert.deepEqual([error.effect, error.retryAfter], ['none', 7_000]);
  });

  it('a redirection says where to', async () => {
    odoo.behave((_request, response) => page(response, 301, { Location: 'https://odoo.example/jsonrpc' }), true);

    assert.match(
      (await failure(open())).message,
      /redirects to https:\/\/odoo\.example\/jsonrpc; set the connection's url/,
    );
  });

  it('rubbish with status 200: what was done is unknown', async () => {
    odoo.behave((_request, response) => void response.writeHead(200).end('{"jsonrpc": '));

    const error = await failure(open());

    assert.ok(error instanceof OdooUnavailable);
    assert.equal(error.effect, 'unknown');
  });

  it('the password is in no error and no log line', async () => {
    const behaviours = [
      () => undefined,
      (_request: unknown, response: Parameters<typeof cut>[0]) => cut(response),
      (_request: unknown, response: Parameters<typeof cut>[0]) => page(response, 502),
      (_request: unknown, response: Parameters<typeof cut>[0]) => fault(response, 'odoo.exceptions.UserError', 'No'),
      (_request: unknown, response: Parameters<typeof cut>[0]) =>
        fault(response, 'odoo.exceptions.AccessDenied', 'Access Denied'),
    ];
    for (const behaviour of behaviours) {
      odoo.behave(behaviour);

      const error = await failure(open({ timeout: 250 }));

      const shown =
        inspect(error, { depth: 20, showHidden: true }) + JSON.stringify(error) + error.stack + inspect(error.cause);
      assert.doesNotMatch(shown, /very-secret-key/);
    }
    assert.ok(odoo.asked.every(({ body }) => body.includes('very-secret-key')));
    assert.doesNotMatch(lines.join(''), /very-secret-key/);
  });

  it('a closed connection makes no more calls', async () => {
    const connection = open();
    await connection.close();

    const error = await failure(connection);

    assert.ok(error instanceof OdooUnavailable);
    assert.equal(error.effect, 'none');
    assert.equal(odoo.asked.length, 0);
  });
});
