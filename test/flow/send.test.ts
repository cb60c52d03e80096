import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { type RunningApp, runApp } from '../support/run-app.ts';
import { answerJson, type SmallServer, smallServer } from '../support/small-server.ts';
import { until } from '../support/until.ts';

const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const PATH = 'services/T0/very-private';

describe('a hook that sends', () => {
  let server: SmallServer;
  let running: RunningApp;
  /** The statuses that the server answers with, one after another; then 200. */
  let statuses: number[] = [];

  before(async () => {
    server = await smallServer((response) =>
      answerJson(response, { number: 17 }, statuses.shift(), { Location: 'http://169.254.169.254/' }),
    );
    const hooks = {
      'hooks/signed.yaml': `
model: res.partner
log_calls: true
retry: {for: 1m, from: 10ms, to: 10ms}
actions:
  - create: res.partner
    values: {name: =payload.name}
    as: partner
  - send: ${server.url}/\${PATH}?token=\${TOKEN}
    json: {partner: =partner.id, name: =partner.name, token: "\${TOKEN}", at: 7.0}
    headers: {X-Key: "\${TOKEN}"}
    sign: {secret: "${SECRET}"}
    as: answer
  - update: partner
    values: {ref: =str(answer.number)}
`,
      'hooks/record.yaml': `
model: sale.order
target_record: env['sale.order'].browse(payload.id)
actions:
  - send: ${server.url}/odoo
    record: record
    fields: [name, partner_id, order_line]
`,
      'hooks/each.yaml': `
model: res.partner
actions:
  - send: ${server.url}/each
    for_each: payload.list
    if: item > 1
    json: =item
    method: PUT
    sign: {scheme: hmac, secret: key, header: X-Sign, prefix: sha256=}
`,
    };
    running = await runApp(hooks, { ALLOW_PRIVATE: '127.0.0.1', PATH, TOKEN: 'token-very-private' });
  });
  beforeEach(() => {
    server.got.length = 0;
    statuses = [];
  });
  after(async () => {
    await running.stop();
    await server.stop();
  });

  async function partners(name: string) {
    const rows = await running.odoo('res.partner', 'search_read', [[['name', '=', name]], ['ref']]);
    assert.ok(Array.isArray(rows));
    return rows.map((row) => Object.assign({ ref: undefined }, row).ref);
  }

  it('signs by Standard Webhooks, under the id of the delivery, and has the answer', async () => {
    const { status, headers } = await running.post('signed', { name: 'Signed' });

    assert.equal(status, 200);
    const [got, ...more] = server.got;
    assert.ok(got !== undefined && more.length === 0);
    const { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signature } = got.headers;
    assert.equal(id, `${headers.get('Hookdoo-Delivery')}_2`);
    assert.ok(Math.abs(Number(timestamp) - Date.now() / 1000) < 60);
    const key = Buffer.from(SECRET.slice(6), 'base64');
    const expected = createHmac('sha256', key)
      .update(`${String(id)}.${String(timestamp)}.${got.body}`)
      .digest('base64');
    assert.equal(signature, `v1,${expected}`);
    assert.match(got.body, /^{"partner":\d+,"name":"Signed","token":"token-very-private","at":7\.0}$/);
    assert.equal(got.headers['content-type'], 'application/json');
    assert.deepEqual(await partners('Signed'), ['17']);
  });

  it('sends again what was not taken, with the same id, and does nothing else twice', async () => {
    statuses = [503, 429, 500];

    const { status } = await running.post('signed', { name: 'Again' });
    await until(async () => (await partners('Again'))[0] === '17');

    assert.equal(status, 202);
    assert.deepEqual(await partners('Again'), ['17']);
    assert.equal(server.got.length, 4);
    assert.equal(new Set(server.got.map(({ headers, body }) => `${headers['webhook-id']} ${body}`)).size, 1);
  });

  it('ends where it is refused or redirected, with the line and without secrets, and says what was done', async () => {
    statuses = [410];
    const gone = await running.post('signed', { name: 'Gone' });
    statuses = [302];
    const moved = await running.post('signed', { name: 'Moved' });

    const told = [gone, moved].map(({ status, body }) => [status, Object.assign({ message: '' }, body).message]);
    assert.deepEqual(told, [
      [422, `${server.url}/(hidden) answered HTTP 410`],
      [422, `${server.url}/(hidden) answered HTTP 302: it redirects to http://169.254.169.254; give that address`],
    ]);
    const log = await running.app.store.get(gone.headers.get('Hookdoo-Delivery') ?? '');
    assert.match(log?.reason ?? '', /hooks\/signed\.yaml:9:\d+: /);
    assert.deepEqual(
      log?.journal.filter(({ isChange }) => isChange).map(({ call }) => JSON.parse(call).method),
      ['create'],
    );
  });

  it('writes no secret into the store or the log', async () => {
    const { headers } = await running.post('signed', { name: 'Hidden' });

    const log = await running.app.store.get(headers.get('Hookdoo-Delivery') ?? '');
    const sent = log?.calls.map(({ call }) => JSON.parse(call)).find(({ model }) => model === '');
    assert.equal(sent.method, `POST ${server.url}/(hidden)?token=(hidden)`);
    assert.deepEqual([sent.args[0].name, sent.args[0].token], ['Hidden', '(hidden)']);
    const files = ['hookdoo.db', 'hookdoo.db-wal'].map((name) =>
      readFileSync(path.join(running.folder, '..', name), 'latin1'),
    );
    assert.doesNotMatch([...files, ...running.lines, JSON.stringify(log)].join(''), /very-private|MfKQ9r8G/);
  });

  it("sends a record as Odoo's own webhooks do", async () => {
    const [partner] = (await running.odoo('res.partner', 'search', [[]], { limit: 1n })) as bigint[];
    const order = await running.odoo('sale.order', 'create', [{ partner_id: partner ?? 0n, order_line: [] }]);

    const { status } = await running.post('record', { id: Number(order) });

    assert.equal(status, 200);
    assert.deepEqual(JSON.parse(server.got[0]?.body ?? ''), {
      _action: 'record',
      _id: Number(order),
      _model: 'sale.order',
      id: Number(order),
      name: `S${String(order).padStart(5, '0')}`,
      partner_id: Number(partner),
      order_line: [],
    });
  });

  it('gives each item its own id, by its place in the list', async () => {
    const { headers } = await running.post('each', { list: [1, 2, 3] });

    const id = headers.get('Hookdoo-Delivery');
    assert.deepEqual(
      server.got.map((got) => [got.method, got.body, got.headers['webhook-id'], got.headers['x-sign']]),
      [2, 3].map((item) => {
        const sign = createHmac('sha256', 'key').update(String(item)).digest('hex');
        return ['PUT', String(item), `${id}_1_${item}`, `sha256=${sign}`];
      }),
    );
  });
});
