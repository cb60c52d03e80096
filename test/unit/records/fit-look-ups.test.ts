import assert from 'node:assert/strict';
import { HookRefused, OdooRejected } from '../../../src/errors.ts';
import type { Dict } from '../../../src/expression/dict.ts';
import type { OdooCall } from '../../../src/odoo/call.ts';
import { createLanes } from '../../../src/odoo/lanes.ts';
import type { Target } from '../../../src/records/fit/fitting.ts';
import { dict, environment, type FakeRecords, fitted, matched } from '../../support/fake-records.ts';

const ORDERS: FakeRecords['models'] = {
  'sale.order': {
    partner_id: 'many2one res.partner',
    order_line: 'one2many sale.order.line order_id',
    tag_ids: 'many2many crm.tag',
  },
  'sale.order.line': {
    order_id: 'many2one sale.order',
    product_id: 'many2one product.product',
    name: 'text',
    tax_ids: 'many2many account.tax',
  },
  'product.product': { name: 'char', default_code: 'char', barcode: 'char', active: 'boolean' },
  'res.partner': {
    name: 'char',
    email: 'char',
    email_normalized: 'char',
    id: 'integer',
    ref: 'char',
    country_id: 'many2one res.country',
    active: 'boolean',
    category_id: 'many2many res.partner.category',
    comment: 'html',
  },
  'res.country': { name: 'char', code: 'char' },
  'crm.tag': { name: 'char', color: 'integer' },
  'account.tax': {
    name: 'char',
    amount: 'float',
    amount_type: 'char',
    type_tax_use: 'char',
    price_include: 'boolean',
    company_id: 'many2one res.company',
    country_id: 'many2one res.country',
  },
  'uom.uom': { name: { type: 'char', searchable: false } },
  'x.y': { uom_id: 'many2one uom.uom' },
  'x.z': { a: 'many2one res.partner', b: 'many2one res.partner' },
};

function orders(): FakeRecords {
  return {
    models: ORDERS,
    rows: {
      'product.product': [1n, 2n, 3n].map((id) => ({
        id,
        default_code: `SKU${id}`,
        barcode: `B${id}`,
        name: `P${id}`,
      })),
      'res.country': [
        { id: 20n, code: 'BE', name: 'Belgium' },
        { id: 57n, code: 'DE', name: 'Germany' },
      ],
      'res.partner': [
        { id: 8n, name: 'Ann', email_normalized: 'ann@example.com', country_id: [20n, 'Belgium'] },
        { id: 9n, name: 'Bob', email_normalized: 'bob@example.com', country_id: [57n, 'Germany'] },
      ],
      'crm.tag': [{ id: 4n, name: 'Old', color: 1n }],
      'account.tax': [
        { id: 1n, name: '20%', amount: 20, ...tax('sale', false, 1n) },
        { id: 2n, name: '20%', amount: 20, ...tax('purchase', false, 1n) },
        { id: 3n, name: '7.25%', amount: 7.25, ...tax('sale', true, 1n) },
        { id: 4n, name: '20%', amount: 20, ...tax('sale', false, 2n) },
      ],
      'uom.uom': [{ id: 5n, display_name: 'Units' }],
    },
    references: { 'base.be': ['res.country', 20n], '__hookdoo__.a%20b': ['res.country', 57n] },
  };
}

function tax(use: string, included: boolean, company: bigint) {
  return { amount_type: 'percent', type_tax_use: use, price_include: included, company_id: company };
}

describe('look-ups of values', () => {
  const lines = (...codes: string[]) => codes.map((code) => dict({ product_id: code, name: code }));

  it('go together: one call for one field of one model, whatever the number of lines', async () => {
    const { values, sent } = await fitted(
      orders(),
      'sale.order',
      dict({ partner_id: 'bob@example.com', order_line: lines('SKU3', 'SKU1', 'SKU3', 'B2') }),
    );

    assert.deepEqual(values, {
      partner_id: 9n,
      order_line: [3n, 1n, 3n, 2n].map((product_id, index) => [
        0n,
        0n,
        { product_id, name: ['SKU3', 'SKU1', 'SKU3', 'B2'][index] },
      ]),
    });
    assert.deepEqual(
      sent.map(({ model, method, args, kwargs }) => [model, method, args, kwargs]),
      [
        ['res.partner', 'search_read', [[['email_normalized', 'in', ['bob@example.com']]]], byId('email_normalized')],
        ['product.product', 'search_read', [[['default_code', 'in', ['SKU3', 'SKU1', 'B2']]]], byId('default_code')],
        ['product.product', 'search_read', [[['barcode', 'in', ['B2']]]], byId('barcode')],
      ],
    );
  });

  function byId(field: string): OdooCall['kwargs'] {
    return { fields: [field], order: 'id' };
  }

  it('with the same further conditions go together too', async () => {
    const find = (name: string) => dict({ find: dict({ name, country_id: 'BE' }), none: null });

    const { values, calls } = await fitted(orders(), 'x.z', dict({ a: find('Ann'), b: find('Bob') }));

    assert.deepEqual(values, { a: 8n, b: false });
    assert.deepEqual(calls, [
      ['res.country.search_read', [['code', 'in', ['BE']]]],
      [
        'res.partner.search_read',
        [
          ['name', 'in', ['Ann', 'Bob']],
          ['country_id', '=', 20n],
        ],
      ],
    ]);
  });

  it('ask Odoo itself where the model has no name to search by', async () => {
    const { values, calls } = await fitted(orders(), 'x.y', dict({ uom_id: 'Units' }));

    assert.deepEqual([values, calls.map(([call]) => call)], [{ uom_id: 5n }, ['uom.uom.name_search']]);
  });

  it('by external id, its name encoded, and Hookdoo its module where it names none', async () => {
    const country = (external_id: string) => dict({ country_id: dict({ external_id }) });

    assert.deepEqual((await fitted(orders(), 'res.partner', country('base.be'))).values, { country_id: 20n });
    assert.deepEqual((await fitted(orders(), 'res.partner', country('a b'))).values, { country_id: 57n });
  });

  it('pass on what Odoo refuses, with the place of the value', async () => {
    const rejected = new OdooRejected('odoo.exceptions.AccessError', 'No!');
    const fake = { ...orders(), reach: { rpc: () => Promise.reject(rejected) } };

    await assert.rejects(fitted(fake, 'sale.order', dict({ partner_id: 'Ann' })), rejected);

    assert.deepEqual(rejected.place, { file: 'hook.yaml', line: 1, column: 1 });
  });

  it('make one record for all that look for it alike, after everything else is known', async () => {
    const fake = orders();
    const tag = (name: string) => dict({ find: dict({ name }), none: 'create', values: dict({ color: '3' }) });

    const { values, calls } = await fitted(
      fake,
      'sale.order',
      dict({ tag_ids: [tag('New'), tag('Old'), tag('New')], partner_id: 'Bob' }),
    );

    assert.deepEqual(values, { tag_ids: [[6n, 0n, [101n, 4n]]], partner_id: 9n });
    assert.deepEqual(
      calls.filter(([call]) => call === 'crm.tag.create'),
      [['crm.tag.create', { name: 'New', color: 3n }]],
    );
    assert.equal(calls.at(-1)?.[0], 'crm.tag.create');
  });

  it('make none where another delivery was first', async () => {
    const fake: FakeRecords = orders();
    fake.reach = {
      lanes: {
        ...createLanes(1000),
        run(_keys, task) {
          fake.rows['crm.tag']?.push({ id: 77n, name: 'New' });
          return task();
        },
      },
    };

    const { values } = await fitted(
      fake,
      'sale.order',
      dict({ tag_ids: [dict({ find: dict({ name: 'New' }), none: 'create' })] }),
    );

    assert.deepEqual(values, { tag_ids: [[6n, 0n, [77n]]] });
  });
});

describe('taxes by rate', () => {
  async function taxes(value: Parameters<typeof dict>[0][string], context = {}) {
    const fake = { ...orders(), reach: { context } };
    return (await fitted(fake, 'sale.order.line', dict({ tax_ids: value }))).values.tax_ids;
  }

  it('of the use of the model, and of the company of the context, else of the user', async () => {
    assert.deepEqual(await taxes([20n]), [[6n, 0n, [1n]]]);
    assert.deepEqual(await taxes([dict({ rate: '20', use: 'purchase' })]), [[6n, 0n, [2n]]]);
    assert.deepEqual(await taxes([20], { allowed_company_ids: [2n, 1n] }), [[6n, 0n, [4n]]]);
  });

  it('of the company that the record of the line is given, by its name too', async () => {
    const fake = orders();
    fake.rows['res.company'] = [{ id: 2n, name: 'Two' }];
    fake.models = {
      ...ORDERS,
      'res.company': { name: 'char' },
      'sale.order': { ...ORDERS['sale.order'], company_id: 'many2one res.company' },
    };
    const lines = [dict({ tax_ids: [20n] })];
    for (const company of [2n, 'Two']) {
      const { values } = await fitted(fake, 'sale.order', dict({ company_id: company, order_line: lines }));

      assert.deepEqual(values, { company_id: 2n, order_line: [[0n, 0n, { tax_ids: [[6n, 0n, [4n]]] }]] });
    }
  });

  it('by what was computed with the last digits of a float wrong', async () => {
    assert.deepEqual(await taxes([dict({ rate: 0.0725 * 100, included: true })]), [[6n, 0n, [3n]]]);
  });

  it('of an invoice or a bill as the entry is', async () => {
    const fake = orders();
    fake.rows['account.move'] = [{ id: 6n, move_type: 'in_invoice' }];
    fake.models = {
      ...ORDERS,
      'account.move': { move_type: 'char', line_ids: 'one2many account.move.line move_id' },
      'account.move.line': { tax_ids: 'many2many account.tax' },
    };
    const lines = [dict({ tax_ids: [20n] })];
    const taxOf = async (given: Dict, target: Target = 'create') => {
      const { values } = await fitted(fake, 'account.move', given, target);
      return JSON.stringify(values.line_ids, (_key, item) => (typeof item === 'bigint' ? Number(item) : item));
    };

    assert.match(await taxOf(dict({ move_type: 'out_invoice', line_ids: lines })), /\[6,0,\[1\]\]/);
    assert.match(await taxOf(dict({ line_ids: lines }), { write: [6n] }), /\[6,0,\[2\]\]/);
    await refusal(
      taxOf(dict({ line_ids: lines })),
      'many_records',
      /several of tax of 20 % .*\(1, 2\); say `use: sale`/,
    );
  });

  it('by name, by id, by commands', async () => {
    assert.deepEqual(await taxes(['20%', dict({ id: 3n })]), [[6n, 0n, [1n, 3n]]]);
    assert.deepEqual(await taxes([[4n, 2n]]), [[4n, 2n]]);
  });

  it('are refused with what is wrong', async () => {
    await refusal(taxes([dict({ rate: 20n, incl: true })]), 'bad_value', /expected a percentage, or a map with `rate`/);
    await refusal(taxes([dict({ rate: 20n, use: 'sales' })]), 'bad_value', /expected one of sale, purchase as `use`/);
    await refusal(taxes([dict({ rate: 20n, included: 'so' })]), 'bad_value', /expected true or false/);
    await refusal(taxes([dict({ rate: 7.25, included: false })]), 'no_record', /no sale tax of 7.25 % not included/);
  });
});

describe('what a record must equal', () => {
  it('compares addresses in the form in which Odoo keeps them', async () => {
    const found = await matched(orders(), 'res.partner', dict({ email: 'Ann <ANN@Example.com>', country_id: 'be' }));

    assert.deepEqual(found.values, {
      domain: [
        ['email_normalized', '=', 'ann@example.com'],
        ['country_id', '=', 20n],
      ],
      values: { email: 'Ann <ANN@Example.com>', country_id: 20n },
    });
  });

  it('compares what is no address as it is, false as a value of a boolean, a list by what it holds', async () => {
    const fake = orders();
    fake.rows['res.partner.category'] = [{ id: 7n, name: 'VIP' }];
    fake.models = { ...ORDERS, 'res.partner.category': { name: 'char' } };

    const found = await matched(fake, 'res.partner', dict({ email: 'nobody', active: false, category_id: 'VIP' }));

    assert.deepEqual(found.values.domain, [
      ['email', '=', 'nobody'],
      ['active', '=', false],
      ['category_id', 'in', [7n]],
    ]);
  });

  it("takes a country's code as senders write it", async () => {
    const found = await matched(orders(), 'res.country', dict({ code: 'uk' }));

    assert.deepEqual(found.values.domain, [['code', '=', 'GB']]);
  });

  it('is refused where it is empty', async () => {
    const env = environment(orders());
    for (const value of [null, false, '', '  ', [], env.records('res.partner', [])]) {
      await refusal(matched(orders(), 'res.partner', dict({ ref: value })), 'empty_match', /`ref` is empty/);
      const inside = dict({ partner_id: dict({ find: dict({ ref: value }), none: null }) });
      await refusal(fitted(orders(), 'sale.order', inside), 'empty_match', /partner_id\.find\.ref: `ref` is empty/);
    }
  });

  it('makes no record where Odoo alone gives what is looked for', async () => {
    const fake = orders();

    const found = await matched(fake, 'res.partner', dict({ id: 7n }));

    assert.deepEqual(found.values, { domain: [['id', '=', 7n]], values: undefined });
    const inside = dict({ partner_id: dict({ find: dict({ id: 7n }), none: 'create' }) });
    await refusal(
      fitted(fake, 'sale.order', inside),
      'no_record',
      /no res\.partner record has {'id': 7}, and none can be made/,
    );
  });

  it('is refused for fields that are not compared', async () => {
    await refusal(matched(orders(), 'res.partner', dict({ comment: 'x' })), 'bad_value', /by a field of type html/);
  });
});

async function refusal(promise: Promise<unknown>, code: string, message: RegExp): Promise<void> {
  await assert.rejects(promise, (error) => {
    assert.ok(error instanceof HookRefused, String(error));
    assert.deepEqual([error.code, error.place?.line], [code, 1]);
    assert.match(error.message, message);
    return true;
  });
}
