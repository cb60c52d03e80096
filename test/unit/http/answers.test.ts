import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { Seal } from '../../../src/deliveries/seal.ts';
import { openDatabase } from '../../../src/deliveries/sqlite/database.ts';
import { ServingLock } from '../../../src/deliveries/sqlite/serving-lock.ts';
import { SqliteStore } from '../../../src/deliveries/sqlite/sqlite-store.ts';
import { StoreUnavailable } from '../../../src/deliveries/store.ts';
import { ConfigError, HookRefused, OdooRejected, OdooUnavailable, RequestError } from '../../../src/errors.ts';
import { type Answer, rawExchange, send } from '../../support/http-client.ts';
import { SECRET, type Served, serve } from '../../support/served.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const HOOK = `/web/hook/${SECRET}`;

describe('answers of a hook', () => {
  let served: Served | undefined;
  afterEach(async () => {
    await served?.stop();
    served = undefined;
  });

  async function answerTo(error: unknown): Promise<Answer> {
    served = await serve({}, async () => ({ state: 'failed', error }));
    return await send(served.port, HOOK);
  }

  it('200 {"status":"ok"}, with the delivery in a header', async () => {
    served = await serve();

    const { status, body, headers } = await send(served.port, HOOK, { method: 'POST', body: '{"id":7}' });

    assert.deepEqual([status, body], [200, { status: 'ok' }]);
    const log = await served.store.get(headers.get('Hookdoo-Delivery') ?? '');
    assert.deepEqual([log?.hook, log?.method, log?.path], ['orders', 'POST', '/web/hook/(hidden)']);
    assert.equal(Buffer.from(log?.request.body ?? []).toString(), '{"id":7}');
  });

  it('is stored before it is carried out', async () => {
    const stored: unknown[] = [];
    const running = await serve({}, async ({ id }) => {
      stored.push((await running.store.get(id))?.state);
      return { state: 'done' };
    });
    served = running;

    await send(served.port, HOOK);

    assert.deepEqual(stored, ['running']);
  });

  it('202 with the delivery while it waits; 200 where the hook answers once it is stored', async () => {
    const waits = new OdooUnavailable('closed', 'none');
    served = await serve({}, async () => ({ state: 'waiting', error: waits }));

    const { status, body, headers } = await send(served.port, HOOK);

    assert.deepEqual([status, body], [202, { status: 'ok', delivery: headers.get('Hookdoo-Delivery') }]);
    await served.stop();
    served = await serve({ hook: { answer: 'stored' } }, async () => ({ state: 'waiting', error: waits }));
    assert.partialDeepStrictEqual(await send(served.port, HOOK), { status: 200, body: { status: 'ok' } });
  });

  it('hands over the request as it was sent', async () => {
    const requests: object[] = [];
    served = await serve({}, async ({ request }) => {
      requests.push({ ...request, headers: request.headers.filter(([name]) => name.startsWith('x-')) });
      return { state: 'done' };
    });
    const body = Buffer.from([123, 255, 0, 125]);
    const headers: [string, string][] = [
      ['X-One', 'a'],
      ['x-token', 'the real one'],
    ];

    await send(served.port, `${HOOK}?a=1&a=%C3%BC&b`, { method: 'POST', body, headers });

    const query = [
      ['a', '1'],
      ['a', 'ü'],
      ['b', ''],
    ];
    const given = [
      ['x-one', 'a'],
      ['x-token', 'the real one'],
    ];
    assert.deepEqual(requests, [
      { method: 'POST', path: '/web/hook/(hidden)', query, headers: given, body, address: '127.0.0.1' },
    ]);
  });

  const refusals: [string, unknown, number, string, string][] = [
    [
      'the payload',
      new RequestError(400, 'invalid_payload', 'email is missing'),
      400,
      'invalid_payload',
      'email is missing',
    ],
    ['the body form', new RequestError(415, 'unsupported_body', 'send JSON'), 415, 'unsupported_body', 'send JSON'],
    ['the hook', new HookRefused('no_record', 'no sale.order 7'), 422, 'no_record', 'no sale.order 7'],
    ['Odoo', new OdooRejected('odoo.exceptions.ValidationError', 'No!', 'Traceback'), 422, 'validation_error', 'No!'],
  ];
  for (const [who, error, status, code, message] of refusals) {
    it(`${status} when ${who} is at fault, with the reason`, async () => {
      const answer = await answerTo(error);

      const delivery = answer.headers.get('Hookdoo-Delivery');
      assert.ok(delivery);
      assert.deepEqual([answer.status, answer.body], [status, { status: 'error', code, message, delivery }]);
    });
  }

  const ours: [string, Error, number, string][] = [
    [
      'Odoo is away',
      new OdooUnavailable('connection main (http://odoo.internal): ECONNREFUSED', 'none'),
      503,
      'odoo_unavailable',
    ],
    [
      'the login is refused',
      new OdooRejected('odoo.exceptions.AccessDenied', 'http://odoo.internal'),
      500,
      'access_denied',
    ],
    ['the store is away', new StoreUnavailable('/srv/odoo.internal is full'), 503, 'store_unavailable'],
    [
      'the configuration is wrong',
      new ConfigError([{ file: 'odoo.internal', line: 1, column: 1, message: 'x' }]),
      500,
      'configuration',
    ],
    ['nobody knows', new TypeError('odoo.internal is not a function'), 500, 'internal'],
  ];
  for (const [what, error, status, code] of ours) {
    it(`${status} when ${what}, telling nothing of the inside`, async () => {
      const answer = await answerTo(error);

      assert.equal(answer.status, status);
      assert.partialDeepStrictEqual(answer.body, { status: 'error', code });
      assert.doesNotMatch(JSON.stringify(answer.body), /odoo\.internal|Traceback/);
      assert.equal(answer.headers.has('Retry-After'), status === 503);
    });
  }

  it('waits as long as Odoo said before the next try', async () => {
    const answer = await answerTo(new OdooUnavailable('closed', 'none', { retryAfter: 61_200 }));

    assert.equal(answer.headers.get('Retry-After'), '62');
  });

  it('503 when the request cannot be stored, and the log says why', async () => {
    const temp = tempFolder();
    const file = path.join(temp.folder, 'hookdoo.sqlite');
    const database = await openDatabase(file);
    served = await serve({ store: new SqliteStore(database, new Seal(randomBytes(32)), new ServingLock(file)) });
    database.exec('PRAGMA query_only = ON');

    const { status, body, headers } = await send(served.port, HOOK);

    assert.equal(status, 503);
    assert.partialDeepStrictEqual(body, { status: 'error', code: 'store_unavailable' });
    assert.deepEqual([headers.get('Retry-After'), headers.has('Hookdoo-Delivery')], ['5', false]);
    assert.match(served.lines.join(''), /attempt to write a readonly database/);
    temp.remove();
  });

  it('404, the same for a wrong secret, a disabled hook and any method', async () => {
    served = await serve();
    const answers = await Promise.all([
      send(served.port, `/web/hook/${SECRET.replace('0', '1')}`),
      send(served.port, `/web/hook/${SECRET}x`),
      send(served.port, `/web/hook/%30${SECRET.slice(1)}`),
      send(served.port, '/web/hook/%zz'),
      send(served.port, '/web/hook/__proto__', { method: 'GET' }),
      send(served.port, '/web/hook/wrong', { method: 'DELETE' }),
    ]);
    await served.stop();
    served = await serve({ hook: { enabled: false } });
    answers.push(await send(served.port, HOOK));

    for (const { status, body } of answers) {
      assert.equal(status, 404);
      assert.deepEqual(body, answers[0]?.body);
      assert.partialDeepStrictEqual(body, { status: 'error', code: 'unknown_hook' });
    }
    assert.deepEqual(await served.store.list({ limit: 1 }), []);
  });

  it('404 for any other address', async () => {
    served = await serve();

    for (const address of ['/', '/web/hook', '/web/hook/', `${HOOK}/more`, '/nothing']) {
      assert.partialDeepStrictEqual(await send(served.port, address), { status: 404, body: { code: 'not_found' } });
    }
  });

  it('405 for a method the hook does not name, which is logged', async () => {
    served = await serve();

    for (const method of ['GET', 'HEAD', 'PUT', 'DELETE', 'OPTIONS']) {
      const { status, headers } = await send(served.port, HOOK, { method });
      assert.deepEqual([status, headers.get('Allow')], [405, 'POST']);
    }

    const [last, ...before] = await served.store.list({ limit: 10 });
    assert.equal(before.length, 4);
    assert.deepEqual(
      [last?.state, last?.code, last?.reason],
      ['rejected', 'method_not_allowed', 'OPTIONS is not taken here; use POST'],
    );
  });

  it('200 to a GET where the hook takes it', async () => {
    served = await serve({ hook: { methods: ['POST', 'GET'] } });

    assert.equal((await send(served.port, `${HOOK}?id=7`, { method: 'GET' })).status, 200);
    assert.equal((await send(served.port, HOOK, { method: 'HEAD' })).status, 405);
  });

  it('415 for a compressed body', async () => {
    served = await serve();
    const headers = { 'Content-Encoding': 'gzip' };

    const { status, body } = await send(served.port, HOOK, { method: 'POST', body: 'x', headers });

    assert.equal(status, 415);
    assert.partialDeepStrictEqual(body, { code: 'unsupported_body' });
  });

  it('400 and 431 in the same form for what is no request at all', async () => {
    served = await serve();

    const nonsense = await rawExchange(served.port, 'HELLO\r\n\r\n');
    const long = await rawExchange(served.port, `GET / HTTP/1.1\r\nHost: x\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`);

    assert.match(nonsense, /^HTTP\/1\.1 400 .*\{"status":"error","code":"bad_request"/s);
    assert.match(long, /^HTTP\/1\.1 431 .*\{"status":"error","code":"too_large"/s);
  });
});
