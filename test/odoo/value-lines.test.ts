import assert from 'node:assert/strict';
import type { Json, JsonObject } from '../../src/odoo/json.ts';
import { type ValueBench, valueBench } from '../support/value-bench.ts';

function upsertWith(lines: string): string {
  return `
model: sale.order
log_calls: true
actions:
  - upsert: sale.order
    match: {client_order_ref: =payload.name}
    values:
      partner_id: =payload.partner
      order_line: ${lines}
`;
}

const LINE = '{product_id: =line.sku, name: =line.name, product_uom_qty: =line.quantity, price_unit: =line.price}';

const HOOKS: Record<string, string> = {
  matched: upsertWith(`{for_each: payload.lines, as: line, match: [name], values: ${LINE}}`),
  kept: upsertWith(`{for_each: payload.lines, as: line, match: [name], missing: keep, values: ${LINE}}`),
  replaced: upsertWith(`{for_each: payload.lines, as: line, values: ${LINE}}`),
  two: upsertWith(`
        match: [product_id, price_unit]
        values:
          - {product_id: =payload.sku, price_unit: 1.5, name: first}
          - product_id: =payload.sku
            price_unit: =payload.price
            name: second
`),
  commands: `
model: sale.order
target_record: env['sale.order'].browse(payload.id)
actions:
  - update: record
    values: {order_line: =payload.commands}
`,
};

describe('lines, on a real Odoo', () => {
  let bench: ValueBench;
  let partner: bigint;
  const [chair, lamp, drawer] = ['', '', ''].map((_, index) => `SKU-${process.pid}-${Date.now()}-${index}`);

  before(async () => {
    bench = await valueBench(HOOKS, process.env);
    partner = await bench.make('res.partner', { name: bench.fresh() });
    for (const code of [chair, lamp, drawer]) {
      await bench.make('product.product', { name: `Product ${code}`, default_code: code ?? '' });
    }
  });
  after(async () => {
    await bench.running.odoo('sale.order', 'unlink', [
      await bench.search('sale.order', [['partner_id', '=', partner]]),
    ]);
    await bench.stop();
  });

  function line(sku: string | undefined, name: string, quantity: Json, price: Json): JsonObject {
    return { sku: sku ?? '', name, quantity, price };
  }
  async function orderOf(name: string): Promise<bigint> {
    const [id, ...others] = await bench.search('sale.order', [['client_order_ref', '=', name]]);
    assert.ok(id !== undefined && others.length === 0);
    return id;
  }
  /** The lines of an order, oldest first, as name, quantity and price; and their ids. */
  async function linesOf(name: string): Promise<{ ids: bigint[]; lines: Json[][] }> {
    const ids = await bench.search('sale.order.line', [['order_id', '=', await orderOf(name)]]);
    const rows = await bench.read('sale.order.line', ids, ['name', 'product_uom_qty', 'price_unit']);
    return {
      ids,
      lines: rows.map((row) => [row.name ?? null, row.product_uom_qty ?? null, row.price_unit ?? null]),
    };
  }
  /** The changes of the last delivery, as `model.method` with its values. */
  async function changes(): Promise<[string, Json][]> {
    const [last] = await bench.running.app.store.list({ limit: 1 });
    const delivery = await bench.running.app.store.get(last?.id ?? '');
    return (delivery?.calls ?? [])
      .map(({ call }) => JSON.parse(call))
      .filter(({ method }) => ['create', 'write', 'unlink'].includes(method))
      .map(({ model, method, args }): [string, Json] => [`${model}.${method}`, args[0]]);
  }

  it('match: the second delivery changes what changed, adds the new, removes the missing', async () => {
    const name = bench.fresh();
    const first = [line(chair, 'chair', 1n, '10.00'), line(lamp, 'lamp', 2n, '5.50'), line(chair, 'chair', 3n, 10n)];
    await bench.ok('matched', { name, partner, lines: first });
    const before = await linesOf(name);

    await bench.ok('matched', {
      name,
      partner,
      lines: [line(chair, 'chair', 1n, '10.00'), line(chair, 'chair', '4', 10), line(drawer, 'drawer', 1n, '7.25')],
    });

    const after = await linesOf(name);
    assert.deepEqual(before.lines, [
      ['chair', 1, 10],
      ['lamp', 2, 5.5],
      ['chair', 3, 10],
    ]);
    assert.deepEqual(after.lines, [
      ['chair', 1, 10],
      ['chair', 4, 10],
      ['drawer', 1, 7.25],
    ]);
    assert.deepEqual(after.ids.slice(0, 2), [before.ids[0], before.ids[2]]);
  });

  it('match: the same again changes nothing', async () => {
    const name = bench.fresh();
    const lines = [line(chair, 'chair', 1n, '10.005'), line(lamp, 'lamp', 2.5, 3n)];
    await bench.ok('matched', { name, partner, lines });

    await bench.ok('matched', { name, partner, lines });

    assert.deepEqual(await changes(), []);
  });

  it('match: of a line that changed, the fields that differ are written', async () => {
    const name = bench.fresh();
    await bench.ok('matched', { name, partner, lines: [line(chair, 'chair', 1n, 10n), line(lamp, 'lamp', 1n, 1n)] });
    const { ids } = await linesOf(name);

    await bench.ok('matched', { name, partner, lines: [line(chair, 'chair', 2n, 10n), line(lamp, 'lamp', 1n, 1n)] });

    const [[, values] = []] = await changes();
    // Odoo 19 computes these anew from the quantity, unless they are given.
    const computed = bench.version < 15 ? {} : { name: 'chair', price_unit: 10 };
    assert.deepEqual(Object(values).order_line, [[1, Number(ids[0]), { ...computed, product_uom_qty: 2 }]]);
  });

  it('match: missing lines are kept where the hook says so; None changes nothing', async () => {
    const name = bench.fresh();
    await bench.ok('kept', { name, partner, lines: [line(chair, 'chair', 1n, 10n)] });

    await bench.ok('kept', { name, partner, lines: [line(lamp, 'lamp', 1n, 5n)] });
    await bench.ok('matched', { name, partner });

    assert.deepEqual((await linesOf(name)).lines, [
      ['chair', 1, 10],
      ['lamp', 1, 5],
    ]);
    await bench.ok('matched', { name, partner, lines: [] });
    assert.deepEqual((await linesOf(name)).lines, []);
  });

  it('match: by several fields, of lines that stand in the file', async () => {
    const name = bench.fresh();
    await bench.ok('two', { name, partner, sku: chair ?? '', price: '2.50' });
    const before = await linesOf(name);

    await bench.ok('two', { name, partner, sku: chair ?? '', price: 3n });

    const after = await linesOf(name);
    assert.deepEqual(after.lines, [
      ['first', 1, 1.5],
      ['second', 1, 3],
    ]);
    assert.equal(after.ids[0], before.ids[0]);
    assert.notEqual(after.ids[1], before.ids[1]);
  });

  it('without match they are all made anew', async () => {
    const name = bench.fresh();
    await bench.ok('replaced', { name, partner, lines: [line(chair, 'chair', 1n, 10n)] });
    const before = await linesOf(name);

    await bench.ok('replaced', { name, partner, lines: [line(chair, 'chair', 1n, 10n)] });

    const after = await linesOf(name);
    assert.deepEqual(after.lines, before.lines);
    assert.notDeepEqual(after.ids, before.ids);
  });

  it("Odoo's commands are passed on", async () => {
    const name = bench.fresh();
    await bench.ok('matched', { name, partner, lines: [line(chair, 'chair', 1n, 10n), line(lamp, 'lamp', 1n, 10n)] });
    const { ids } = await linesOf(name);

    await bench.ok('commands', {
      id: await orderOf(name),
      commands: [
        [1n, ids[0] ?? 0n, { product_uom_qty: 9n, price_unit: 10n }],
        [2n, ids[1] ?? 0n],
      ],
    });

    assert.deepEqual((await linesOf(name)).lines, [['chair', 9, 10]]);
  });

  it('what does not fit names the line, the field and the place', async () => {
    const name = bench.fresh();
    const lines = [line(chair, 'chair', 1n, 10n), line(lamp, 'lamp', 'many', 10n)];

    const message = /^sale\.order\.order_line\[1\]\.product_uom_qty: 'many' \(str\) does not fit: expected a number/;
    const at = await bench.refused('matched', { name, partner, lines }, 'bad_value', message);

    assert.equal(at, 9);
    const second = /^sale\.order\.order_line\[1\]\.price_unit: 'x' \(str\) does not fit/;
    assert.equal(await bench.refused('two', { name, partner, sku: chair ?? '', price: 'x' }, 'bad_value', second), 14);
    assert.deepEqual(await bench.search('sale.order', [['client_order_ref', '=', name]]), []);
  });
});

describe('taxes by their rate, on a real Odoo', () => {
  let bench: ValueBench;
  let partner: bigint;
  let field: string;
  let included: bigint;
  let excluded: bigint;
  let bought: bigint;

  before(async () => {
    const [saleField, version] = await taxField();
    field = saleField;
    bench = await valueBench(taxHooks(field), process.env);
    assert.equal(bench.version, version);
    partner = await bench.make('res.partner', { name: bench.fresh() });
    included = await makeTax('sale', true);
    excluded = await makeTax('sale', false);
    bought = await makeTax('purchase', false);
  });
  after(async () => {
    await bench.running.odoo('sale.order', 'unlink', [
      await bench.search('sale.order', [['partner_id', '=', partner]]),
    ]);
    await bench.stop();
  });

  // A rate that no other tax has.
  const rate = 13 + (process.pid % 1000) / 10_000;

  async function taxField(): Promise<[string, number]> {
    const probe = await valueBench({}, process.env);
    await probe.stop();
    return [probe.version < 19 ? 'tax_id' : 'tax_ids', probe.version];
  }
  function makeTax(use: string, isIncluded: boolean): Promise<bigint> {
    const name = bench.fresh();
    const price: JsonObject =
      bench.version < 18
        ? { price_include: isIncluded }
        : { price_include_override: isIncluded ? 'tax_included' : 'tax_excluded' };
    return bench.make('account.tax', { name, amount: rate, amount_type: 'percent', type_tax_use: use, ...price });
  }
  async function taxesOf(name: string): Promise<Json> {
    const [order = 0n] = await bench.search('sale.order', [['client_order_ref', '=', name]]);
    const [line] = await bench.search('sale.order.line', [['order_id', '=', order]]);
    const [row] = await bench.read('sale.order.line', line === undefined ? [] : [line], [field]);
    return row?.[field] ?? null;
  }

  for (const [what, tax] of [
    ['included', { rate: 0, included: true }],
    ['excluded', { rate: 0, included: 'no' }],
    ['bought', { rate: 0, use: 'purchase' }],
  ] as const) {
    it(`a tax that is ${what}`, async () => {
      const name = bench.fresh();

      await bench.ok('taxed', { name, partner, taxes: [{ ...tax, rate }] });

      assert.deepEqual(await taxesOf(name), [{ included, excluded, bought }[what]]);
    });
  }

  it('by a bare number, once it is the only one; by name; by id', async () => {
    const name = bench.fresh();
    const [, second] = [bench.fresh(), bench.fresh()];
    const [tax] = await bench.read('account.tax', [excluded], ['name']);

    const message = new RegExp(
      `order_line\\[0\\]\\.${field}\\[0\\]: there are several of sale tax of ${rate} % in the company \\(${included}, ${excluded}\\); say .included`,
    );
    await bench.refused('taxed', { name, partner, taxes: [rate] }, 'many_records', message);
    await bench.running.odoo('account.tax', 'write', [[included], { active: false }]);
    await bench.ok('taxed', { name, partner, taxes: [rate] });
    await bench.running.odoo('account.tax', 'write', [[included], { active: true }]);
    await bench.ok('taxed', { name: second, partner, taxes: [tax?.name ?? '', { id: included }] });

    assert.deepEqual(await taxesOf(name), [excluded]);
    assert.deepEqual(
      await taxesOf(second),
      [included, excluded].sort((a, b) => Number(a - b)),
    );
  });

  it('one that is not there is refused with what was looked for', async () => {
    const payload = { name: bench.fresh(), partner, taxes: [{ rate: 99.5, included: true }] };

    const message = /there is no sale tax of 99\.5 % included in the price in the company/;
    await bench.refused('taxed', payload, 'no_record', message);
  });

  it('the field of another version is refused with its name here', async () => {
    const here = field === 'tax_id' ? /`tax_id` \(its name before Odoo 19\)/ : /`tax_ids` \(its name since Odoo 19\)/;

    const line = await bench.refused('renamed', { name: bench.fresh(), partner }, 'unknown_field', here);

    assert.equal(line, 9);
  });
});

function taxHooks(field: string): Record<string, string> {
  const hook = (name: string) => `
model: sale.order
actions:
  - create: sale.order
    values:
      partner_id: =payload.partner
      client_order_ref: =payload.name
      order_line:
        - {name: Thing, product_uom_qty: 1, price_unit: 10, ${name}: =payload.taxes, product_id: {find: {default_code: FURN_7777}}}
`;
  return { taxed: hook(field), renamed: hook(field === 'tax_id' ? 'tax_ids' : 'tax_id') };
}
