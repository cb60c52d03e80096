import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type Answer, send } from '../support/http-client.ts';
import { type RunningApp, runApp } from '../support/run-app.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { until } from '../support/until.ts';

const REST =
  'model: res.partner\nactions:\n  - create: res.partner\n    values: {name: "=payload.name or \'?\'", ref: "=delivery.event or \'\'"}\n';

describe('a hook that verifies its sender', () => {
  let running: RunningApp;
  let secrets: ReturnType<typeof tempFolder>;

  before(async () => {
    secrets = tempFolder();
    writeFileSync(path.join(secrets.folder, 'shop'), 'first\n');
    const file = `\${file:${path.join(secrets.folder, 'shop')}}`;
    running = await runApp(
      {
        'presets/our-shop.yaml': `
about: our own shop
verify: {scheme: hmac, header: X-Shop-Signature, encoding: base64, signed: "{header:x-shop-event}.{body}"}
event: headers['x-shop-event']
unique: payload.event_id
order_key: payload.id
version: payload.v
answer: stored
reply: {status: 202, body: {accepted: =delivery.id}}
`,
        'hooks/own.yaml': `path: shop/orders\nverify: {preset: our-shop, secret: "${file}"}\n${REST}`,
        'hooks/changed.yaml': `path: shop/changed\nverify: {preset: our-shop, secret: other}\nanswer: done\nreply: null\nunique: payload.other_id\nversion: null\n${REST}`,
        'hooks/open.yaml': `path: open\nverify: none\n${REST}`,
        'hooks/both.yaml': `secret: secret-url-of-both\nverify: {scheme: token, header: X-Pin, token: "1234"}\n${REST}`,
        'hooks/off.yaml': `path: off\nenabled: false\nverify: none\n${REST}`,
        'hooks/get.yaml': `path: get\nmethods: [GET]\nverify: {scheme: token, query: key, token: k1}\n${REST}`,
        'hooks/failing.yaml': `path: failing\nverify: none\nreply: {body: "=1 / 0"}\n${REST}`,
        'hooks/keys.yaml': `path: keys\nverify: {scheme: rsa, header: X-Rsa, key_at: {header: X-Key, under: ["https://keys.example.com/"]}}\n${REST}`,
      },
      {},
      {
        keyFrom: async () => {
          throw new Error('no route to host');
        },
      },
    );
  });
  after(async () => {
    await running.stop();
    secrets.remove();
  });

  function post(target: string, body: string, headers: Record<string, string> = {}): Promise<Answer> {
    const all = { 'Content-Type': 'application/json', ...headers };
    return send(running.app.port, target, { method: 'POST', body, headers: all });
  }
  function shop(target: string, body: string, secret: string): Promise<Answer> {
    const signature = createHmac('sha256', secret).update(`order.paid.${body}`).digest('base64');
    return post(target, body, { 'X-Shop-Event': 'order.paid', 'X-Shop-Signature': signature });
  }
  async function kept(answer: Answer) {
    return await running.app.store.get(answer.headers.get('Hookdoo-Delivery') ?? '');
  }

  it("works with a preset of one's own: keys, event, answer and reply", async () => {
    const answer = await shop('/hook/shop/orders', '{"id":7,"v":3,"event_id":"e1","name":"Ada"}', 'first');

    const delivery = answer.headers.get('Hookdoo-Delivery');
    assert.deepEqual([answer.status, answer.body], [202, { accepted: delivery }]);
    await until(async () => (await kept(answer))?.state === 'done');
    assert.deepEqual((await kept(answer))?.keys, { unique: 'e1', order: '7', version: '3' });
    const [made] = Object(await running.odoo('res.partner', 'search_read', [[['name', '=', 'Ada']], ['ref']]));
    assert.equal(made?.ref, 'order.paid');
  });

  it("puts the hook's own keys over those of the preset; null takes one away", async () => {
    const answer = await shop('/hook/shop/changed', '{"id":7,"v":3,"event_id":"e1","other_id":"o1"}', 'other');

    assert.deepEqual([answer.status, answer.body], [200, { status: 'ok' }]);
    assert.deepEqual((await kept(answer))?.keys, { unique: 'o1', order: '7', version: undefined });
  });

  it('takes a new secret over from its file', async () => {
    writeFileSync(path.join(secrets.folder, 'shop'), 'second');

    await until(async () => (await shop('/hook/shop/orders', '{"event_id":"e2"}', 'second')).status === 202);

    assert.equal((await shop('/hook/shop/orders', '{"event_id":"e3"}', 'first')).status, 401);
  });

  it('is open where `verify: none` is written', async () => {
    assert.equal((await post('/hook/open', '{"name":"Bob"}')).status, 200);
  });

  it('is known under its whole path alone', async () => {
    for (const target of [
      '/hook/',
      '/hook',
      '/hook/shop',
      '/hook/shop/orders/',
      '/hook/shop//orders',
      '/hook/shop%2Forders',
      '/hook/SHOP/orders',
      '/hook/off',
      '/hook/__proto__',
    ]) {
      const answer = await post(target, '{}');
      assert.equal(answer.status, 404, target);
    }
    assert.equal((await send(running.app.port, '/hook/open', { method: 'PUT', body: '{}' })).status, 405);
  });

  it('may have a secret URL too: both must be known', async () => {
    const right = await post('/web/hook/secret-url-of-both', '{}', { 'X-Pin': '1234' });
    const wrong = await post('/web/hook/secret-url-of-both', '{}', { 'X-Pin': '1235' });

    assert.deepEqual([right.status, wrong.status], [200, 401]);
    const headers = [(await kept(right))?.request.headers, (await kept(wrong))?.request.headers].flatMap(
      (one) => one ?? [],
    );
    assert.deepEqual(
      headers.filter(([name]) => name === 'x-pin'),
      [
        ['x-pin', '(hidden)'],
        ['x-pin', '(hidden)'],
      ],
    );
  });

  it('may be called by GET, with its token in the query hidden', async () => {
    const right = await send(running.app.port, '/hook/get?key=k1&name=Eve', { method: 'GET' });
    const wrong = await send(running.app.port, '/hook/get?key=k2&name=Eve', { method: 'GET' });

    assert.deepEqual([right.status, wrong.status], [200, 401]);
    assert.deepEqual((await kept(right))?.request.query, [
      ['key', '(hidden)'],
      ['name', 'Eve'],
    ]);
  });

  it('answers as always when its reply cannot be made: the delivery is safe', async () => {
    const answer = await post('/hook/failing', '{"name":"Ann"}');

    assert.deepEqual([answer.status, answer.body], [200, { status: 'ok' }]);
    assert.ok(running.lines.some((line) => line.includes('the `reply` of this hook cannot be made')));
  });

  it('asks the sender to come again when its key cannot be had', async () => {
    const answer = await post('/hook/keys', '{}', { 'X-Rsa': 'AAAA', 'X-Key': 'https://keys.example.com/k.pem' });

    assert.deepEqual([answer.status, answer.headers.get('Retry-After')], [503, '30']);
    assert.match((await kept(answer))?.reason ?? '', /no route to host/);
    assert.ok(!JSON.stringify(answer.body).includes('route'));
  });

  it('keeps no large body of a stranger', async () => {
    const answer = await post('/hook/shop/orders', JSON.stringify({ name: 'x'.repeat(100_000) }));

    assert.equal(answer.status, 401);
    assert.equal((await kept(answer))?.request.body.length, 0);
  });

  it('is not taken over with a faulty preset, and each fault is told where it is', async () => {
    const file = path.join(running.folder, 'presets/faulty.yaml');
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, 'verify: {scheme: hmac, header: X}\nevent: payload.\nunique: nothing\nanswr: stored\n');

    await until(() => running.lines.some((line) => line.includes('presets/faulty.yaml')));

    const problems = running.lines
      .filter((line) => line.includes('presets/faulty.yaml'))
      .map((line) => JSON.parse(line));
    assert.ok(
      problems.some(({ at, problem }) => at.endsWith('faulty.yaml:4:1') && /unknown key `answr`/.test(problem)),
    );
    assert.equal((await post('/hook/open', '{"name":"Bob"}')).status, 200);
  });
});
