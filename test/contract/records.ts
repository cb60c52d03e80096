import assert from 'node:assert/strict';
import type { Json } from '../../src/odoo/json.ts';
import { type Bench, refused } from './target.ts';

export function records(bench: () => Bench): void {
  it('a create gives an id for values and ids, in their order, for a list of values', async () => {
    const values = ['x', 'y', 'z'].map((suffix) => ({ name: bench().name(suffix) }));

    const one = await bench().call('res.partner', 'create', [values[0] ?? null]);
    const three = await bench().call('res.partner', 'create', [values]);

    assert.equal(typeof one, 'bigint');
    bench().keep('res.partner', one);
    const ids = bench().keep('res.partner', three);
    const rows = await bench().on('res.partner', ids, 'read', [['name']]);
    assert.deepEqual(
      rows,
      ids.map((id, index) => ({ id, name: values[index]?.name })),
    );
    assert.deepEqual(await bench().call('res.partner', 'create', [[]]), []);
  });

  it('one bad row leaves none of a create', async () => {
    const name = bench().name('half');

    await refused(
      bench().call('res.partner', 'create', [[{ name }, { name, nope: 1n }]]),
      'builtins.ValueError',
      /'nope'/,
    );

    assert.equal(await bench().call('res.partner', 'search_count', [[['name', '=', name]]]), 0n);
  });

  it('a new contact has the defaults', async () => {
    const id = await bench().contact();

    const { create_uid, ...row } = await bench().read(
      'res.partner',
      id,
      'active',
      'type',
      'is_company',
      'company_type',
      'color',
      'customer_rank',
      'street',
      'country_id',
      'category_id',
      'create_uid',
    );

    assert.deepEqual(row, {
      id,
      active: true,
      type: 'contact',
      is_company: false,
      company_type: 'person',
      color: 0n,
      customer_rank: 0n,
      street: false,
      country_id: false,
      category_id: [],
    });
    assert.deepEqual(Array.isArray(create_uid) && create_uid[0], await bench().connection.uid());
  });

  it('create_date is now, in UTC', async () => {
    const id = await bench().contact();

    const created = Date.parse(`${String(await bench().value('res.partner', id, 'create_date'))}Z`);

    assert.ok(Math.abs(created - Date.now()) < 120_000);
  });

  it('a read keeps the order asked for and leaves out what is missing', async () => {
    const [a, b] = [
      await bench().contact({ name: bench().name('a') }),
      await bench().contact({ name: bench().name('b') }),
    ];

    assert.deepEqual(await bench().on('res.partner', [b, a], 'read', [['name']]), [
      { id: b, name: bench().name('b') },
      { id: a, name: bench().name('a') },
    ]);
    assert.deepEqual(await bench().on('res.partner', [99999999n], 'read', [['name']]), []);
    assert.deepEqual(await bench().on('res.partner', [9007199254740993n], 'read', [['name']]), []);
  });

  it('a many2one is read as a pair, or as an id where asked', async () => {
    const id = await bench().contact({ country_id: 233n });

    assert.deepEqual(await bench().value('res.partner', id, 'country_id'), [233n, 'United States']);
    const plain = await bench().on('res.partner', [id], 'read', [['country_id']], { load: '' });
    assert.deepEqual(plain, [{ id, country_id: 233n }]);
  });

  it('a read without fields gives them all', async () => {
    const id = await bench().contact();

    const rows = await bench().on('res.partner', [id], 'read');

    assert.ok(Array.isArray(rows));
    const names = Object.keys(Object(rows[0]));
    assert.deepEqual(
      ['id', 'name', 'country_id', 'child_ids', 'display_name'].filter((name) => !names.includes(name)),
      [],
    );
  });

  it('a search takes order, offset and limit', async () => {
    const made: bigint[] = [];
    for (const color of [2n, 1n, 3n]) {
      made.push(await bench().contact({ color }));
    }
    const domain: Json = [['id', 'in', made]];
    const [two, one, three] = made;

    assert.deepEqual(await bench().call('res.partner', 'search', [domain], { order: 'color desc' }), [three, two, one]);
    assert.deepEqual(await bench().call('res.partner', 'search', [domain, 1n, 1n, 'color']), [two]);
    assert.deepEqual(await bench().call('res.partner', 'search', [domain], { order: 'country_id, id desc' }), [
      three,
      one,
      two,
    ]);
    assert.equal(await bench().call('res.partner', 'search_count', [domain]), 3n);
    const rows = await bench().call('res.partner', 'search_read', [domain], {
      fields: ['color'],
      order: 'color',
      limit: 1n,
    });
    assert.deepEqual(rows, [{ id: one, color: 1n }]);
    assert.deepEqual(await bench().call('res.partner', 'search', [domain], { order: 'id', limit: false }), made);
  });

  it('a search without an order follows the model', async () => {
    const made: bigint[] = [];
    for (const suffix of ['n', 'C', 'a']) {
      made.push(await bench().contact({ name: bench().name(suffix) }));
    }
    const [n, C, a] = made;

    assert.deepEqual(await bench().call('res.partner', 'search', [[['id', 'in', made]]]), [C, a, n]);
  });

  it('an archived record is found only where asked for', async () => {
    const id = await bench().contact({ active: false });
    const domain: Json = [['id', '=', id]];

    assert.deepEqual(await bench().call('res.partner', 'search', [domain]), []);
    assert.deepEqual(await bench().call('res.partner', 'search', [domain], { context: { active_test: false } }), [id]);
    assert.deepEqual(await bench().call('res.partner', 'search', [[...domain, ['active', '=', false]]]), [id]);
    assert.equal(await bench().value('res.partner', id, 'active'), false);
    await bench().write('res.partner', id, { phone: '1' });
  });

  it('a copy has the values, and those given', async () => {
    const id = await bench().contact({ email: 'c@copy.example', country_id: 75n });

    const [copy] = bench().keep(
      'res.partner',
      await bench().on('res.partner', [id], 'copy', [], { default: { name: bench().name('copy'), phone: '7' } }),
    );

    assert.deepEqual(await bench().read('res.partner', copy ?? 0n, 'name', 'email', 'phone', 'country_id'), {
      id: copy,
      name: bench().name('copy'),
      email: 'c@copy.example',
      phone: '7',
      country_id: [75n, 'France'],
    });
  });

  it('a deleted record is gone, and empties the many2one that named it', async () => {
    const parent = await bench().contact({ is_company: true });
    const child = await bench().contact({ parent_id: parent });

    assert.equal(await bench().on('res.partner', [parent], 'unlink'), true);

    assert.deepEqual(await bench().on('res.partner', [parent], 'read', [['name']]), []);
    assert.equal(await bench().value('res.partner', child, 'parent_id'), false);
  });

  it('a write to nothing is true', async () => {
    assert.equal(await bench().on('res.partner', [], 'write', [{ name: 'x' }]), true);
  });

  it('calls side by side are all carried out', async () => {
    const id = await bench().contact();

    const writes = ['phone', 'street', 'city', 'zip'].map((name) =>
      bench().on('res.partner', [id], 'write', [{ [name]: name }]),
    );

    assert.deepEqual(await Promise.all(writes), [true, true, true, true]);
    assert.deepEqual(await bench().read('res.partner', id, 'phone', 'street', 'city', 'zip'), {
      id,
      phone: 'phone',
      street: 'street',
      city: 'city',
      zip: 'zip',
    });
  });

  it('an external id names a record', async () => {
    const tag = await bench().make('crm.tag', { name: bench().name('external') });
    const [module, name] = ['__hookdoo_contract__', bench().name('x').replaceAll(' ', '_')];
    await bench().make('ir.model.data', { module, name, model: 'crm.tag', res_id: tag });

    assert.deepEqual(await bench().call('ir.model.data', 'check_object_reference', [module, name]), ['crm.tag', tag]);
    assert.deepEqual(await bench().call('ir.model.data', 'check_object_reference', ['base', 'main_company']), [
      'res.company',
      1n,
    ]);
    const absent = bench().call('ir.model.data', 'check_object_reference', [module, 'nope']);
    await refused(absent, 'builtins.ValueError', `External ID not found in the system: ${module}.nope`);
  });
}
