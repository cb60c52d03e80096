import assert from 'node:assert/strict';
import type { Json, JsonObject } from '../../src/odoo/json.ts';
import { type ValueBench, valueBench } from '../support/value-bench.ts';

const HOOKS: Record<string, string> = {
  contact: `
model: res.partner
actions:
  - create: res.partner
    values:
      name: =payload.name
      country_id: =payload.country
      state_id: =payload.state
`,
  state: `
model: res.partner
target_record: env['res.partner'].browse(payload.id)
actions:
  - update: record
    values:
      state_id: =payload.state
`,
  country: `
model: res.partner
actions:
  - create: res.partner
    values:
      name: =payload.name
      country_id: {external_id: =payload.country}
`,
  tags: `
model: res.partner
actions:
  - create: res.partner
    values:
      name: =payload.name
      category_id: =payload.tags
`,
  'new-tags': `
model: res.partner
actions:
  - create: res.partner
    values:
      name: =payload.name
      category_id:
        - {find: {name: =payload.tag}, none: create, values: {color: 3}}
        - {find: {name: =payload.tag}, none: create}
`,
  'tag-or': `
model: res.partner
actions:
  - create: res.partner
    values:
      name: =payload.name
      category_id: [{find: {name: =payload.tag}, none: =payload.none}]
      user_id: =payload.user
`,
  parent: `
model: res.partner
actions:
  - create: res.partner
    values:
      name: =payload.name
      parent_id: =payload.parent
`,
  find: `
model: res.partner
actions:
  - create: res.partner
    values:
      name: =payload.name
      parent_id: {find: {email: =payload.email, country_id: =payload.country}, many: =payload.many}
`,
  order: `
model: sale.order
actions:
  - find: res.partner
    where: {email: =payload.email}
    as: customer
  - create: sale.order
    values:
      partner_id: =customer
      client_order_ref: =payload.name
      order_line:
        for_each: payload.lines
        as: line
        values:
          product_id: =line.product
          name: =line.name
    as: order
  - update: order
    values: {currency_id: =payload.currency}
`,
  upsert: `
model: res.partner
actions:
  - upsert: res.partner
    match: {email: =payload.email}
    values: {name: =payload.name}
`,
  'upsert-id': `
model: res.partner
actions:
  - upsert: res.partner
    match: {id: =payload.id}
    values: {name: =payload.name}
`,
  'parent-id': `
model: res.partner
actions:
  - create: res.partner
    values:
      name: =payload.name
      parent_id: {find: {id: =payload.id}, none: create, values: {name: =payload.name}}
`,
  since: `
model: res.partner
actions:
  - upsert: res.partner
    match: {ref: =payload.name}
    values: {name: =payload.name, create_date: =payload.since}
`,
  lines: `
model: sale.order
actions:
  - create: sale.order
    values:
      partner_id: =payload.partner
      order_line: {for_each: payload.products, as: product, values: {product_id: =product}}
`,
};

/** An id that no record has. */
const ABSENT = 2_000_000_000n;

describe('values that name records, on a real Odoo', () => {
  let bench: ValueBench;

  before(async () => {
    bench = await valueBench(HOOKS, process.env);
  });
  after(() => bench.stop());

  /** The contact that a hook made, its many2one as names. */
  async function made(name: string, ...fields: string[]): Promise<Json[]> {
    const row = await bench.named('res.partner', name, fields);
    return fields.map((field) => {
      const value = row[field] ?? null;
      return Array.isArray(value) && typeof value[1] === 'string' ? value[1] : value;
    });
  }
  async function named(model: string, name: string): Promise<bigint> {
    const [id] = await bench.search(model, [['name', '=', name]]);
    assert.ok(id, `${name} is there`);
    return id;
  }
  /** The codes of a contact's state and of its country. */
  async function stateOf(name: string): Promise<string> {
    const { state_id, country_id } = await bench.named('res.partner', name, ['state_id', 'country_id']);
    const ids = [state_id, country_id].map((pair) => (Array.isArray(pair) ? BigInt(String(pair[0])) : 0n));
    const [state] = await bench.read('res.country.state', ids.slice(0, 1), ['code']);
    const [country] = await bench.read('res.country', ids.slice(1), ['code']);
    return `${state?.code} ${country?.code}`;
  }
  async function contact(values: JsonObject = {}): Promise<{ id: bigint; name: string; email: string }> {
    const name = bench.fresh();
    const email = `${name.toLowerCase()}@example.com`;
    return { id: await bench.make('res.partner', { name, email, ...values }), name, email };
  }

  for (const [country, is] of [
    ['BE', 'Belgium'],
    ['uk', 'United Kingdom'],
    ['EL', 'Greece'],
    ['Germany', 'Germany'],
  ]) {
    it(`the country ${country} is ${is}`, async () => {
      const name = bench.fresh();

      await bench.ok('contact', { name, country: country ?? null });

      assert.deepEqual(await made(name, 'country_id'), [is ?? null]);
    });
  }

  for (const [state, country, is] of [
    ['KY', 'US', 'KY US'],
    ['kentucky', 'US', ''],
    ['Kentucky', 'United States', 'KY US'],
    ['US-KY', 'US', 'KY US'],
    ['KY', 'IE', 'KY IE'],
    ['JP-13', 'JP', '13 JP'],
    ['13', 'JP', '13 JP'],
    ['KY', 'DE', ''],
    ['KY', null, ''],
  ] as const) {
    it(`the state ${state} of ${country} is ${is || 'refused'}`, async () => {
      const name = bench.fresh();
      if (is === '') {
        const code = country === null ? 'many_records' : 'no_record';
        const message =
          country === null ? /several res\.country\.state records have 'KY' as code/ : /within the country/;
        assert.equal(await bench.refused('contact', { name, country, state }, code, message), 8);
        return;
      }

      await bench.ok('contact', { name, country, state });

      // Odoo 14 leaves the country out of the code.
      assert.equal((await stateOf(name)).replace('JP-', ''), is);
    });
  }

  for (const [state, name, country] of [
    ['US-KY', 'Kentucky', 'United States'],
    ['ie-ky', 'Kerry', 'Ireland'],
    ['AU-NSW', 'New South Wales', 'Australia'],
  ] as const) {
    it(`the state ${state} is that of its country where no other tells the country`, async () => {
      const contact = bench.fresh();

      await bench.ok('contact', { name: contact, state });

      const { state_id } = await bench.named('res.partner', contact, ['state_id']);
      const id = Array.isArray(state_id) ? BigInt(String(state_id[0])) : 0n;
      const [{ name: is, country_id } = {}] = await bench.read('res.country.state', [id], ['name', 'country_id']);
      assert.deepEqual([is, Array.isArray(country_id) && country_id[1]], [name, country]);
    });
  }

  it('a state is looked for within the country of the record that is written', async () => {
    const { id, name } = await contact({ country_id: await named('res.country', 'Ireland') });

    await bench.ok('state', { id, state: 'KY' });

    assert.equal(await stateOf(name), 'KY IE');
    await bench.refused('state', { id, state: 'CA' }, 'no_record', /within the country IE/);
  });

  it('a state of another country is refused, given by its id too', async () => {
    const state = await named('res.country.state', 'Kentucky');

    const message = new RegExp(`res\\.partner\\.state_id: the state ${state} is not one of the country DE`);
    await bench.refused('contact', { name: bench.fresh(), country: 'DE', state }, 'bad_value', message);
  });

  it('an id is matched, and a record is not made anew when none has it: Odoo would give it another', async () => {
    const { id } = await contact();
    const name = bench.fresh();

    await bench.ok('upsert-id', { id, name });

    assert.deepEqual(await bench.read('res.partner', [id], ['name']), [{ id, name }]);
    const gone = { id: ABSENT, name: bench.fresh() };
    const none = /no res\.partner record matches \[\["id", ?"=", ?2000000000\]\], and none can be made that does/;
    await bench.refused('upsert-id', gone, 'no_record', none);
    await bench.refused(
      'parent-id',
      gone,
      'no_record',
      /parent_id: no res\.partner record has {'id': 2000000000}, and/,
    );
    assert.deepEqual(await bench.search('res.partner', [['name', '=', gone.name]]), []);
  });

  it('what Odoo sets itself is refused, as it would be lost', async () => {
    const sent = { name: bench.fresh(), since: '2020-01-01' };

    assert.equal(await bench.refused('since', sent, 'bad_value', /create_date: Odoo sets this field itself/), 6);
  });

  it('a record that is not there is named with its field', async () => {
    const [product] = await bench.search('product.product', [['sale_ok', '=', true]]);
    const there = await contact();

    const parent = { name: bench.fresh(), parent: ABSENT };
    await bench.refused(
      'parent',
      parent,
      'missing_error',
      /res\.partner\.parent_id: there is no res\.partner record 2000000000/,
    );
    const tags = {
      name: bench.fresh(),
      tags: [await bench.make('res.partner.category', { name: bench.fresh() }), ABSENT],
    };
    await bench.refused(
      'tags',
      tags,
      'missing_error',
      /res\.partner\.category_id\[1\]: there is no res\.partner\.category record/,
    );
    const lines = { partner: there.id, products: [product ?? 0n, ABSENT] };
    const second = /sale\.order\.order_line\[1\]\.product_id: there is no product\.product record 2000000000/;
    await bench.refused('lines', lines, 'missing_error', second);
  });

  it('external ids lead to records, of the right model', async () => {
    const name = bench.fresh();

    await bench.ok('country', { name, country: 'base.be' });

    assert.deepEqual(await made(name, 'country_id'), ['Belgium']);
    const refusals: [string, string, RegExp][] = [
      ['base.nope', 'no_record', /there is no external id base\.nope/],
      ['nope', 'no_record', /there is no external id __hookdoo__\.nope/],
      ['base.USD', 'bad_value', /base\.USD is a res\.currency, where a res\.country is due/],
      ['', 'bad_value', /expected a text such as base\.us/],
    ];
    for (const [country, code, message] of refusals) {
      assert.equal(await bench.refused('country', { name: 'x', country }, code, message), 7);
    }
  });

  it('tags by name', async () => {
    const tags = [bench.fresh(), bench.fresh()];
    const ids = [];
    for (const name of tags) {
      ids.push(await bench.make('res.partner.category', { name }));
    }
    const name = bench.fresh();

    await bench.ok('tags', { name, tags });

    assert.deepEqual(await made(name, 'category_id'), [ids]);
    const message = /category_id\[1\]: no res\.partner\.category is called 'no such tag'/;
    await bench.refused('tags', { name: 'x', tags: [tags[0] ?? '', 'no such tag'] }, 'no_record', message);
  });

  it('a tag that is missing is made once', async () => {
    const [name, tag] = [bench.fresh(), bench.fresh()];

    await bench.ok('new-tags', { name, tag });
    await bench.ok('new-tags', { name: bench.fresh(), tag });

    const { id = null, color } = await bench.named('res.partner.category', tag, ['color']);
    assert.deepEqual([await made(name, 'category_id'), color], [[[id]], 3n]);
  });

  it('nothing is made when something else does not fit', async () => {
    const tag = bench.fresh();

    await bench.refused(
      'tag-or',
      { name: 'x', tag, none: 'create', user: 'nobody' },
      'no_record',
      /user_id: no res\.users/,
    );

    assert.deepEqual(await bench.search('res.partner.category', [['name', '=', tag]]), []);
  });

  it('none: null leaves it out, skip skips the delivery, wait lets it wait', async () => {
    const [name, skipped] = [bench.fresh(), bench.fresh()];
    const tag = bench.fresh();

    await bench.ok('tag-or', { name, tag, none: null, user: null });
    await bench.ok('tag-or', { name: skipped, tag, none: 'skip', user: null });
    const waiting = await bench.running.post('tag-or', { name: skipped, tag, none: 'wait' });

    assert.deepEqual(await made(name, 'category_id'), [[]]);
    assert.deepEqual(await bench.search('res.partner', [['name', '=', skipped]]), []);
    assert.equal(waiting.status, 202);
    await bench.refused(
      'tag-or',
      { name, tag, none: 'never', user: null },
      'bad_value',
      /expected one of fail, skip, wait/,
    );
  });

  it('users by login', async () => {
    const name = bench.fresh();

    await bench.ok('tag-or', { name, tag: 'x', none: null, user: 'admin' });

    const { user_id } = await bench.named('res.partner', name, ['user_id']);
    assert.equal(Array.isArray(user_id) && user_id[0], 2n);
  });

  it('a contact by e-mail address, in any case and form, by name, by reference', async () => {
    const ref = bench.fresh();
    const parent = await contact({ is_company: true, ref });

    for (const given of [parent.email.toUpperCase(), `A, B <${parent.email}>`, parent.name, ref, parent.id]) {
      const name = bench.fresh();
      await bench.ok('parent', { name, parent: given });
      const { parent_id } = await bench.named('res.partner', name, ['parent_id']);
      assert.equal(Array.isArray(parent_id) && parent_id[0], parent.id, String(given));
    }
  });

  it('what names no contact, or several, is refused', async () => {
    const [one, two] = [await contact(), await contact()];
    await bench.running.odoo('res.partner', 'write', [[two.id], { name: one.name }]);

    await bench.refused('parent', { name: 'x', parent: 'a@b.example' }, 'no_record', /email_normalized, name/);
    await bench.refused('parent', { name: 'x', parent: '2224' }, 'no_record', /an id is a number: int\(…\)/);
    await bench.refused('parent', { name: 'x', parent: 0n }, 'bad_value', /0 is the id of none/);
    await bench.refused('parent', { name: 'x', parent: { a: 1n } }, 'bad_value', /expected one res\.partner record/);
    const several = new RegExp(`several res\\.partner records have '${one.name}' as name \\(${one.id}, ${two.id}\\)`);
    await bench.refused('parent', { name: 'x', parent: one.name }, 'many_records', several);
  });

  it('find looks for all fields, each fitted; an empty one is refused', async () => {
    const country = await named('res.country', 'Belgium');
    const parent = await contact({ country_id: country });
    await contact({ email: parent.email });
    const email = `X <${parent.email}>`;
    const name = bench.fresh();

    await bench.ok('find', { name, email, country: 'BE', many: 'fail' });

    const { parent_id } = await bench.named('res.partner', name, ['parent_id']);
    assert.equal(Array.isArray(parent_id) && parent_id[0], parent.id);
    const line = await bench.refused(
      'find',
      { name, email: '', country: 'BE', many: 'fail' },
      'empty_match',
      /\.find\.email/,
    );
    assert.equal(line, 7);
    await bench.refused(
      'find',
      { name, email, country: 'XX', many: 'fail' },
      'no_record',
      /\.find\.country_id: no res\.country/,
    );
    await bench.refused(
      'find',
      { name, email, country: 'DE', many: 'fail' },
      'no_record',
      /parent_id: no res\.partner record/,
    );
  });

  it('products by internal reference, then barcode, then name; a currency that is archived', async () => {
    const { email } = await contact();
    const [code, barcode] = [bench.fresh(), bench.fresh()];
    const byCode = await bench.make('product.product', { name: bench.fresh(), default_code: code });
    const byBarcode = await bench.make('product.product', { name: bench.fresh(), barcode });
    const label = bench.fresh();
    const byName = await bench.make('product.product', { name: label });
    const name = bench.fresh();
    const lines = [code, barcode, label].map((product) => ({ product, name: product }));

    await bench.ok('order', { email: email.toUpperCase(), name, currency: 'eur', lines });

    const [order = 0n] = await bench.search('sale.order', [['client_order_ref', '=', name]]);
    const [row] = await bench.read('sale.order', [order], ['currency_id', 'order_line']);
    const rows = await bench.read('sale.order.line', (row?.order_line ?? []) as bigint[], ['product_id']);
    await bench.running.odoo('sale.order', 'unlink', [[order]]);
    assert.deepEqual(
      rows.map(({ product_id }) => Array.isArray(product_id) && product_id[0]),
      [byCode, byBarcode, byName],
    );
    const { currency_id } = row ?? {};
    assert.equal(Array.isArray(currency_id) && currency_id[1], 'EUR');
    const line = await bench.refused(
      'order',
      { email, name, currency: 'EUR', lines: [...lines, { product: 'NO-SUCH-SKU', name: 'x' }] },
      'no_record',
      /sale\.order\.order_line\[3\]\.product_id: no product\.product is called 'NO-SUCH-SKU' \(looked for as default_code, barcode, name\)/,
    );
    assert.equal(line, 15);
  });

  it('a match by e-mail finds it in any case and form', async () => {
    const { email, id } = await contact();
    const name = bench.fresh();

    await bench.ok('upsert', { email: `Some One <${email.toUpperCase()}>`, name });

    assert.deepEqual(await bench.search('res.partner', [['email_normalized', '=', email]]), [id]);
    assert.deepEqual(await made(name, 'email'), [email]);
  });
});
