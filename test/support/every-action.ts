import assert from 'node:assert/strict';
import type { Json } from '../../src/odoo/json.ts';
import { triedHooks } from './tried-hooks.ts';

const HOOKS: Record<string, string> = {
  upsert: `
model: res.partner
actions:
  - upsert: res.partner
    match: {ref: =payload.ref}
    values: {name: =payload.name, country_id: =payload.country}
`,
  'find-null': `
model: res.partner
actions:
  - find: res.partner
    where: [[ref, '=', =payload.ref]]
    none: null
    as: found
  - create: res.partner
    if: found is None
    values: {name: =payload.name, ref: =payload.ref}
  - update: found
    if: found
    values: {name: =payload.name}
`,
  'find-skip': `
model: res.partner
actions:
  - find: res.partner
    where: {ref: =payload.ref}
    none: skip
    as: found
  - delete: found
`,
  call: `
model: res.partner
target_record: env['res.partner'].search([('ref', '=', payload.ref)])
actions:
  - call: action_archive
  - call: name_create
    on: env['res.partner.category']
    args: [=payload.tag]
    as: tag
  - call: write
    on: record
    kwargs: {vals: {category_id: [[6, 0, ['=tag[0]']]]}}
`,
  post: `
model: res.partner
target_record: env['res.partner'].search([('ref', '=', payload.ref)])
actions:
  - post: record
    body: =payload.text
`,
  duplicate: `
model: res.partner
target_record: env['res.partner'].search([('ref', '=', payload.ref)])
actions:
  - duplicate: record
    values: {name: =record.name + ' again', ref: =payload.new_ref}
    as: copy
  - update: copy
    values: {phone: =record.phone}
`,
  children: `
model: res.partner
actions:
  - upsert: res.partner
    match: {ref: =payload.ref}
    values:
      name: =payload.ref
      child_ids: {for_each: payload.names, as: name, values: {name: =name, ref: =payload.ref + '-child'}}
`,
  'each-line': `
model: res.partner
actions:
  - for_each: payload['items']
    as: line
    upsert: res.partner
    match: {ref: =line.ref}
    values: {name: "=f'{line.name} ({line.n:03d})'"}
`,
  order: `
model: sale.order
when: payload.status == 'paid'
context: {tracking_disable: true}
actions:
  - upsert: res.partner
    match: {ref: =payload.ref}
    values: {name: =payload.customer.name}
    as: customer
  - create: sale.order
    values:
      partner_id: =customer
      client_order_ref: =payload.number
      order_line:
        for_each: payload.lines
        as: line
        values: {product_id: =line.product, product_uom_qty: =line.quantity, price_unit: =float(line.price)}
    as: order
  - call: action_confirm
    on: order
    if: order.state == 'draft'
  - run: |
      total = sum(line.price_unit * line.product_uom_qty for line in order.order_line)
      if order.state != 'sale':
          raise UserError('%s is %s' % (order.name, order.state))
      order.client_order_ref = f'{payload.number}: {total:.2f}'
`,
};

/** Each action, end to end, on the Odoo that `variables` name or the sandbox. */
export function everyAction(variables: () => Record<string, string | undefined>): void {
  const tried = triedHooks(HOOKS, variables);
  const { fresh, search } = tried;

  async function partner(ref: string, fields: string[]): Promise<Record<string, Json>> {
    const rows = await tried.running.odoo('res.partner', 'search_read', [[['ref', '=', ref]], fields], {
      context: { active_test: false },
    });
    assert.ok(Array.isArray(rows) && rows.length === 1, `one partner has ${ref}`);
    const [row] = rows;
    assert.ok(typeof row === 'object' && row !== null && !Array.isArray(row));
    return row;
  }
  async function make(ref: string, values: Record<string, Json> = {}): Promise<void> {
    await tried.running.odoo('res.partner', 'create', [{ name: ref, ref, ...values }]);
  }
  async function ok(hook: string, payload: unknown): Promise<void> {
    const { status, body } = await tried.running.post(hook, payload);
    assert.deepEqual([status, body], [200, { status: 'ok' }]);
  }
  async function refused(hook: string, payload: unknown, status: number, code: string, message: RegExp): Promise<void> {
    const answer = await tried.running.post(hook, payload);
    const body = answer.body as Record<string, string>;
    assert.deepEqual([answer.status, body.code], [status, code]);
    assert.match(body.message ?? '', message);
  }

  it('upsert creates the first time and updates the second', async () => {
    const ref = fresh();

    await ok('upsert', { ref, name: 'First', country: 'Belgium' });
    await ok('upsert', { ref, name: 'Second', country: null });

    const { name, country_id } = await partner(ref, ['name', 'country_id']);
    assert.deepEqual([name, country_id], ['Second', false]);
  });

  it('upsert refuses an empty match, and several matches', async () => {
    const ref = fresh();
    await make(ref);
    await make(ref);

    await refused('upsert', { ref: '', name: 'x' }, 422, 'empty_match', /`ref` is empty/);
    await refused('upsert', { name: 'x' }, 422, 'empty_match', /`ref` is empty/);
    await refused('upsert', { ref, name: 'x' }, 422, 'many_records', /several res\.partner records match/);
  });

  it('a many2one text that names nothing is refused', async () => {
    await refused(
      'upsert',
      { ref: fresh(), name: 'x', country: 'Atlantis' },
      422,
      'no_record',
      /res\.partner\.country_id: no res\.country is called 'Atlantis'/,
    );
  });

  it('find gives None, and `if` chooses', async () => {
    const ref = fresh();

    await ok('find-null', { ref, name: 'Made' });
    await ok('find-null', { ref, name: 'Changed' });

    assert.equal((await partner(ref, ['name'])).name, 'Changed');
  });

  it('find skips the delivery; delete deletes', async () => {
    const ref = fresh();
    await make(ref);

    await ok('find-skip', { ref });
    await ok('find-skip', { ref });

    assert.deepEqual(await search('res.partner', [['ref', '=', ref]]), []);
  });

  it('call works on records, on the model, and with keywords', async () => {
    const ref = fresh();
    await make(ref);

    await ok('call', { ref, tag: ref });

    const { active, category_id } = await partner(ref, ['active', 'category_id']);
    const tags = await search('res.partner.category', [['name', '=', ref]]);
    assert.deepEqual([active, category_id], [false, tags]);
    await tried.running.odoo('res.partner.category', 'unlink', [tags]);
  });

  it('call without a record is refused', async () => {
    await refused(
      'call',
      { ref: fresh(), tag: 'x' },
      422,
      'no_record',
      /there is no res\.partner record to call action_archive on/,
    );
  });

  it('post writes plain text in the chatter', async () => {
    const ref = fresh();
    await make(ref);

    await ok('post', { ref, text: 'Paid <b>& shipped</b>' });

    const { id } = await partner(ref, []);
    const found = await tried.running.odoo(
      'mail.message',
      'search_read',
      [
        [
          ['model', '=', 'res.partner'],
          ['res_id', '=', id ?? 0n],
        ],
        ['body'],
      ],
      { limit: 1n, order: 'id desc' },
    );
    const [message] = Array.isArray(found) ? found : [];
    assert.match(String((message as Record<string, Json>).body), /Paid &lt;b&gt;&amp; shipped&lt;\/b&gt;/);
  });

  it('duplicate copies, with other values', async () => {
    const [ref, newRef] = [fresh(), fresh()];
    await make(ref, { phone: '123' });

    await ok('duplicate', { ref, new_ref: newRef });

    const { name, phone } = await partner(newRef, ['name', 'phone']);
    assert.deepEqual([name, phone], [`${ref} again`, '123']);
  });

  it('for_each does the action for each item', async () => {
    const refs = [fresh(), fresh(), fresh()];

    await ok('each-line', { items: refs.map((ref, n) => ({ ref, name: 'Line', n })) });

    const names = await Promise.all(refs.map(async (ref) => (await partner(ref, ['name'])).name));
    assert.deepEqual(names, ['Line (000)', 'Line (001)', 'Line (002)']);
  });

  it('a list of maps takes the place of the lines that were there', async () => {
    const ref = fresh();

    await ok('children', { ref, names: ['a', 'b'] });
    await ok('children', { ref, names: ['b', 'c', 'd'] });

    const { id } = await partner(ref, []);
    const found = await tried.running.odoo('res.partner', 'search_read', [[['parent_id', '=', id ?? 0n]], ['name']], {
      order: 'name',
    });
    assert.deepEqual(
      (Array.isArray(found) ? found : []).map((child) => (child as Record<string, Json>).name),
      ['b', 'c', 'd'],
    );
  });

  it('a shop order becomes a customer and a confirmed order with its lines', async () => {
    const ref = fresh();
    const [product] = await search('product.product', [['type', 'in', ['consu', 'service']]]);
    const lines = [1, 2, 3].map((quantity) => ({ product: Number(product), quantity, price: '9.99' }));

    await ok('order', { status: 'open', ref, lines });
    assert.deepEqual(await search('res.partner', [['ref', '=', ref]]), []);
    await ok('order', { status: 'paid', ref, number: 'W1', customer: { name: ref }, lines });

    const { id } = await partner(ref, []);
    const found = await tried.running.odoo('sale.order', 'search_read', [
      [['partner_id', '=', id ?? 0n]],
      ['state', 'client_order_ref', 'order_line'],
    ]);
    const [order, ...others] = Array.isArray(found) ? found : [];
    assert.deepEqual(others, []);
    const { state, client_order_ref, order_line } = order as Record<string, Json>;
    assert.deepEqual(
      [state, client_order_ref, Array.isArray(order_line) && order_line.length],
      ['sale', 'W1: 59.94', 3],
    );
  });
}
