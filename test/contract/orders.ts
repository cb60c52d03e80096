import assert from 'node:assert/strict';
import type { Json } from '../../src/odoo/json.ts';
import { type Bench, refused } from './target.ts';

export function orders(bench: () => Bench): void {
  let customer = 0n;
  let chair = 0n;
  let lamp = 0n;

  before(async () => {
    customer = await bench().contact();
    chair = await bench().find('product.product', [['default_code', '=', 'FURN_7777']]);
    lamp = await bench().find('product.product', [['default_code', '=', 'FURN_8888']]);
  });

  function make(lines: Json[] = []): Promise<bigint> {
    return bench().make('sale.order', { partner_id: customer, order_line: lines.map((line) => [0n, 0n, line]) });
  }

  async function lines(order: bigint, ...fields: string[]): Promise<Json> {
    const ids = await bench().value('sale.order', order, 'order_line');
    assert.ok(Array.isArray(ids));
    return await bench().on(
      'sale.order.line',
      ids.map((id) => BigInt(String(id))),
      'read',
      [fields],
    );
  }

  it('a new order has the defaults', async () => {
    const order = await make();

    const row = await bench().read(
      'sale.order',
      order,
      'name',
      'state',
      'user_id',
      'company_id',
      'client_order_ref',
      'order_line',
    );

    assert.match(String(row.name), /^S\d{5}$/);
    assert.deepEqual(
      {
        ...row,
        name: '',
        user_id: Array.isArray(row.user_id) && row.user_id[0],
        company_id: Array.isArray(row.company_id) && row.company_id[0],
      },
      {
        id: order,
        name: '',
        state: 'draft',
        user_id: 2n,
        company_id: 1n,
        client_order_ref: false,
        order_line: [],
      },
    );
  });

  it('a line takes its text and price from the product', async () => {
    const order = await make([
      { product_id: lamp },
      { product_id: chair, product_uom_qty: 2, price_unit: 12.5, name: 'A chair' },
    ]);

    const rows = await lines(order, 'name', 'product_uom_qty', 'price_unit', 'sequence');

    assert.ok(Array.isArray(rows));
    assert.deepEqual(
      rows.map((row) => ({ ...Object(row), id: 0 })),
      [
        {
          id: 0,
          name: '[FURN_8888] Office Lamp',
          product_uom_qty: 1,
          price_unit: 40,
          sequence: 10n,
        },
        { id: 0, name: 'A chair', product_uom_qty: 2, price_unit: 12.5, sequence: 10n },
      ],
    );
  });

  it('lines are added, changed and taken away through the order', async () => {
    const order = await make();
    await bench().write('sale.order', order, {
      order_line: [
        [0n, 0n, { product_id: lamp, product_uom_qty: 3n }],
        [0n, 'v', { product_id: lamp }],
      ],
    });
    const [first, second] = [await bench().value('sale.order', order, 'order_line')].flat();

    await bench().write('sale.order', order, {
      order_line: [
        [1n, first ?? null, { product_uom_qty: 5n }],
        [2n, second ?? null, 0n],
      ],
    });
    assert.deepEqual(await bench().value('sale.order', order, 'order_line'), [first]);
    assert.equal(await bench().value('sale.order.line', BigInt(String(first)), 'product_uom_qty'), 5);

    await bench().write('sale.order', order, { order_line: [[5n]] });
    assert.deepEqual(await bench().value('sale.order', order, 'order_line'), []);
    assert.deepEqual(await bench().call('sale.order.line', 'search', [[['id', '=', first ?? null]]]), []);
  });

  it('the currency can be written, an archived one too', async () => {
    const order = await make();
    const eur = await bench().find('res.currency', [['name', '=', 'EUR']]);

    await bench().write('sale.order', order, { currency_id: eur });

    assert.deepEqual(await bench().value('sale.order', order, 'currency_id'), [eur, 'EUR']);
  });

  it('a quotation is confirmed once', async () => {
    const order = await make([{ product_id: lamp }]);

    assert.equal(await bench().on('sale.order', [order], 'action_confirm'), true);

    assert.equal(await bench().value('sale.order', order, 'state'), 'sale');
    const again = bench().on('sale.order', [order], 'action_confirm');
    if (bench().version < 19) {
      assert.equal(await again, true);
    } else {
      await refused(again, 'odoo.exceptions.UserError', 'Some orders are not in a state requiring confirmation.');
    }
  });

  it('a quotation is cancelled, and then deleted', async () => {
    const order = await make([{ product_id: lamp }]);

    assert.equal(await bench().on('sale.order', [order], 'action_cancel'), true);

    assert.equal(await bench().value('sale.order', order, 'state'), 'cancel');
    assert.equal(await bench().on('sale.order', [order], 'unlink'), true);
  });

  it('a deleted order takes its lines with it', async () => {
    const order = await make([{ product_id: lamp }]);
    const line = await bench().find('sale.order.line', [['order_id', '=', order]]);

    await bench().on('sale.order', [order], 'unlink');

    assert.deepEqual(await bench().on('sale.order.line', [line], 'read', [['name']]), []);
  });

  it('a copy is a new quotation with the same lines', async () => {
    const order = await make([{ product_id: lamp, product_uom_qty: 2n }]);
    await bench().write('sale.order', order, { client_order_ref: 'Q', origin: 'shop' });

    const [copy] = bench().keep('sale.order', await bench().on('sale.order', [order], 'copy'));

    const { order_line, ...row } = await bench().read(
      'sale.order',
      copy ?? 0n,
      'state',
      'client_order_ref',
      'order_line',
    );
    assert.deepEqual(row, { id: copy, state: 'draft', client_order_ref: false });
    assert.equal(Array.isArray(order_line) && order_line.length, 1);
    assert.notDeepEqual(order_line, await bench().value('sale.order', order, 'order_line'));
  });

  it('a message is posted in the chatter', async () => {
    const order = await make();

    const posted = await bench().on('sale.order', [order], 'message_post', [], { body: '<b>hi</b> & bye' });

    const id = bench().by<Json>({ 14: posted, 19: Array.isArray(posted) ? (posted[0] ?? null) : null });
    assert.ok(typeof id === 'bigint');
    const { body, model, res_id } = await bench().read('mail.message', id, 'body', 'model', 'res_id');
    assert.equal(
      body,
      bench().by({ 14: '<span><b>hi</b> &amp; bye</span>', 19: '<p>&lt;b&gt;hi&lt;/b&gt; &amp; bye</p>' }),
    );
    assert.deepEqual([model, res_id], ['sale.order', order]);
  });
}
