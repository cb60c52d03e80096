import assert from 'node:assert/strict';
import type { Json } from '../../src/odoo/json.ts';
import { type GatedOdoo, gatedOdoo } from '../support/gated-odoo.ts';
import { type RunningApp, runApp } from '../support/run-app.ts';
import { until } from '../support/until.ts';

const SETTINGS = `
server: {host: 127.0.0.1, port: 0}
store: hookdoo.db
connections:
  odoo: {url: sandbox}
  a: {url: "\${ODOO_URL}", database: "\${ODOO_DATABASE}", login: "\${ODOO_LOGIN}", api_key: "\${ODOO_API_KEY}", allow: {res.currency: [create], "*": [read]}}
`;
const HOOKS = {
  'hooks/order.yaml': `
model: res.partner
odoo: odoo
log_calls: true
fetch:
  odoo: a
  model: sale.order
  id: =payload['_id']
  fields: [name, client_order_ref, partner_id.name, partner_id.country_id.code, partner_id.child_ids, user_id.partner_id.name, order_line.product_id.default_code, order_line.price_unit, order_line.tax_ids.amount, company_id, tag_ids]
  as: order
actions:
  - create: res.partner
    values: {name: "=f'order {payload.id}'", comment: "=json.dumps(order)", ref: =order.partner_id.country_id.code}
`,
  'hooks/echo.yaml': `
model: res.partner
odoo: odoo
retry: {for: 1m, from: 10ms, to: 10ms}
fetch: {odoo: a, model: res.partner, id: "=payload['_id']", fields: [name], as: source, none: skip, echo: skip}
actions:
  - create: res.partner
    values: {name: =source.name, ref: echo}
`,
  'hooks/later.yaml': `
model: res.partner
odoo: odoo
answer: stored
retry: {for: 1m, from: 10s}
fetch: {odoo: a, model: res.partner, id: =payload.id, fields: [name]}
actions:
  - create: res.partner
    values: {name: =fetched.name, ref: =payload.ref}
`,
  'hooks/none.yaml': `
model: res.partner
odoo: odoo
fetch: {odoo: a, model: res.partner, id: =payload.id, fields: [name], none: null}
actions:
  - create: res.partner
    values: {name: =fetched.name if fetched else 'nobody', ref: =payload.ref}
`,
  'hooks/fail.yaml': `
model: res.partner
odoo: odoo
fetch: {odoo: a, model: res.partner, id: =payload.id, fields: [name, country_id.cod]}
actions:
  - run: log(fetched)
`,
  'hooks/denied.yaml': `
model: res.partner
odoo: odoo
fetch: {odoo: a, model: res.partner, id: =payload.id, fields: [country_id.currency_id.name]}
actions:
  - run: log(fetched)
`,
};

describe('a hook that reads a record from another Odoo', () => {
  let source: GatedOdoo;
  let running: RunningApp;

  before(async () => {
    source = await gatedOdoo();
    running = await runApp({ 'hookdoo.yaml': SETTINGS, ...HOOKS }, source.variables);
  });
  beforeEach(() => {
    source.comeBack();
    source.calls.length = 0;
  });
  after(async () => {
    await running.stop();
    await source.stop();
  });

  async function made(ref: string, field: string): Promise<Json[]> {
    const rows = await running.odoo('res.partner', 'search_read', [[['ref', '=', ref]], [field]]);
    assert.ok(Array.isArray(rows));
    return rows.map((row) => Object.assign({ [field]: null }, row)[field] ?? null);
  }
  async function deliver(hook: string, payload: unknown) {
    const { status, body, headers } = await running.post(hook, payload);
    const id = headers.get('Hookdoo-Delivery') ?? '';
    return { status, body, id, delivery: await running.app.store.get(id) };
  }

  it('has it as nested maps under its name, read in one call for each model and depth', async () => {
    const { status, delivery } = await deliver('order', { _id: 7, id: 7, _model: 'sale.order' });

    assert.equal(status, 200);
    const [json] = await made('US', 'comment');
    assert.deepEqual(JSON.parse(String(json).replaceAll('&#34;', '"').replaceAll('&quot;', '"')), {
      id: 7,
      name: 'S00007',
      client_order_ref: null,
      partner_id: { id: 10, name: 'Gemini Furniture', country_id: { id: 233, code: 'US' }, child_ids: [] },
      user_id: { id: 2, partner_id: { id: 3, name: 'Mitchell Admin' } },
      order_line: [{ id: 1003, product_id: { id: 39, default_code: 'FURN_8855' }, price_unit: 110.5, tax_ids: [] }],
      company_id: 1,
      tag_ids: [],
    });
    const reads = source.calls.filter((call) => call.endsWith('.read'));
    assert.deepEqual(reads.sort(), [
      'product.product.read',
      'res.country.read',
      'res.partner.read',
      'res.partner.read',
      'res.users.read',
      'sale.order.line.read',
      'sale.order.read',
    ]);
    assert.equal(JSON.parse(delivery?.calls[0]?.call ?? '{}').method, 'GET a:sale.order/7');
  });

  it('says what is wrong with the id or a field, with the line', async () => {
    const told = [];
    for (const id of [8, 99_999, null, 'x', 0]) {
      const { status, body, delivery } = await deliver('fail', { id });
      told.push([
        status,
        Object.assign({ message: '' }, body).message,
        /fail\.yaml:\S+(?=: )/.exec(delivery?.reason ?? '')?.[0],
      ]);
    }

    const at = (column: number) => `fail.yaml:4:${column}`;
    assert.deepEqual(told, [
      [422, 'res.country has no field `cod`; did you mean `code`?', at(1)],
      [422, 'a has no res.partner with the id 99999', at(1)],
      [422, 'the id of the res.partner record is empty', at(1)],
      [422, "the id of the record is 'x'; it must be a whole number above 0", at(42)],
      [422, 'the id of the record is 0; it must be a whole number above 0', at(42)],
    ]);
  });

  it('goes on with None, or skips, where there is no such record', async () => {
    const gone = await deliver('none', { id: 99_999, ref: 'None' });
    const empty = await deliver('none', { id: false, ref: 'None' });
    const text = await deliver('none', { id: '8', ref: 'None' });
    const skipped = await deliver('echo', { _id: 99_999 });

    assert.deepEqual(
      [gone, empty, text, skipped].map(({ status }) => status),
      [200, 200, 200, 200],
    );
    assert.deepEqual((await made('None', 'name')).sort(), ['Wood Corner', 'nobody', 'nobody']);
    assert.deepEqual(
      [skipped.delivery?.state, skipped.delivery?.reason],
      ['skipped', 'a has no res.partner with the id 99999'],
    );
  });

  it("skips what the connection's own user wrote, unless a person wrote what is told of", async () => {
    await source.rpc({ model: 'res.partner', method: 'write', ids: [8n], args: [{ phone: '1' }], kwargs: {} });

    const own = await deliver('echo', { _model: 'res.partner', _id: 8, write_uid: 2 });
    const unsaid = await deliver('echo', { _id: 8 });
    const other = await deliver('echo', { _model: 'sale.order', _id: 8, write_uid: 7 });
    const person = await deliver('echo', { _model: 'res.partner', _id: 8, write_uid: 7 });

    assert.deepEqual(
      [own, unsaid, other, person].map(({ delivery }) => delivery?.state),
      ['skipped', 'skipped', 'skipped', 'done'],
    );
    assert.equal(own.delivery?.reason, 'an echo: res.partner 8 was changed by the connection a itself');
    assert.deepEqual(await made('echo', 'name'), ['Wood Corner']);
  });

  it('keeps to what the connection allows', async () => {
    const { status, delivery } = await deliver('denied', { id: 8 });

    assert.equal(status, 422);
    assert.match(
      delivery?.reason ?? '',
      /denied\.yaml:4:1: `read` of res.currency is not allowed over the connection a/,
    );
  });

  it('waits while that Odoo is away, also with what comes meanwhile, and goes on when it is back', async () => {
    source.leave();

    const first = await deliver('later', { id: 8, ref: 'Later' });
    await until(() => running.lines.some((line) => line.includes('odoo is not available')));
    const second = await deliver('later', { id: 9, ref: 'Later' });
    const [one, two] = [await running.app.store.get(first.id), await running.app.store.get(second.id)];
    source.comeBack();
    await until(async () => (await made('Later', 'name')).length === 2);

    assert.deepEqual([one?.state, one?.code, two?.state], ['waiting', 'odoo_unavailable', 'received']);
    assert.deepEqual((await made('Later', 'name')).sort(), ['Acme Corporation', 'Wood Corner']);
  }).timeout(20_000);
});
