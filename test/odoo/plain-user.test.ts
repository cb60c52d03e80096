import assert from 'node:assert/strict';
import { createLog } from '../../src/log.ts';
import { type Connection, openConnection } from '../../src/odoo/connection.ts';
import type { Json, JsonObject } from '../../src/odoo/json.ts';
import { type Boundary, FaultProxy, type Verdict } from '../support/fault-proxy.ts';
import { type RunningApp, runApp } from '../support/run-app.ts';
import { until } from '../support/until.ts';
import { realOdoo } from './real-odoo.ts';

/** What the bridge's user needs for contacts and sales orders (docs/external-ids.md). */
const GROUPS = ['base.group_user', 'base.group_partner_manager', 'sales_team.group_sale_salesman_all_leads'];

const HOOKS = {
  'hooks/order.yaml': `
model: sale.order
actions:
  - upsert: res.partner
    external_id: =f'{payload.id}-customer'
    values: {name: =payload.id, ref: =payload.id}
    as: customer
  - create: sale.order
    external_id: =f'{payload.id}-order'
    values:
      partner_id: =customer
      client_order_ref: =payload.id
      order_line: [{product_id: =payload.product, product_uom_qty: 2, price_unit: 9.99}]
    as: order
  - call: action_confirm
    on: order
    if: order.state == 'draft'
`,
  'hooks/keep.yaml': `
model: res.partner
retry: {from: 10ms, to: 20ms}
actions:
  - upsert: res.partner
    external_id: =payload.id
    values: {name: =payload.id, ref: =payload.id, phone: =payload.phone, comment: =payload.comment}
    keep_edits: [phone, comment]
`,
  'hooks/match.yaml': `
model: res.partner
actions:
  - upsert: res.partner
    match: {ref: =payload.id}
    values: {phone: =payload.phone, street: =payload.street}
    keep_edits: true
`,
};

describe('a bridge whose user has no more rights than it needs, and people beside it', () => {
  const marker = `plain${process.pid}-${Date.now()}`;
  let admin: Connection;
  let proxy: FaultProxy;
  let running: RunningApp;
  let user: Json;
  let product: Json;
  let count = 0;
  const fresh = () => `${marker}-${++count}`;

  before(async () => {
    const target = await realOdoo();
    const log = createLog({ level: 'silent', readable: false });
    admin = openConnection({ ...target, name: 'admin', timeout: 60_000, concurrency: 2, context: {} }, log);
    const groups: Json[] = [];
    for (const group of GROUPS) {
      const [, id] = (await call('ir.model.data', 'check_object_reference', group.split('.'))) as Json[];
      groups.push(id ?? null);
    }
    const field = (await admin.version()).major < 17 ? 'groups_id' : 'group_ids';
    const values = { name: marker, login: marker, password: marker, email: `${marker}@example.com` };
    user = await call('res.users', 'create', [{ ...values, [field]: [[6n, 0n, groups]] }]);
    [product = null] = (await call('product.product', 'search', [[['type', 'in', ['consu', 'service']]]])) as Json[];
    proxy = await FaultProxy.start(target.url);
    const login = { ODOO_LOGIN: marker, ODOO_API_KEY: marker, ODOO_URL: proxy.url };
    running = await runApp(HOOKS, { ...process.env, ...login, ODOO_TIMEOUT: '2s' });
  });
  after(async () => {
    const partners = await call('res.partner', 'search', [[['ref', 'like', marker]]]);
    const orders = await call('sale.order', 'search', [[['client_order_ref', 'like', marker]]]);
    for (const order of Array.isArray(orders) ? orders : []) {
      await call('sale.order', 'action_cancel', [[order]]);
    }
    await call('sale.order', 'unlink', [orders]);
    await call('res.partner', 'unlink', [partners]);
    await call('res.users', 'write', [[user], { active: false }]);
    await running.stop();
    await proxy.stop();
    await admin.close();
  });

  async function call(model: string, method: string, args: Json[]): Promise<Json> {
    return await admin.rpc({ model, method, args, kwargs: {} });
  }
  async function send(hook: string, payload: JsonObject): Promise<void> {
    const body = JSON.stringify(payload, (_key, value) => (typeof value === 'bigint' ? Number(value) : value));
    const { headers } = await running.post(hook, body);
    const id = headers.get('Hookdoo-Delivery') ?? '';
    const log = () => running.app.store.get(id);
    await until(async () => !['received', 'running', 'waiting'].includes((await log())?.state ?? ''));
    const { state, reason } = (await log()) ?? {};
    assert.deepEqual([state, reason], ['done', undefined]);
  }
  async function partner(ref: string): Promise<JsonObject> {
    const fields = ['phone', 'comment', 'street', 'create_uid'];
    const rows = await call('res.partner', 'search_read', [[['ref', '=', ref]], fields]);
    assert.ok(Array.isArray(rows) && rows.length === 1);
    return rows[0] as JsonObject;
  }
  async function edit(ref: string, values: JsonObject): Promise<void> {
    await call('res.partner', 'write', [[(await partner(ref)).id ?? null], values]);
  }
  async function notes(ref: string): Promise<string[]> {
    const { id = null } = await partner(ref);
    const domain = [
      ['model', '=', 'res.partner'],
      ['res_id', '=', id],
      ['body', 'ilike', 'Edited here'],
    ];
    const rows = await call('mail.message', 'search_read', [domain, ['body']]);
    return (Array.isArray(rows) ? rows : []).map((row) => String(Object(row).body));
  }
  /** Has the next call of that name go wrong, once; `then` is done before its delivery goes on. */
  function strike(name: string, at: Boundary, verdict: Verdict, then: () => Promise<void>): void {
    proxy.watch = async (boundary, passing) => {
      if (passing.name !== name || boundary !== at) {
        return 'pass';
      }
      proxy.watch = () => 'pass';
      await then();
      return verdict;
    };
  }

  it('makes and changes a contact and a confirmed order by external id', async () => {
    const id = fresh();

    await send('order', { id, product });
    await send('order', { id, product });

    const rows = await call('sale.order', 'search_read', [[['client_order_ref', '=', id]], ['state', 'order_line']]);
    assert.ok(Array.isArray(rows) && rows.length === 1);
    const { state, order_line } = rows[0] as JsonObject;
    assert.deepEqual([state, Array.isArray(order_line) && order_line.length], ['sale', 1]);
  });

  it('keeps what a person edited, and says so in the chatter', async () => {
    const id = fresh();
    await send('keep', { id, phone: '1', comment: 'Plain & simple' });
    await send('keep', { id, phone: '2', comment: 'Simpler' });
    await edit(id, { phone: '555' });

    await send('keep', { id, phone: '3', comment: 'Simplest' });
    await send('keep', { id, phone: '3', comment: 'Simplest' });

    const { phone, comment } = await partner(id);
    assert.equal(phone, '555');
    assert.match(String(comment), /^(<p>)?Simplest(<\/p>)?$/);
    const [note = '', ...others] = await notes(id);
    assert.deepEqual(others, []);
    assert.match(note, /Edited here, so not overwritten: Phone \(phone\): “555” is kept, “3” came in/);
  });

  it('leaves what people had entered before it ever wrote, and fills in what they had not', async () => {
    const id = fresh();
    await call('res.partner', 'create', [{ name: id, ref: id, phone: '555' }]);

    await send('match', { id, phone: '1', street: 'Elm street' });

    const { phone, street } = await partner(id);
    assert.deepEqual([phone, street, (await notes(id)).length], ['555', 'Elm street', 1]);
  });

  for (const at of ['asked', 'carried out'] as const) {
    it(`an edit after a write that was cut off when it was ${at} stays`, async () => {
      const id = fresh();
      await send('keep', { id, phone: '1', comment: 'a' });
      strike('res.partner.write', at, 'cut', () => edit(id, { phone: '555' }));

      await send('keep', { id, phone: '2', comment: 'b' });
      await send('keep', { id, phone: '3', comment: 'c' });

      const { phone, comment } = await partner(id);
      assert.equal(phone, '555');
      assert.match(String(comment), /^(<p>)?c(<\/p>)?$/);
    });
  }

  it('what Odoo made of a value that was cut off is no edit', async () => {
    const id = fresh();
    await send('keep', { id, phone: '1', comment: '<b>a</b>' });
    strike('res.partner.write', 'carried out', 'cut', async () => undefined);
    await send('keep', { id, phone: '2', comment: '<b>b</b><script>1</script>' });

    await send('keep', { id, phone: '3', comment: '<b>c</b><script>1</script>' });

    const { phone, comment } = await partner(id);
    assert.deepEqual([phone, await notes(id)], ['3', []]);
    assert.match(String(comment), /(<|&lt;)b(>|&gt;)c(<|&lt;)/);
  });

  it('a record whose making was cut off is its own', async () => {
    const id = fresh();
    strike('res.partner.load', 'carried out', 'cut', async () => undefined);
    await send('keep', { id, phone: '1', comment: '<b>a</b><script>1</script>' });

    await send('keep', { id, phone: '2', comment: '<b>b</b>' });

    const { phone, comment } = await partner(id);
    assert.deepEqual([phone, await notes(id)], ['2', []]);
    assert.match(String(comment), /(<|&lt;)b(>|&gt;)b(<|&lt;)/);
  });
});
