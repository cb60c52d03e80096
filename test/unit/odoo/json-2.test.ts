import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import { OdooRejected, OdooUnavailable } from '../../../src/errors.ts';
import { createLog } from '../../../src/log.ts';
import type { OdooCall } from '../../../src/odoo/call.ts';
import { type Connection, openConnection } from '../../../src/odoo/connection.ts';
import type { Json, JsonObject } from '../../../src/odoo/json.ts';
import { fault, Json2Odoo, type Reply } from '../../support/json-2-odoo.ts';

describe('JSON-2', () => {
  let odoo: Json2Odoo;
  let lines: string[];
  const opened: Connection[] = [];

  beforeEach(async () => {
    odoo = await Json2Odoo.start();
    odoo.jsonRpc = false;
    lines = [];
  });
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((connection) => connection.close()));
    await odoo.stop();
  });

  function open(changed: { login?: string; password?: string; database?: string; url?: string } = {}): Connection {
    const log = createLog({ level: 'trace', readable: false, write: (line) => lines.push(line) });
    const limits = { timeout: 5_000, concurrency: 2, context: {} };
    const connection = openConnection({ name: 'main', ...odoo.access, ...limits, protocol: 'json-2', ...changed }, log);
    opened.push(connection);
    return connection;
  }

  function call(model: string, method: string, rest: Partial<OdooCall> = {}): Promise<Json> {
    return open().rpc({ model, method, args: [], kwargs: {}, ...rest });
  }

  async function failure(answer: Promise<unknown>): Promise<OdooRejected | OdooUnavailable> {
    const error = await answer.then(
      () => assert.fail('was answered'),
      (thrown: unknown) => thrown,
    );
    assert.ok(error instanceof OdooRejected || error instanceof OdooUnavailable, inspect(error));
    return error;
  }

  /** Has a method answer what it was given. */
  function echo(name: string): void {
    odoo.replies.set(name, (body) => [200, body]);
  }

  it('names the arguments, beside the ids and the context', async () => {
    echo('res.partner.write');

    const body = await call('res.partner', 'write', {
      ids: [3n],
      args: [{ phone: '1' }],
      kwargs: { context: { lang: 'it_IT' } },
    });

    assert.deepEqual(body, { ids: [3n], vals: { phone: '1' }, context: { lang: 'it_IT' } });
    const { headers } = odoo.asked.at(-1) ?? {};
    assert.equal(headers?.authorization, `Bearer ${odoo.access.password}`);
    assert.equal(headers?.['x-odoo-database'], odoo.access.database);
  });

  it('takes the records from the first argument where they stand there', async () => {
    echo('res.partner.read');

    const bodies = [
      [[3n, 4n], ['name']],
      [3n, ['name']],
      [false, ['name']],
    ].map((args) => call('res.partner', 'read', { args }));

    assert.deepEqual(await Promise.all(bodies), [
      { ids: [3n, 4n], fields: ['name'] },
      { ids: [3n], fields: ['name'] },
      { ids: [], fields: ['name'] },
    ]);
  });

  it('names the arguments of methods of the model itself', async () => {
    for (const name of ['search_read', 'load', 'read_group']) {
      echo(`res.partner.${name}`);
    }

    assert.deepEqual(await call('res.partner', 'search_read', { args: [[], ['name']], kwargs: { limit: 1n } }), {
      domain: [],
      fields: ['name'],
      limit: 1n,
    });
    assert.deepEqual(await call('res.partner', 'load', { args: [['id'], [['a.b']]] }), {
      fields: ['id'],
      data: [['a.b']],
    });
    assert.deepEqual(await call('res.partner', 'read_group', { args: [[], ['id'], ['name']] }), {
      domain: [],
      fields: ['id'],
      groupby: ['name'],
    });
  });

  it('gives one id for one created record, and a list for a list', async () => {
    const made = await call('res.partner', 'create', { args: [{ name: 'one' }] });
    const byName = await call('res.partner', 'create', { kwargs: { vals_list: { name: 'one' } } });
    const list = await call('res.partner', 'create', { args: [[{ name: 'one' }]] });

    assert.deepEqual([typeof made, typeof byName], ['bigint', 'bigint']);
    assert.ok(Array.isArray(list) && list.length === 1);
  });

  it('keeps integers, floats and odd characters exact both ways', async () => {
    echo('res.partner.write');
    const vals = { a: 9007199254740993n, b: -123456789012345678901234567890n, c: 7, d: 7n, e: 0.1, f: 'x\0\u2028é' };

    const body = await call('res.partner', 'write', { ids: [3n], args: [vals] });

    assert.deepEqual(body, { ids: [3n], vals });
    assert.match(
      odoo.asked.at(-1)?.text ?? '',
      /"a":9007199254740993,"b":-123456789012345678901234567890,"c":7\.0,"d":7,"e":0\.1,/,
    );
  });

  it('gives null where a method returns nothing', async () => {
    odoo.replies.set('res.partner.action_archive', () => [200, null]);

    assert.equal(await call('res.partner', 'action_archive', { ids: [3n] }), null);
  });

  it('refuses a method of records without records, which Odoo would take for done', async () => {
    const error = await failure(call('res.partner', 'write', { kwargs: { vals: {} } }));

    assert.ok(error instanceof OdooRejected);
    assert.equal(error.exception, 'builtins.IndexError');
    assert.match(error.message, /^res\.partner\.write is called on records, and no ids were given$/);
    assert.deepEqual(odoo.names(), []);
  });

  it('refuses ids that are no integers, which Odoo would not find', async () => {
    for (const [ids, shown] of [
      [['3'], '"3"'],
      [[3], '3.0'],
      [[[3n]], '[3]'],
    ] as const) {
      const error = await failure(call('res.partner', 'read', { args: [[...ids], ['name']] as Json[] }));

      assert.equal(error.message, `res.partner.read: ids must be integers, not ${shown}`);
    }
    assert.deepEqual(odoo.names(), []);
  });

  it('refuses an argument given twice, or called as JSON-2 calls its own', async () => {
    const twice = await failure(call('res.partner', 'write', { ids: [3n], args: [{}], kwargs: { vals: {} } }));
    const own = await failure(call('res.partner', 'search', { kwargs: { domain: [], ids: [3n] } }));

    assert.match(twice.message, /got multiple values for argument 'vals'/);
    assert.match(own.message, /no argument can be called `ids` over JSON-2/);
    assert.deepEqual(odoo.names(), []);
  });

  it('sends no name that is none', async () => {
    for (const [model, method, exception] of [
      ['../../web', 'login', 'odoo.exceptions.UserError'],
      ['..', '..', 'odoo.exceptions.UserError'],
      ['res.partner', '../../../x', 'builtins.AttributeError'],
      ['res.partner', 'a?b', 'builtins.AttributeError'],
    ] as const) {
      const error = await failure(call(model, method, { ids: [1n] }));

      assert.ok(error instanceof OdooRejected);
      assert.equal(error.exception, exception);
    }
    assert.deepEqual(odoo.names(), []);
  });

  const FAULTS: [Reply, string, RegExp][] = [
    [
      fault(404, 'werkzeug.exceptions.NotFound', "the model 'x.y' does not exist"),
      'odoo.exceptions.UserError',
      /^Object x\.y doesn't exist$/,
    ],
    [
      fault(404, 'werkzeug.exceptions.NotFound', "The method 'x.y.z' does not exist"),
      'builtins.AttributeError',
      /^The method 'x\.y\.z' does not exist$/,
    ],
    [
      fault(404, 'werkzeug.exceptions.NotFound', 'No such invoice'),
      'werkzeug.exceptions.NotFound',
      /^No such invoice$/,
    ],
    [
      fault(401, 'werkzeug.exceptions.Unauthorized', 'Invalid apikey'),
      'odoo.exceptions.AccessDenied',
      /^connection main .*: access denied; check its database, login and API key/,
    ],
    [
      fault(403, 'odoo.http.SessionExpiredException', 'Session expired'),
      'odoo.exceptions.AccessDenied',
      /access denied/,
    ],
    [
      fault(422, 'werkzeug.exceptions.UnprocessableEntity', "got an unexpected keyword argument 'foo'"),
      'builtins.TypeError',
      /^x\.y\.z\(\): got an unexpected keyword argument 'foo'$/,
    ],
    [fault(404, 'odoo.exceptions.MissingError', 'gone'), 'odoo.exceptions.MissingError', /^gone$/],
    [fault(422, 'odoo.exceptions.ValidationError', 'no'), 'odoo.exceptions.ValidationError', /^no$/],
    [fault(403, 'odoo.exceptions.AccessError', 'no'), 'odoo.exceptions.AccessError', /^no$/],
    [fault(500, 'builtins.KeyError', 'nope'), 'builtins.KeyError', /^x\.y\.z: KeyError: 'nope'$/],
    [
      fault(413, 'werkzeug.exceptions.RequestEntityTooLarge', 'too large'),
      'werkzeug.exceptions.RequestEntityTooLarge',
      /too large/,
    ],
  ];
  for (const [reply, exception, message] of FAULTS) {
    it(`has ${Object(reply[1]).name} (${Object(reply[1]).message}) under the name it has over JSON-RPC`, async () => {
      odoo.replies.set('x.y.z', () => reply);

      const error = await failure(call('x.y', 'z', { ids: [1n] }));

      assert.ok(error instanceof OdooRejected);
      assert.equal(error.exception, exception);
      assert.match(error.message, message);
    });
  }

  for (const [status, name, message] of [
    [500, 'psycopg2.errors.SerializationFailure', 'could not serialize access'],
    [500, 'psycopg2.InterfaceError', 'connection already closed'],
    [409, 'odoo.exceptions.LockError', 'locked'],
  ] as const) {
    it(`${name} passes`, async () => {
      odoo.replies.set('x.y.z', () => fault(status, name, message));

      const error = await failure(call('x.y', 'z', { ids: [1n] }));

      assert.ok(error instanceof OdooUnavailable);
      assert.equal(error.effect, 'none');
    });
  }

  for (const [what, reply, effect] of [
    ['a page with 404, as Odoo has while its database is down', [404, '<h1>Not Found</h1>', 'text/html'], 'none'],
    ['its page with 500', [500, '<h1>Internal Server Error</h1>', 'text/html'], 'none'],
    ['a gateway’s page', [502, '<h1>Bad Gateway</h1>', 'text/html'], 'unknown'],
    ['another site’s page', [200, '<h1>Welcome</h1>', 'text/html'], 'unknown'],
  ] as [string, Reply, string][]) {
    it(`${what}: what was done is ${effect === 'none' ? 'nothing' : effect}`, async () => {
      odoo.replies.set('x.y.z', () => reply);

      const error = await failure(call('x.y', 'z', { ids: [1n] }));

      assert.ok(error instanceof OdooUnavailable);
      assert.equal(error.effect, effect);
    });
  }

  it('a read has done nothing, however it ended', async () => {
    odoo.replies.set('x.y.search_count', () => [502, '<h1>Bad Gateway</h1>', 'text/html']);

    const error = await failure(call('x.y', 'search_count', { args: [[]] }));

    assert.ok(error instanceof OdooUnavailable);
    assert.equal(error.effect, 'none');
  });

  it('knows its user and the version', async () => {
    const connection = open();

    assert.equal(await connection.uid(), 2n);
    assert.deepEqual(await connection.version(), { major: 19, text: '19.0' });
    odoo.version = ['saas~19', 'saas~19.2'];
    assert.deepEqual(await open().version(), { major: 19, text: 'saas~19.2' });
  });

  it('is denied with the key of another user, and with a key that no header can hold', async () => {
    for (const changed of [{ login: 'somebody' }, { password: 'contraseña\n' }, { password: 'wrong' }]) {
      const error = await failure(open(changed).uid());

      assert.ok(error instanceof OdooRejected);
      assert.equal(error.exception, 'odoo.exceptions.AccessDenied');
    }
  });

  it('the key is in no error and no log line', async () => {
    const password = 'very-secret-key';
    odoo.replies.set('x.y.z', () => [502, '<h1>Bad Gateway</h1>', 'text/html']);

    const errors = [
      await failure(open({ password }).rpc({ model: 'x.y', method: 'z', ids: [1n], args: [], kwargs: {} })),
      await failure(open({ password, url: 'http://127.0.0.1:9' }).uid()),
    ];

    for (const error of errors) {
      assert.doesNotMatch(inspect(error, { depth: 20, showHidden: true }) + error.stack, /very-secret-key/);
    }
    assert.doesNotMatch(lines.join(''), /very-secret-key/);
  });

  describe('with arguments whose names it must find', () => {
    const OTHER = { ids: [1n], args: ['a', 2n] };
    const PAGE: JsonObject = {
      z: { parameters: { first: {}, second: { default: 1n }, more: { kind: 'VAR_KEYWORD' } } },
      make: { parameters: { values: {}, quietly: { kind: 'KEYWORD_ONLY' } }, api: ['model'] },
      write: { parameters: { list_vals: {} } },
    };

    beforeEach(() => {
      odoo.catalogue = { 'x.y': PAGE };
      for (const name of ['z', 'make', 'write']) {
        echo(`x.y.${name}`);
      }
    });

    it('asks the catalogue once for a model', async () => {
      const connection = open();
      const asked = { model: 'x.y', method: 'z', kwargs: {}, ...OTHER };

      const bodies = await Promise.all([connection.rpc(asked), connection.rpc(asked)]);
      await connection.rpc({ model: 'x.y', method: 'make', args: [{ a: 1n }], kwargs: {} });

      assert.deepEqual(bodies[0], { ids: [1n], first: 'a', second: 2n });
      assert.equal(odoo.names().filter((name) => name === '/doc-bearer/x.y.json').length, 1);
      assert.deepEqual(odoo.asked.at(-1)?.body, { values: { a: 1n } });
    });

    it('believes the catalogue more than what Odoo’s own methods are like', async () => {
      const connection = open();
      await connection.rpc({ model: 'x.y', method: 'z', kwargs: {}, ...OTHER });

      const body = await connection.rpc({ model: 'x.y', method: 'write', ids: [1n], args: [{ a: 1n }], kwargs: {} });

      assert.deepEqual(body, { ids: [1n], list_vals: { a: 1n } });
    });

    it('learns the name that an override gave to the only argument', async () => {
      odoo.replies.set('x.y.create', (body) =>
        'values' in body
          ? [200, [7n]]
          : fault(422, 'werkzeug.exceptions.UnprocessableEntity', "missing a required argument: 'values'"),
      );
      const connection = open();
      const create = { model: 'x.y', method: 'create', args: [{ name: 'a' }], kwargs: {} };

      const made = [await connection.rpc(create), await connection.rpc(create)];

      assert.deepEqual(made, [7n, 7n]);
      assert.deepEqual(odoo.names(), ['x.y.create', 'x.y.create', 'x.y.create']);
    });

    it('puts the records before the arguments of a method of the model itself, as Python would', async () => {
      odoo.replies.set('x.y.make', (body) =>
        'ids' in body
          ? fault(422, 'werkzeug.exceptions.UnprocessableEntity', 'cannot call x.y.make with ids')
          : [200, body],
      );

      assert.deepEqual(await call('x.y', 'make', { ids: [1n] }), { values: [1n] });
    });

    it('tells that they must be named where Odoo does not tell the names', async () => {
      for (const [catalogue, why] of [
        [undefined, /does not tell the names to the connection's user/],
        [{}, /does not tell the names to the connection's user/],
        [{ 'x.y': { make: { parameters: {} } } }, /Odoo's catalogue of x\.y has no such method/],
      ] as const) {
        odoo.catalogue = catalogue;

        const error = await failure(call('x.y', 'z', OTHER));

        assert.ok(error instanceof OdooRejected);
        assert.equal(error.code, 'unnamed_arguments');
        assert.match(error.message, why);
        assert.match(
          error.message,
          /^x\.y\.z: JSON-2 takes arguments by name only, .* give them as `kwargs` instead of `args`/,
        );
      }
      assert.deepEqual(await call('x.y', 'z', { ids: [1n], kwargs: { first: 'a' } }), { ids: [1n], first: 'a' });
    });

    it('asks again when Odoo was away as it asked', async () => {
      const connection = open();
      const asked = { model: 'x.y', method: 'z', kwargs: {}, ...OTHER };
      odoo.away = true;
      const error = await failure(connection.rpc(asked));
      odoo.away = false;

      assert.ok(error instanceof OdooUnavailable);
      assert.equal(error.effect, 'none');
      assert.deepEqual(await connection.rpc(asked), { ids: [1n], first: 'a', second: 2n });
    });
  });
});
