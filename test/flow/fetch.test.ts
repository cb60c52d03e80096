import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { type RunningApp, runApp } from '../support/run-app.ts';
import { answerJson, type SmallServer, smallServer } from '../support/small-server.ts';
import { until } from '../support/until.ts';

const TOKEN = 'token-very-private';

describe('a hook that fetches', () => {
  let server: SmallServer;
  let running: RunningApp;
  /** What the server answers, by path; a list one after another. */
  const answers: Record<string, { status?: number; json?: unknown; headers?: Record<string, string> }[]> = {};

  before(async () => {
    server = await smallServer((response, { path: asked }) => {
      const left = answers[asked.split('?')[0] ?? ''] ?? [{ status: 404 }];
      const { status, json, headers } = (left.length > 1 ? left.shift() : left[0]) ?? {};
      answerJson(response, json ?? {}, status, headers);
    });
    const hooks = {
      'hooks/order.yaml': `
model: res.partner
log_calls: true
fetch:
  url: =f'${server.url}/orders/{payload.id}?api_key=\${TOKEN}&lang=it'
  headers: {Authorization: "Bearer \${TOKEN}"}
  as: order
actions:
  - create: res.partner
    values: {name: =order.customer.name, ref: "=order.customer['items'][0]", comment: =order.missing}
`,
      'hooks/when.yaml': `
model: res.partner
fetch:
  - {url: ${server.url}/state, as: state, basic: {user: ann, password: pw}}
  - {url: "=f'${server.url}/detail/{state.id}'", as: detail, none: null}
  - {url: ${server.url}/never, as: never, if: detail is not None}
when: state.ready
actions:
  - create: res.partner
    values: {name: "=f'{payload.name} {detail} {never}'"}
`,
      'hooks/later.yaml': `
model: res.partner
retry: {for: 1m, from: 10ms, to: 10ms}
fetch: {url: ${server.url}/later}
actions:
  - create: res.partner
    values: {name: =payload.name, ref: =fetched.ref}
  - find: res.partner
    where: {ref: =payload.name + '-awaited'}
    none: wait
    as: awaited
  - update: awaited
    values: {comment: =fetched.ref}
`,
      'hooks/kept.yaml': `
model: res.partner
fetch: {url: ${server.url}/kept, cache: 5m, headers: {X-Shop: =payload.shop}}
actions:
  - run: log(fetched.n)
`,
      'hooks/html.yaml': `
model: res.partner
fetch: {url: ${server.url}/html}
actions:
  - run: log(fetched)
`,
      'hooks/inside.yaml': `
model: res.partner
fetch: {url: =payload.url}
actions:
  - run: log(fetched)
`,
    };
    running = await runApp(hooks, { TOKEN, ALLOW_PRIVATE: '127.0.0.1' });
  });
  beforeEach(() => {
    server.got.length = 0;
  });
  after(async () => {
    await running.stop();
    await server.stop();
  });

  async function named(name: string, fields: string[]) {
    const rows = await running.odoo('res.partner', 'search_read', [[['name', '=', name]], fields]);
    assert.ok(Array.isArray(rows));
    return rows.map((row) => Object.assign({}, row, { id: 0n }));
  }

  it('has the document under its name, as a payload', async () => {
    answers['/orders/7'] = [{ json: { customer: { name: 'Thin Ann', items: ['A1'] } } }];

    const { status } = await running.post('order', { id: 7 });

    assert.equal(status, 200);
    assert.deepEqual(await named('Thin Ann', ['ref', 'comment']), [{ id: 0n, ref: 'A1', comment: false }]);
    const [got] = server.got;
    assert.equal(got?.path, `/orders/7?api_key=${TOKEN}&lang=it`);
    assert.partialDeepStrictEqual(got?.headers, { authorization: `Bearer ${TOKEN}`, accept: 'application/json' });
  });

  it('has the request in the log of its calls, and its secrets nowhere', async () => {
    answers['/orders/8'] = [{ json: { customer: { name: 'Thin Bob', items: ['B1'] } } }];
    answers['/orders/9'] = [{ status: 403 }];

    const { headers } = await running.post('order', { id: 8 });
    const refused = await running.post('order', { id: 9 });

    const log = await running.app.store.get(headers.get('Hookdoo-Delivery') ?? '');
    assert.deepEqual(JSON.parse(log?.calls[0]?.call ?? ''), {
      model: '',
      method: `GET ${server.url}/orders/8?api_key=(hidden)&lang=it`,
      args: [],
      kwargs: {},
    });
    assert.match(log?.calls[0]?.answer ?? '', /Thin Bob/);
    assert.deepEqual(
      [refused.status, refused.body],
      [
        422,
        {
          status: 'error',
          code: 'service_refused',
          message: `${server.url}/orders/9 answered HTTP 403`,
          delivery: refused.headers.get('Hookdoo-Delivery'),
        },
      ],
    );
    const stored = await running.app.store.get(refused.headers.get('Hookdoo-Delivery') ?? '');
    assert.match(stored?.reason ?? '', /hooks\/order\.yaml:4:1: /);
    const files = ['hookdoo.db', 'hookdoo.db-wal'].map((name) =>
      readFileSync(path.join(running.folder, '..', name), 'latin1'),
    );
    assert.doesNotMatch([...files, ...running.lines, JSON.stringify(log)].join(''), new RegExp(TOKEN));
  });

  it('fetches before `when` what that looks at, and the rest only once it holds', async () => {
    answers['/state'] = [{ json: { id: 3, ready: false } }, { json: { id: 3, ready: true } }];

    const skipped = await running.post('when', { name: 'Early' });
    const asked = server.got.map((got) => got.path);
    await running.post('when', { name: 'Ready' });

    assert.equal(skipped.status, 200);
    assert.deepEqual(asked, ['/state']);
    assert.deepEqual(
      server.got.map((got) => got.path),
      ['/state', '/state', '/detail/3'],
    );
    assert.equal(server.got[0]?.headers.authorization, `Basic ${Buffer.from('ann:pw').toString('base64')}`);
    assert.deepEqual(await named('Ready None None', []).then((rows) => rows.length), 1);
  });

  it('waits for a server that cannot answer now', async () => {
    answers['/later'] = [{ status: 503 }, { status: 429, headers: { 'Retry-After': '0' } }, { json: { ref: 'L1' } }];
    await running.odoo('res.partner', 'create', [{ name: 'x', ref: 'Later-awaited' }]);

    const { status } = await running.post('later', { name: 'Later' });
    await until(async () => (await named('Later', [])).length > 0);

    assert.equal(status, 202);
    assert.deepEqual(await named('Later', ['ref']), [{ id: 0n, ref: 'L1' }]);
    assert.equal(server.got.length, 3);
  });

  it('is given the same document again once its changes began', async () => {
    answers['/later'] = [{ json: { ref: 'first' } }, { json: { ref: 'second' } }];

    const { headers } = await running.post('later', { name: 'Twice' });
    const id = headers.get('Hookdoo-Delivery') ?? '';
    await until(async () => ((await running.app.store.get(id))?.attempts ?? 0) > 1);
    await running.odoo('res.partner', 'create', [{ name: 'Awaited', ref: 'Twice-awaited' }]);
    await until(async () => (await running.app.store.get(id))?.state === 'done');

    assert.deepEqual(await named('Twice', ['ref']), [{ id: 0n, ref: 'first' }]);
    assert.deepEqual(await named('Awaited', ['comment']), [{ id: 0n, comment: 'first' }]);
    assert.equal(server.got.length, 1);
  });

  it('keeps an answer for as long as `cache` says, for each set of headers', async () => {
    answers['/kept'] = [{ json: { n: 1 } }];

    for (const shop of ['a', 'a', 'b', 'a', 'b']) {
      assert.equal((await running.post('kept', { shop })).status, 200);
    }

    assert.deepEqual(
      server.got.map((got) => got.headers['x-shop']),
      ['a', 'b'],
    );
  });

  it('refuses an answer that is not JSON, and an address inside', async () => {
    answers['/html'] = [{ json: 'x', headers: { 'Content-Type': 'text/html' } }];
    const html = await smallServer((response) => response.end('<html>'));

    const page = await running.post('inside', { url: `${html.url}/page?q=1` });
    const metadata = await running.post('inside', { url: 'http://169.254.169.254/latest/meta-data' });
    const none = await running.post('inside', {});
    await html.stop();

    const told = [page, metadata, none].map(({ status, body }) => [status, Object.assign({ code: '' }, body).code]);
    assert.deepEqual(told, [
      [422, 'bad_answer'],
      [422, 'address_refused'],
      [422, 'address_refused'],
    ]);
    assert.match(JSON.stringify(page.body), /page did not answer with JSON \(no content type\): line 1, column 1/);
  });
});
