import assert from 'node:assert/strict';
import type { LookupAddress } from 'node:dns';
import { gzipSync } from 'node:zlib';
import { HookRefused, ServiceUnavailable } from '../../../src/errors.ts';
import type { Resolve } from '../../../src/outgoing/guard.ts';
import { createOutgoing, type Outgoing, type Request } from '../../../src/outgoing/outgoing.ts';
import { answerJson, type Got, type SmallServer, smallServer } from '../../support/small-server.ts';

const LIMITS = { limit: 1000, timeout: 5000 } as const;

/** A name server of ours: every name leads to these addresses. */
function resolvingTo(...addresses: string[]): { resolve: Resolve } {
  const found: LookupAddress[] = addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
  return { resolve: (_host, _options, done) => done(null, found) };
}

function get(outgoing: Outgoing, url: string, more: Partial<Request> = {}) {
  return outgoing.ask({ method: 'GET', url, ...LIMITS, ...more });
}

function refusal(code: string, message?: RegExp) {
  return (error: unknown) => {
    assert.ok(error instanceof HookRefused, `HookRefused, not ${error}`);
    assert.equal(error.code, code);
    assert.match(error.message, message ?? /./);
    return true;
  };
}

describe('the guard of outgoing requests', () => {
  let server: SmallServer;
  const closed = createOutgoing(() => []);

  before(async () => {
    server = await smallServer((response) => answerJson(response, { private: true }), '0.0.0.0');
  });
  after(() => server.stop());

  const hosts = [
    ...['127.0.0.1', '0.0.0.0', '127.1', '0x7f000001', '0x7f.0.0.1', '2130706433', '0177.0.0.1', '017700000001'],
    ...['[::1]', '[::]', '[::ffff:127.0.0.1]', '[::ffff:7f00:1]', '[64:ff9b::127.0.0.1]', '[fe80::1]', '[fd00::1]'],
    ...[
      '169.254.169.254',
      '10.0.0.1',
      '192.168.0.1',
      '172.16.0.1',
      '100.64.0.1',
      '224.0.0.1',
      '１２７.0.0.1',
      'localhost',
    ],
  ];
  for (const host of hosts) {
    it(`lets nothing through to ${host}`, async () => {
      await assert.rejects(get(closed, `http://${host}:${server.port}/`), refusal('address_refused', /not public/));

      assert.deepEqual(server.got, []);
    });
  }

  for (const url of ['file:///etc/passwd', 'ftp://example.com/', 'data:,x', 'gopher://x/', 'not a url', '', '//x/']) {
    it(`refuses ${JSON.stringify(url)}`, async () => {
      await assert.rejects(get(closed, url), refusal('address_refused', /a request needs a URL/));
    });
  }

  it('refuses a login in the URL, and does not repeat it', async () => {
    const asked = get(closed, 'https://ann:very-private@example.com/');

    await assert.rejects(asked, (error: Error) => {
      assert.doesNotMatch(error.message, /very-private/);
      return refusal('address_refused', /user or password/)(error);
    });
  });

  it('looks at the address that a name has when the connection is made', async () => {
    const turns = [['127.0.0.1'], ['10.0.0.1', '::ffff:192.168.0.1'], ['::1']];
    const rebinding = createOutgoing(() => [], {
      resolve: (host, options, done) => resolvingTo(...(turns.shift() ?? [])).resolve(host, options, done),
    });

    for (let turn = 0; turn < 3; turn += 1) {
      await assert.rejects(get(rebinding, `http://api.example.com:${server.port}/`), refusal('address_refused'));
    }

    assert.deepEqual([turns, server.got], [[], []]);
  });

  it('takes of several addresses only those that are allowed', async () => {
    const outgoing = createOutgoing(() => ['127.0.0.1'], resolvingTo('10.0.0.1', '127.0.0.1', '::1'));

    const { status } = await get(outgoing, `http://api.example.com:${server.port}/`);

    assert.equal(status, 200);
  });

  it('lets through what is allowed by range or by name, from the next request on', async () => {
    let allowed: string[] = [];
    const outgoing = createOutgoing(() => allowed, resolvingTo('127.0.0.1'));
    const ask = () => get(outgoing, `http://erp.local:${server.port}/`).then(({ status }) => status);

    await assert.rejects(ask(), refusal('address_refused'));
    allowed = ['127.0.0.0/8'];
    assert.equal(await ask(), 200);
    allowed = ['erp.local'];
    assert.equal(await ask(), 200);
    allowed = ['other.local'];
    await assert.rejects(ask(), refusal('address_refused'));
  });
});

describe('an outgoing request', () => {
  let server: SmallServer;
  let other: SmallServer;
  const outgoing = createOutgoing(() => ['127.0.0.1']);
  const routes: Record<string, (response: Parameters<typeof answerJson>[0], got: Got) => void> = {
    '/json': (response) => answerJson(response, { id: 7 }),
    '/many': (response) => response.end(Buffer.alloc(1001)),
    '/bomb': (response) =>
      response.writeHead(200, { 'Content-Encoding': 'gzip' }).end(gzipSync(Buffer.alloc(9_000_000))),
    '/slow': (response) => response.write('{'),
    '/cut': (response) => {
      response.writeHead(200, { 'Content-Length': '100' }).write('{');
      response.destroy();
    },
    '/404': (response) => answerJson(response, {}, 404),
    '/403': (response) => answerJson(response, {}, 403),
    '/500': (response) => answerJson(response, {}, 500),
    '/429': (response) => answerJson(response, {}, 429, { 'Retry-After': '17' }),
    '/date': (response) =>
      answerJson(response, {}, 503, { 'Retry-After': new Date(Date.now() + 60_000).toUTCString() }),
    '/to/json': (response) => response.writeHead(302, { Location: '/json' }).end(),
    '/to/other': (response) => response.writeHead(307, { Location: `${other.url}/json` }).end(),
    '/to/metadata': (response) => response.writeHead(302, { Location: 'http://169.254.169.254/latest' }).end(),
    '/to/file': (response) => response.writeHead(302, { Location: 'file:///etc/passwd' }).end(),
    '/to/loop': (response) => response.writeHead(302, { Location: '/to/loop' }).end(),
  };

  before(async () => {
    const answer: Parameters<typeof smallServer>[0] = (response, got) =>
      routes[got.path.split('?')[0] ?? '']?.(response, got) ?? response.writeHead(404).end();
    server = await smallServer(answer);
    other = await smallServer(answer);
  });
  beforeEach(() => {
    server.got.length = 0;
    other.got.length = 0;
  });
  after(() => Promise.all([server.stop(), other.stop()]));

  it('gives status, type and bytes', async () => {
    const { status, type, body } = await get(outgoing, `${server.url}/json`);

    assert.deepEqual([status, type, body.toString()], [200, 'application/json', '{"id":7}']);
  });

  it('reads no more than the limit, before and after decompression', async () => {
    await assert.rejects(get(outgoing, `${server.url}/many`), refusal('bad_answer', /more than 1000 bytes/));
    await assert.rejects(get(outgoing, `${server.url}/bomb`), refusal('bad_answer', /more than 1000 bytes/));
  });

  it('ends in time, also when the answer comes drop by drop', async () => {
    const asked = get(outgoing, `${server.url}/slow`, { timeout: 100 });

    await assert.rejects(
      asked,
      (error: Error) => error instanceof ServiceUnavailable && /no answer in time/.test(error.message),
    );
  });

  it('can succeed later when the server is away, cuts, or says so, with the time it asks for', async () => {
    const gone = await smallServer(() => undefined);
    await gone.stop();
    const failures: ServiceUnavailable[] = [];
    for (const url of [`${gone.url}/`, ...['/cut', '/500', '/429', '/date'].map((path) => server.url + path)]) {
      await assert.rejects(
        get(outgoing, url),
        (error) => error instanceof ServiceUnavailable && failures.push(error) > 0,
      );
    }

    const [refused, cut, fault, many, date] = failures;
    assert.match(refused?.message ?? '', /connection refused/);
    assert.match(cut?.message ?? '', /connection was cut/);
    assert.match(fault?.message ?? '', /\/500 answered HTTP 500$/);
    assert.equal(many?.retryAfter, 17_000);
    assert.ok((date?.retryAfter ?? 0) > 50_000);
  });

  it('is refused for good by any other status, in words without the query', async () => {
    const asked = get(outgoing, `${server.url}/403?api_key=very-private`);

    await assert.rejects(asked, (error: Error) => {
      assert.doesNotMatch(error.message, /very-private/);
      return refusal('service_refused', /\/403 answered HTTP 403$/)(error);
    });
    assert.equal((await get(outgoing, `${server.url}/404`, { also: [404] })).status, 404);
  });

  it('follows redirects of a GET, with its headers only to the same origin', async () => {
    const headers = { Authorization: 'Bearer very-private', 'X-Api-Key': 'private-too' };

    await get(outgoing, `${server.url}/to/json`, { headers });
    await get(outgoing, `${server.url}/to/other`, { headers });

    assert.deepEqual(
      server.got.map(({ path, headers }) => [path, headers.authorization]),
      ['/to/json', '/json', '/to/other'].map((path) => [path, 'Bearer very-private']),
    );
    assert.deepEqual(
      other.got.map(({ headers }) => [headers.authorization, headers['x-api-key']]),
      [[undefined, undefined]],
    );
  });

  it('is held against the guard at each redirect, three of which it follows', async () => {
    await assert.rejects(get(outgoing, `${server.url}/to/metadata`), refusal('address_refused', /169\.254\.169\.254/));
    await assert.rejects(get(outgoing, `${server.url}/to/file`), refusal('address_refused'));
    server.got.length = 0;
    await assert.rejects(get(outgoing, `${server.url}/to/loop`), refusal('service_refused', /after 3 redirects/));
    assert.equal(server.got.length, 4);
  });

  it('follows none with a body', async () => {
    const asked = get(outgoing, `${server.url}/to/other`, { method: 'POST', body: '{}' });

    await assert.rejects(asked, refusal('service_refused', new RegExp(`redirects to ${other.url}; give that address`)));
    assert.deepEqual(other.got, []);
  });

  it('sends no header that would be two', async () => {
    const asked = get(outgoing, `${server.url}/json`, { headers: { 'X-Note': 'a\r\nX-Admin: yes' } });

    await assert.rejects(asked, refusal('bad_value', /"X-Note"/));
    assert.deepEqual(server.got, []);
  });

  it('writes no value that was filled in from the surroundings', async () => {
    const secrets = ['T0/B0/private', `${server.url}/services`];

    await assert.rejects(get(outgoing, `${server.url}/services/T0/B0/private`, { secrets }), (error: Error) => {
      assert.equal(error.message, `${server.url}(hidden)/(hidden) answered HTTP 404`);
      return true;
    });
  });
});
