import assert from 'node:assert/strict';
import type { Json } from '../../src/odoo/json.ts';
import { type Bench, refused } from './target.ts';

export function lists(bench: () => Bench): void {
  let contact = 0n;
  let tags: bigint[] = [];

  beforeEach(async () => {
    contact = await bench().contact();
    tags = [];
    for (const suffix of ['a', 'b', 'c']) {
      tags.push(await bench().make('res.partner.category', { name: bench().name(`tag ${suffix}`) }));
    }
  });

  async function tagged(value: Json): Promise<Json[]> {
    await bench().write('res.partner', contact, { category_id: value });
    const ids = await bench().value('res.partner', contact, 'category_id');
    assert.ok(Array.isArray(ids));
    return ids.map((id) => tags.indexOf(BigInt(String(id)))).sort();
  }

  it('a many2many follows set, link, unlink and clear', async () => {
    const [a, b, c] = tags.map((id): Json => id);

    assert.deepEqual(await tagged([[6n, 0n, [a ?? null, b ?? null]]]), [0, 1]);
    assert.deepEqual(await tagged([[4n, c ?? null]]), [0, 1, 2]);
    assert.deepEqual(await tagged([[4n, c ?? null, 0n]]), [0, 1, 2]);
    assert.deepEqual(await tagged([[3n, a ?? null]]), [1, 2]);
    assert.deepEqual(await tagged([]), [1, 2]);
    assert.deepEqual(await tagged([[5n]]), []);
    assert.deepEqual(await tagged([a ?? null, b ?? null]), [0, 1]);
    assert.deepEqual(await tagged(false), []);
    assert.deepEqual(await tagged([[6n, false, [b ?? null]]]), [1]);
    assert.deepEqual(await tagged(null), []);
    assert.deepEqual(await tagged([['x']]), []);
  });

  it('a many2many creates and updates through commands', async () => {
    const name = bench().name('made by command');

    await bench().write('res.partner', contact, {
      category_id: [
        [0n, 0n, { name }],
        [1n, tags[0] ?? null, { color: 5n }],
      ],
    });

    const [made] = bench().keep('res.partner.category', await bench().value('res.partner', contact, 'category_id'));
    assert.equal(await bench().value('res.partner.category', made ?? 0n, 'name'), name);
    assert.equal(await bench().value('res.partner.category', tags[0] ?? 0n, 'color'), 5n);
  });

  it('a one2many creates, updates, detaches and deletes', async () => {
    const [one, two] = ['one', 'two'].map((suffix) => bench().name(suffix));
    await bench().write('res.partner', contact, {
      child_ids: [
        [0n, 0n, { name: one ?? '' }],
        [0n, 'virtual_1', { name: two ?? '' }],
      ],
    });
    const [first, second] = bench().keep('res.partner', await bench().value('res.partner', contact, 'child_ids'));
    assert.ok(first !== undefined && second !== undefined);
    assert.equal(await bench().value('res.partner', first, 'name'), one);
    assert.deepEqual((await bench().read('res.partner', second, 'parent_id')).parent_id, [
      contact,
      bench().name('contact'),
    ]);

    await bench().write('res.partner', contact, { child_ids: [[1n, first, { phone: '1' }]] });
    assert.equal(await bench().value('res.partner', first, 'phone'), '1');

    await bench().write('res.partner', contact, { child_ids: [[3n, first]] });
    assert.deepEqual(await bench().value('res.partner', contact, 'child_ids'), [second]);
    assert.equal(await bench().value('res.partner', first, 'parent_id'), false);

    await bench().write('res.partner', contact, { child_ids: [[4n, first]] });
    assert.deepEqual(await bench().value('res.partner', contact, 'child_ids'), [first, second]);

    await bench().write('res.partner', contact, { child_ids: [[2n, second]] });
    assert.deepEqual(await bench().value('res.partner', contact, 'child_ids'), [first]);
    assert.deepEqual(await bench().on('res.partner', [second], 'read', [['name']]), []);

    await bench().write('res.partner', contact, { child_ids: [[6n, 0n, []]] });
    assert.deepEqual(await bench().value('res.partner', contact, 'child_ids'), []);
  });

  it('records within records are made in one create', async () => {
    const kids = [[0n, 0n, { name: bench().name('kid'), child_ids: [[0n, 0n, { name: bench().name('grandchild') }]] }]];
    const top = await bench().contact({ child_ids: kids, category_id: [[4n, tags[0] ?? null]] });

    const [kid] = bench().keep('res.partner', await bench().value('res.partner', top, 'child_ids'));
    const [grandchild] = bench().keep('res.partner', await bench().value('res.partner', kid ?? 0n, 'child_ids'));
    assert.equal(await bench().value('res.partner', grandchild ?? 0n, 'name'), bench().name('grandchild'));
    assert.deepEqual(await bench().value('res.partner', top, 'category_id'), [tags[0]]);
  });

  it('a fault within a list undoes the whole call', async () => {
    const name = bench().name('undone');
    const write = bench().on('res.partner', [contact], 'write', [
      {
        street: 'changed',
        child_ids: [
          [0n, 0n, { name }],
          [0n, 0n, { name, nope: 1n }],
        ],
      },
    ]);

    await refused(write, 'builtins.ValueError', /Invalid field 'nope'/);

    assert.equal(await bench().value('res.partner', contact, 'street'), false);
    assert.equal(await bench().call('res.partner', 'search_count', [[['name', '=', name]]]), 0n);
  });
}
