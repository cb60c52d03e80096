import assert from 'node:assert/strict';
import type { Json } from '../../src/odoo/json.ts';
import { answer, FaultyOdoo, fault } from '../support/faulty-odoo.ts';
import { type GatedOdoo, gatedOdoo } from '../support/gated-odoo.ts';
import { type RunningApp, runApp } from '../support/run-app.ts';
import { until } from '../support/until.ts';

const ORDER = `
model: sale.order
retry: {from: 20ms, to: 50ms}
actions:
  - upsert: sale.order
    match: {client_order_ref: =payload.name}
    values:
      partner_id: 9
      order_line:
        for_each: payload.lines
        as: line
        match: [name]
        values: {product_id: =line.sku, name: =line.name, product_uom_qty: =line.quantity}
`;
const ADDED = `
model: sale.order
retry: {from: 20ms, to: 50ms}
target_record: env['sale.order'].browse(1)
actions:
  - update: record
    values:
      order_line: [[0, 0, {product_id: 5, name: =payload.name}]]
`;

describe('lines whose outcome is not known', () => {
  let odoo: GatedOdoo;
  let running: RunningApp;

  beforeEach(async () => {
    odoo = await gatedOdoo();
    const files = { 'hooks/order.yaml': ORDER, 'hooks/added.yaml': ADDED };
    running = await runApp(files, { ...odoo.variables, ODOO_TIMEOUT: '300ms' });
  });
  afterEach(async () => {
    await running.stop();
    await odoo.stop();
  });

  async function lines(domain: Json[]): Promise<Json[]> {
    const kwargs = { fields: ['name', 'product_uom_qty'], order: 'id' };
    const rows = await odoo.rpc({ model: 'sale.order.line', method: 'search_read', args: [domain], kwargs });
    assert.ok(Array.isArray(rows));
    return rows.map((row) => `${Object(row).name} ${Object(row).product_uom_qty}`);
  }
  async function settled(id: string | null): Promise<string | undefined> {
    await until(async () => !['running', 'waiting'].includes((await running.app.store.get(id ?? ''))?.state ?? ''));
    const delivery = await running.app.store.get(id ?? '');
    return delivery?.code ?? delivery?.state;
  }

  for (const how of ['answer', 'call'] as const) {
    it(`matched lines are there once, when the ${how} of the write was lost`, async () => {
      const line = (name: string, quantity: number) => ({ sku: 'FURN_7777', name, quantity });
      const name = `lost-${how}`;
      await running.post('order', { name, lines: [line('a', 1), line('b', 1), line('c', 1)] });
      odoo.lose(how, 0, 'write');

      const { headers } = await running.post('order', { name, lines: [line('b', 2), line('c', 1), line('d', 4)] });
      odoo.lose('nothing');

      assert.equal(await settled(headers.get('Hookdoo-Delivery')), 'done');
      assert.deepEqual(await lines([['order_id.client_order_ref', '=', name]]), ['b 2', 'c 1', 'd 4']);
    });
  }

  it('a line that is added by a command is not added twice: a person decides', async () => {
    odoo.lose('answer', 0, 'write');

    const { headers } = await running.post('added', { name: 'once' });
    odoo.lose('nothing');

    assert.equal(await settled(headers.get('Hookdoo-Delivery')), 'outcome_unknown');
    assert.deepEqual(await lines([['name', '=', 'once']]), ['once 1']);
  });
});

describe('fields that changed since they were asked for', () => {
  let odoo: FaultyOdoo;
  let running: RunningApp;
  let fields: string[];

  beforeEach(async () => {
    odoo = await FaultyOdoo.start();
    fields = ['name', 'mobile'];
    odoo.behave(({ call, args }, response) => {
      if (call === 'res.partner.fields_get') {
        return answer(response, Object.fromEntries(fields.map((name) => [name, { type: 'char' }])));
      }
      const unknown = Object.keys(Object(args[0])).find((name) => !fields.includes(name));
      return unknown === undefined
        ? answer(response, 7n)
        : fault(response, 'builtins.ValueError', `Invalid field '${unknown}' in 'res.partner'`);
    });
    const hook = (field: string) =>
      `model: res.partner\nactions:\n  - create: res.partner\n    values: {name: =payload.name, ${field}: '1'}\n`;
    const files = { 'hooks/old.yaml': hook('mobile'), 'hooks/new.yaml': hook('phone') };
    const access = {
      ODOO_URL: odoo.url,
      ODOO_DATABASE: 'db',
      ODOO_LOGIN: 'admin',
      ODOO_API_KEY: 'key',
      ODOO_PROTOCOL: 'json-rpc',
    };
    running = await runApp(files, access);
  });
  afterEach(async () => {
    await running.stop();
    await odoo.stop();
  });

  function asked(call: string): number {
    return odoo.asked.filter((one) => one.call === `res.partner.${call}`).length;
  }

  it('are asked for again when one is not known, once', async () => {
    await running.post('old', { name: 'Ann' });
    fields = ['name', 'phone'];

    const { status } = await running.post('new', { name: 'Ann' });

    assert.deepEqual([status, asked('fields_get'), asked('create')], [200, 2, 2]);
  });

  it('are asked for again when Odoo does not know one; then the refusal names the field of now', async () => {
    await running.post('old', { name: 'Ann' });
    fields = ['name', 'phone'];

    const { status, body } = await running.post('old', { name: 'Ann' });

    const { code, message } = body as Record<string, string>;
    const expected = 'res.partner has no field `mobile`; did you mean `phone` (its name since Odoo 19)?';
    assert.deepEqual([status, code, message], [422, 'unknown_field', expected]);
    assert.deepEqual([asked('fields_get'), asked('create')], [2, 2]);
  });

  it('are asked for twice at most for an action that names one which is not there', async () => {
    await running.post('new', { name: 'Ann' });

    assert.deepEqual([asked('fields_get'), asked('create')], [2, 0]);
  });
});
