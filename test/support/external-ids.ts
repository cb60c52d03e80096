import assert from 'node:assert/strict';
import { type Json, parseJson } from '../../src/odoo/json.ts';
import { EXTERNAL_ID_HOOKS } from './external-id-hooks.ts';
import { triedHooks } from './tried-hooks.ts';

/** External ids and what is written, end to end, on the Odoo that `variables` name or the sandbox. */
export function externalIds(variables: () => Record<string, string | undefined>): void {
  const tried = triedHooks(EXTERNAL_ID_HOOKS, variables);
  const { fresh, search } = tried;

  async function rows(model: string, domain: Json[], fields: string[]): Promise<Record<string, Json>[]> {
    const found = await tried.running.odoo(model, 'search_read', [domain, fields], { order: 'id' });
    assert.ok(Array.isArray(found));
    return found.map((row) => row as Record<string, Json>);
  }
  const partners = (ref: string, fields: string[] = ['name']) => rows('res.partner', [['ref', '=', ref]], fields);

  /** Posts; gives the changes that were made, as `model.method` with the arguments. */
  async function changes(hook: string, payload: unknown): Promise<[string, Json][]> {
    const { status, body, headers } = await tried.running.post(hook, payload);
    assert.deepEqual([status, body], [200, { status: 'ok' }]);
    const { calls = [] } = (await tried.running.app.store.get(headers.get('Hookdoo-Delivery') ?? '')) ?? {};
    return calls
      .map(({ call }) => parseJson(call) as Record<string, Json>)
      .filter(({ method }) => /^(create|write|load|unlink|message_post)$/.test(String(method)))
      .map(({ model, method, args }): [string, Json] => [`${model}.${method}`, args ?? null]);
  }
  async function refused(hook: string, payload: unknown, code: string, message: RegExp): Promise<void> {
    const answer = await tried.running.post(hook, payload);
    const body = answer.body as Record<string, string>;
    assert.deepEqual([answer.status, body.code], [422, code]);
    assert.match(body.message ?? '', message);
  }

  it('create makes a record once, and changes nothing of it afterwards', async () => {
    const [id, ref] = [fresh(), fresh()];

    const first = await changes('create', { id, ref, name: 'First' });
    const second = await changes('create', { id, ref, name: 'Second' });

    assert.deepEqual([first.map(([call]) => call), second], [['res.partner.load'], []]);
    assert.deepEqual(
      (await partners(ref)).map(({ name }) => name),
      ['First'],
    );
  });

  it('upsert makes a record, then writes only what changed, and nothing when nothing did', async () => {
    const [id, ref] = [fresh(), fresh()];
    const payload = { id, ref, name: 'First', company: true, country: 'Belgium' };

    const made = await changes('upsert', payload);
    const again = await changes('upsert', payload);
    const renamed = await changes('upsert', { ...payload, name: 'Second', country: null });

    assert.deepEqual(
      made.map(([call]) => call),
      ['res.partner.load'],
    );
    assert.deepEqual(again, []);
    assert.deepEqual(renamed, [['res.partner.write', [{ name: 'Second', country_id: false }]]]);
    assert.deepEqual(await partners(ref, ['name', 'is_company', 'country_id']), [
      { id: (await partners(ref))[0]?.id, name: 'Second', is_company: true, country_id: false },
    ]);
  });

  it('takes any characters in an id, and keeps apart what differs in one', async () => {
    const [id, ref] = [fresh(), fresh()];
    const ids = ['Zoë 北京/#1%', 'Zoë 北京/#1', 'Zoë_北京/#1%', 7].map((part) =>
      typeof part === 'number' ? part : `${id} ${part}`,
    );
    const own = ids.filter((one) => typeof one === 'string');

    for (const one of [...own, ...own]) {
      await changes('create', { id: one, ref, name: one });
    }

    assert.deepEqual(
      (await partners(ref)).map(({ name }) => name),
      own,
    );
  });

  it('refuses an id that is empty or holds None', async () => {
    for (const id of [null, '', false, 'order_None', 'x.', '.x']) {
      await refused('upsert', { id, ref: fresh(), name: 'x' }, 'empty_external_id', /external id/);
    }
    for (const id of [null, '', false]) {
      const payload = { shop: 'shop', id, ref: fresh(), name: 'x' };
      await refused('formatted', payload, 'empty_external_id', /the external id is empty/);
    }
    await refused('upsert', { id: [1], ref: fresh(), name: 'x' }, 'bad_external_id', /\[1\] \(list\); it must be/);
  });

  it('refuses a module of Odoo, and a record of another model', async () => {
    const id = `${fresh()}_tag`;
    await tried.running.odoo('res.partner.category', 'load', [['id', 'name'], [[`__hookdoo__.${id}`, id]]]);

    await refused('upsert', { id: 'base.x', ref: fresh(), name: 'x' }, 'odoo_module', /base is a module of Odoo's/);
    await refused(
      'create',
      { id, ref: fresh(), name: 'x' },
      'other_model',
      /names a res\.partner\.category, no res\.partner/,
    );

    const tags = await search('res.partner.category', [['name', '=', id]]);
    assert.equal(tags.length, 1);
    await tried.running.odoo('res.partner.category', 'unlink', [tags]);
  });

  it('another module part is taken as it is', async () => {
    const [id, ref] = [`shop_${process.pid}.${fresh()}`, fresh()];

    await changes('create', { id, ref, name: 'x' });

    const [, record] = (await tried.running.odoo('ir.model.data', 'check_object_reference', id.split('.'))) as Json[];
    assert.deepEqual(
      (await partners(ref)).map((row) => row.id),
      [record],
    );
  });

  it('makes a record anew that was deleted', async () => {
    const [id, ref] = [fresh(), fresh()];
    await changes('upsert', { id, ref, name: 'First' });
    await tried.running.odoo('res.partner', 'unlink', [(await partners(ref)).map((row) => row.id ?? null)]);

    const made = await changes('upsert', { id, ref, name: 'Second' });

    assert.deepEqual(made.map(([call]) => call).at(-1), 'res.partner.load');
    assert.deepEqual(
      (await partners(ref)).map(({ name }) => name),
      ['Second'],
    );
  });

  it('is right also where Odoo remembers a record whose making it rolled back', async () => {
    const [id, ref] = [fresh(), fresh()];
    const half = [
      [`__hookdoo__.${id}`, ref],
      [`__hookdoo__.${fresh()}`, ''],
    ];
    // Often enough that each worker of Odoo's has it.
    for (let time = 0; time < 8; time += 1) {
      await tried.running.odoo('res.partner', 'load', [['id', 'name'], half]);
    }
    const payload = { id, ref, name: 'First', company: true };

    const calls: [string, Json][] = [];
    for (let time = 0; time < 8; time += 1) {
      calls.push(...(await changes('upsert', { ...payload, name: time < 4 ? 'First' : 'Second' })));
    }
    const made = await changes('create', { id, ref, name: 'Third' });

    assert.deepEqual(
      calls.filter(([name]) => name !== 'res.partner.load'),
      [['res.partner.write', [{ name: 'Second' }]]],
    );
    assert.ok(made.every(([name]) => name === 'res.partner.load'));
    assert.deepEqual(
      (await partners(ref)).map(({ name }) => name),
      ['Second'],
    );
  });

  it('says which field of a new record is wrong', async () => {
    await refused('upsert', { id: fresh(), ref: fresh(), name: '' }, 'validation_error', /Contacts require a name/);
  });

  describe('an order with lines', () => {
    let products: Json[];
    before(async () => {
      products = (await search('product.product', [['type', 'in', ['consu', 'service']]])).slice(0, 2);
    });

    async function lines(ref: string) {
      const [order, ...others] = await rows(
        'sale.order',
        [['client_order_ref', '=', ref]],
        ['order_line', 'date_order'],
      );
      assert.deepEqual(others, []);
      const fields = ['product_id', 'product_uom_qty', 'price_unit', 'discount'];
      const found = await tried.running.odoo('sale.order.line', 'read', [order?.order_line ?? null, fields]);
      const all = (Array.isArray(found) ? found : []).map((row) => row as Record<string, Json>);
      const told = all.map((line) => {
        const [product] = Array.isArray(line.product_id) ? line.product_id : [];
        return [product, Number(line.product_uom_qty), Number(line.price_unit), Number(line.discount)];
      });
      return { date: order?.date_order, lines: told };
    }

    it('is made whole by one call, its times in UTC', async () => {
      const [id, ref] = [fresh(), fresh()];
      const [one = 0, two = 0] = products.map(Number);
      const sent = [
        { product_id: one, product_uom_qty: 2, price_unit: 9.99 },
        { product_id: two, product_uom_qty: 3.5, price_unit: 0 },
      ];

      const made = await changes('order', { id, ref, date: '2026-03-29 01:30:00', lines: sent });

      assert.deepEqual(
        made.map(([call]) => call),
        ['res.partner.load', 'sale.order.load'],
      );
      const expected = [
        [BigInt(one), 2, 9.99, 0],
        [BigInt(two), 3.5, 0, 0],
      ];
      assert.deepEqual(await lines(ref), { date: '2026-03-29 01:30:00', lines: expected });
    });

    it('is made whole by one call also when its lines have different fields', async () => {
      const [id, ref] = [fresh(), fresh()];
      const [one = 0, two = 0] = products.map(Number);
      const sent = [
        { product_id: one, product_uom_qty: 2, price_unit: 9.99 },
        { product_id: two, discount: 10 },
      ];

      const made = await changes('order', { id, ref, date: '2026-07-01 10:00:00', lines: sent });

      assert.deepEqual(
        made.map(([call]) => call),
        ['res.partner.load', 'sale.order.load'],
      );
      const [first, second] = (await lines(ref)).lines;
      assert.deepEqual(first, [BigInt(one), 2, 9.99, 0]);
      // The price that was not given is the product's own.
      const [product] = await rows('product.product', [['id', '=', BigInt(two)]], ['list_price']);
      assert.deepEqual(second, [BigInt(two), 1, Number(product?.list_price), 10]);
    });
  });

  it('of many at once one makes the record, by match as by external id', async () => {
    const [id, ref, other] = [fresh(), fresh(), fresh()];
    const posts = Array.from({ length: 8 }, (_, n) => [
      tried.running.post('upsert', { id, ref, name: `Name ${n}` }),
      tried.running.post('match', { ref: other, name: `Name ${n}` }),
    ]);

    const answers = await Promise.all(posts.flat());

    assert.deepEqual(new Set(answers.map(({ status }) => status)), new Set([200]));
    assert.deepEqual([(await partners(ref)).length, (await partners(other)).length], [1, 1]);
  });

  it('update writes what changed to those it changed, equal changes together', async () => {
    const ref = fresh();
    const tags = (await search('res.partner.category', [])).slice(0, 2);
    const make = (values: Record<string, Json>) =>
      tried.running.odoo('res.partner', 'create', [{ name: 'Old', ref, ...values }]);
    const all = [
      await make({}),
      await make({}),
      await make({ name: 'New', phone: '1', category_id: [[6n, 0n, tags]], color: 3n }),
    ];
    const payload = { ref, name: 'New', phone: '1', tags: tags.toReversed().map(Number), color: 3 };

    const first = await changes('update', payload);
    const second = await changes('update', payload);

    const values = { name: 'New', phone: '1', category_id: [[6n, 0n, tags.toReversed()]], color: 3n };
    assert.deepEqual(first, [['res.partner.write', [values]]]);
    assert.deepEqual(second, []);
    assert.equal((await partners(ref)).length, all.length);
  });

  it('archived records are found where the context says so, and where not the refusal says it', async () => {
    const ref = fresh();
    await tried.running.odoo('res.partner', 'create', [{ name: 'Old', ref, active: false }]);

    assert.deepEqual(await changes('archived', { ref, name: 'New' }), [['res.partner.write', [{ name: 'New' }]]]);
    await refused(
      'parent',
      { ref, name: 'x' },
      'no_record',
      /record has {'ref': .*}; archived records are not looked at$/,
    );
    assert.equal((await search('res.partner', [['ref', '=', ref]])).length, 1);
  });

  for (const note of ['plain', 'two\nlines', `don't "quote" & <b>`, ' 1\n\n2\u00a03 ', '&amp; 北']) {
    it(`upsert does not write a note again: ${JSON.stringify(note)}`, async () => {
      const ref = fresh();

      const [first, again, other] = [
        await changes('note', { ref, note }),
        await changes('note', { ref, note }),
        await changes('note', { ref, note: `${note}!` }),
      ];

      const calls = [first, again, other].map((made) => made.map(([call]) => call));
      assert.deepEqual(calls, [['res.partner.create'], [], ['res.partner.write']]);
    });
  }

  for (const [site, is] of [
    ['shop.example', 'http://shop.example'],
    ['www.Shop.example/nl/a', 'http://www.Shop.example/nl/a'],
    ['https://shop.example', 'https://shop.example'],
    ['localhost:8069', 'http://localhost:8069'],
    ['mailto:a@shop.example', 'mailto:a@shop.example'],
  ]) {
    it(`upsert does not write a website again: ${site}`, async () => {
      const ref = fresh();

      await changes('note', { ref, site });

      const again = await changes('note', { ref, site });
      const [partner] = await partners(ref, ['website']);
      assert.deepEqual([partner?.website, again], [is, []]);
    });
  }

  it('only_if_empty leaves what is there; numbers are never empty', async () => {
    const ref = fresh();
    await tried.running.odoo('res.partner', 'create', [{ name: 'x', ref, street: 'Old street' }]);

    await changes('fill', { ref, phone: '1', street: 'New street', color: 5 });
    const second = await changes('fill', { ref, phone: '2', street: 'Newer street', color: 6 });

    assert.deepEqual(second, [['res.partner.write', [{ street: 'Newer street' }]]]);
    const [partner] = await partners(ref, ['phone', 'street', 'color']);
    assert.deepEqual([partner?.phone, partner?.street, partner?.color], ['1', 'Newer street', 0n]);
  });
}
