import assert from 'node:assert/strict';
import type { Json, JsonObject } from '../../src/odoo/json.ts';
import { type Bench, refused } from './target.ts';

export function loads(bench: () => Bench): void {
  let count = 0;
  const fresh = () => `__hookdoo_contract__.${bench().name('load').replaceAll(' ', '_')}_${++count}`;

  async function load(
    model: string,
    columns: string[],
    rows: Json[][],
    context: JsonObject = {},
  ): Promise<{ ids: Json; messages: string[] }> {
    const answer = await bench().call(model, 'load', [columns, rows], { context });
    assert.ok(typeof answer === 'object' && answer !== null && !Array.isArray(answer));
    const { ids = null, messages } = answer;
    if (Array.isArray(ids)) {
      bench().keep(model, ids);
    }
    const told = Array.isArray(messages) ? messages.map((message) => String(Object(message).message)) : [];
    return { ids, messages: told };
  }
  async function prices(product: bigint): Promise<Json[]> {
    const rows = await bench().on('product.product', [product], 'read', [['list_price']]);
    return Array.isArray(rows) ? rows.map((row) => Object(row).list_price) : [];
  }
  async function named(externalId: string): Promise<Json> {
    const dot = externalId.indexOf('.');
    const args = [externalId.slice(0, dot), externalId.slice(dot + 1)];
    return await bench().call('ir.model.data', 'check_object_reference', args);
  }

  it('a load makes a record under its external id, and a second one writes to it', async () => {
    const [id, name] = [fresh(), bench().name('loaded')];

    const first = await load('res.partner', ['id', 'name', 'active', 'country_id/.id'], [[id, name, 'True', 233n]]);
    const second = await load('res.partner', ['id', 'phone', 'country_id/.id'], [[id, '1', null]]);

    const [made] = Array.isArray(first.ids) ? first.ids : [];
    assert.deepEqual([second.ids, await named(id)], [[made], ['res.partner', made]]);
    assert.deepEqual(await bench().read('res.partner', BigInt(String(made)), 'name', 'phone', 'country_id', 'active'), {
      id: made,
      name,
      phone: '1',
      country_id: false,
      active: true,
    });
  });

  it('a record that is there stays as it is in the mode `update`, when its external id is `noupdate`', async () => {
    const [id, name] = [fresh(), bench().name('left')];
    const { ids } = await load('res.partner', ['id', 'name'], [[id, name]], { noupdate: true });

    const again = await load('res.partner', ['id', 'name'], [[id, 'other']], { noupdate: true, mode: 'update' });

    const [made] = Array.isArray(ids) ? ids : [];
    assert.deepEqual(again.ids, [made]);
    assert.equal(await bench().value('res.partner', BigInt(String(made)), 'name'), name);
  });

  it('rows without a cell of their own are lines of the record above', async () => {
    const customer = await bench().contact();
    const chair = await bench().find('product.product', [['default_code', '=', 'FURN_7777']]);
    const [one, two] = [fresh(), fresh()];
    const columns = [
      'id',
      'partner_id/.id',
      'order_line/id',
      'order_line/product_id/.id',
      'order_line/product_uom_qty',
    ];

    const { ids } = await load('sale.order', columns, [
      [one, customer, `${one}.1`, chair, 2n],
      [null, null, `${one}.2`, chair, 3.5],
      [two, customer, null, null, null],
      [null, null, `${two}.1`, chair, 0n],
    ]);

    const quantities: Json[] = [];
    for (const id of Array.isArray(ids) ? ids : []) {
      const lines = await bench().value('sale.order', BigInt(String(id)), 'order_line');
      assert.ok(Array.isArray(lines));
      const rows = await bench().on(
        'sale.order.line',
        lines.map((line) => BigInt(String(line))),
        'read',
        [['product_uom_qty']],
      );
      quantities.push(Array.isArray(rows) ? rows.map((row) => Number(Object(row).product_uom_qty)) : rows);
    }
    assert.deepEqual(quantities, [[2, 3.5], [0]]);
  });

  it('the context gives a new record what the table does not, lines of different fields too', async () => {
    const customer = await bench().contact();
    const chair = await bench().find('product.product', [['default_code', '=', 'FURN_7777']]);
    const order_line = [
      [0n, 0n, { product_id: chair, price_unit: 9.5 }],
      [0n, 0n, { product_id: chair, product_uom_qty: 2n }],
    ];
    const context = { default_client_order_ref: '7', default_order_line: order_line };

    const { ids } = await load('sale.order', ['id', 'partner_id/.id'], [[fresh(), customer]], context);

    const [made] = Array.isArray(ids) ? ids : [];
    const order = await bench().read('sale.order', BigInt(String(made)), 'client_order_ref', 'order_line');
    assert.ok(Array.isArray(order.order_line));
    const lines = order.order_line.map((line) => BigInt(String(line)));
    const rows = await bench().on('sale.order.line', lines, 'read', [['price_unit', 'product_uom_qty']]);
    const [price] = await prices(chair);
    assert.equal(order.client_order_ref, '7');
    assert.deepEqual(rows, [
      { id: lines[0], price_unit: 9.5, product_uom_qty: 1 },
      { id: lines[1], price_unit: price, product_uom_qty: 2 },
    ]);
  });

  it('a fault makes nothing, and is told in the answer', async () => {
    const [id, name] = [fresh(), bench().name('half')];

    const { ids, messages } = await load(
      'res.partner',
      ['id', 'name'],
      [
        [id, name],
        [fresh(), ''],
      ],
    );

    assert.equal(ids, false);
    assert.match(messages.join(), /Contacts require a name/);
    assert.equal(await bench().call('res.partner', 'search_count', [[['name', '=', name]]]), 0n);
  });

  it('an external id of a record that was deleted is free', async () => {
    const [id, name] = [fresh(), bench().name('again')];
    const { ids } = await load('res.partner', ['id', 'name'], [[id, name]]);
    const [first] = Array.isArray(ids) ? ids : [];
    await bench().on('res.partner', [BigInt(String(first))], 'unlink');
    await refused(named(id), 'builtins.ValueError', /External ID not found/);

    const again = await load('res.partner', ['id', 'name'], [[id, name]]);

    assert.deepEqual(await named(id), ['res.partner', Array.isArray(again.ids) ? again.ids[0] : null]);
  });
}
