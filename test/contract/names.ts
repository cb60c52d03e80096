import assert from 'node:assert/strict';
import type { Json, JsonObject } from '../../src/odoo/json.ts';
import type { Bench } from './target.ts';

const NAMED: [string, Json[], JsonObject, Json][] = [
  ['res.country', ['United States'], { operator: '=' }, [[233n, 'United States']]],
  ['res.country', ['US'], { operator: '=' }, [[233n, 'United States']]],
  ['res.country', ['united states'], { operator: '=' }, []],
  ['res.country', ['united STATES'], {}, [[233n, 'United States']]],
  ['res.country', [], { name: 'France' }, [[75n, 'France']]],
  ['res.users', ['admin'], { operator: '=' }, [[2n, 'Mitchell Admin']]],
  ['res.users', ['Mitchell Admin'], { operator: '=' }, [[2n, 'Mitchell Admin']]],
  ['res.currency', ['zzz'], {}, []],
];

export function names(bench: () => Bench): void {
  for (const [model, args, kwargs, expected] of NAMED) {
    it(`${model} is found by ${args[0] ?? kwargs.name} ${kwargs.operator ?? 'ilike'}`, async () => {
      assert.deepEqual(await bench().call(model, 'name_search', args, kwargs), expected);
    });
  }

  it('a product is found by its code, its name and both', async () => {
    const chair = await bench().find('product.product', [['default_code', '=', 'FURN_7777']]);
    const expected = [[chair, '[FURN_7777] Office Chair']];

    for (const name of ['FURN_7777', 'Office Chair', '[FURN_7777] Office Chair']) {
      assert.deepEqual(await bench().call('product.product', 'name_search', [name], { operator: '=' }), expected);
    }
    assert.deepEqual(await bench().call('product.product', 'name_search', ['furn_7777']), expected);
  });

  it('an archived currency is found only where asked for', async () => {
    const usd = await bench().find('res.currency', [['name', '=', 'USD']]);
    const eur = await bench().find('res.currency', [['name', '=', 'EUR']]);
    const asked = { operator: '=', context: { active_test: false } };

    assert.deepEqual(await bench().call('res.currency', 'name_search', ['USD'], { operator: '=' }), [[usd, 'USD']]);
    assert.deepEqual(await bench().call('res.currency', 'name_search', ['EUR'], asked), [[eur, 'EUR']]);
    const plain = await bench().call('res.currency', 'name_search', ['EUR'], { operator: '=' });
    assert.deepEqual(plain, bench().by<Json>({ 14: [[eur, 'EUR']], 19: [] }));
  });

  it('a contact carries the name of its company and is found by it, its e-mail and its reference', async () => {
    const company = bench().name('company');
    const parent = await bench().contact({ name: company, is_company: true });
    const child = await bench().contact({
      name: 'Kid',
      parent_id: parent,
      ref: bench().name('ref'),
      email: 'kid@kin.example',
    });
    const pair: Json = [child, `${company}, Kid`];

    assert.equal(await bench().value('res.partner', child, 'display_name'), `${company}, Kid`);
    assert.deepEqual(await bench().call('res.partner', 'name_search', [company]), [[parent, company], pair]);
    assert.deepEqual(await bench().call('res.partner', 'name_search', [company], { operator: '=' }), [
      [parent, company],
    ]);
    assert.deepEqual(await bench().call('res.partner', 'name_search', ['kid@kin.example']), [pair]);
    assert.deepEqual(await bench().call('res.partner', 'name_search', [bench().name('ref')]), [pair]);
    assert.deepEqual(await bench().call('res.partner', 'name_search', [company], { limit: 1n }), [[parent, company]]);
  });

  it('name_search takes a domain', async () => {
    const id = await bench().contact({ name: bench().name('tinted'), color: 7n });
    await bench().contact({ name: bench().name('tinted too') });
    const domain: Json = [['color', '=', 7n]];

    const found = await bench().call('res.partner', 'name_search', [bench().name('tinted'), domain]);

    assert.deepEqual(found, [[id, bench().name('tinted')]]);
  });

  it('name_create makes a record and gives its name', async () => {
    const name = bench().name('by name');

    const pair = await bench().call('crm.tag', 'name_create', [name]);

    assert.ok(Array.isArray(pair));
    bench().keep('crm.tag', pair[0] ?? null);
    assert.equal(pair[1], name);
  });
}
