import assert from 'node:assert/strict';
import type { Json } from '../../src/odoo/json.ts';
import { type Bench, refused } from './target.ts';

// Four contacts a, b, c and d; what finds which.
const FOUND: [Json[], string][] = [
  [[['name', '=', '{a}']], 'a'],
  [[['name', '=', '{A}']], ''],
  [[['name', '=ilike', '{A}']], 'a'],
  [[['name', '=like', '{prefix}%']], 'abcd'],
  [[['name', 'like', 'beta_x']], 'b'],
  [[['name', 'like', '{prefix}%a%x']], 'b'],
  [[['name', 'ilike', '{PREFIX}']], 'abcd'],
  [[['name', 'like', '{PREFIX}']], ''],
  [[['name', 'not ilike', 'BETA']], 'acd'],
  [[['name', '!=', '{a}']], 'bcd'],
  [[['name', 'in', ['{a}', '{c}']]], 'ac'],
  [[['name', 'in', []]], ''],
  [[['name', 'not in', []]], 'abcd'],
  [[['name', '=', ['{a}']]], 'a'],
  [[['email', '=', false]], 'bcd'],
  [[['email', '=', null]], 'bcd'],
  [[['email', '!=', false]], 'a'],
  [[['email', '!=', 'x']], 'abcd'],
  [[['email', 'in', ['a@one.example', false]]], 'abcd'],
  [[['email', 'not in', ['a@one.example']]], 'bcd'],
  [[['ref', 'ilike', '']], 'abcd'],
  [[['color', '>', 0n]], 'ac'],
  [[['color', '>=', 3n]], 'c'],
  [[['color', '<', 3n]], 'abd'],
  [[['color', '<=', 1]], 'abd'],
  [[['color', 'in', [1n, 3n]]], 'ac'],
  [[['color', '=', '1']], 'a'],
  [[['country_id', '=', 233n]], 'a'],
  [[['country_id', '=', 'United States']], 'a'],
  [[['country_id', '=', 'US']], 'a'],
  [[['country_id', 'ilike', 'united st']], 'a'],
  [[['country_id', 'in', [233n, 75n]]], 'ab'],
  [[['country_id', 'in', ['United States']]], 'a'],
  [[['country_id', 'in', [233n, false]]], 'acd'],
  [[['country_id', '=', false]], 'cd'],
  [[['country_id', '!=', 233n]], 'bcd'],
  [[['country_id', '!=', false]], 'ab'],
  [[['country_id', 'not in', [233n]]], 'bcd'],
  [[['country_id.code', '=', 'US']], 'a'],
  [[['country_id.code', '!=', 'US']], 'b'],
  [[['parent_id.country_id.code', '=', false]], ''],
  [[['parent_id.name', '=', '{c}']], 'd'],
  [[['category_id', '=', false]], 'abc'],
  [[['category_id.name', '=', '{prefix}tag']], 'd'],
  [[['category_id', 'ilike', '{prefix}']], 'd'],
  [[['child_ids', '!=', false]], 'c'],
  [[['child_ids.name', 'ilike', 'delta']], 'c'],
  [[['is_company', '=', true]], 'c'],
  [[['is_company', '=', false]], 'abd'],
  [[['is_company', '!=', true]], 'abd'],
  [[['create_date', '>', '2020-01-01']], 'abcd'],
  [[['create_date', '<', '2020-01-01 00:00:00']], ''],
  [[['display_name', 'ilike', '{c}']], 'cd'],
  [[['create_uid.login', '!=', false]], 'abcd'],
  [['|', ['name', '=', '{a}'], ['color', '=', 3n]], 'ac'],
  [['!', ['name', '=', '{a}']], 'bcd'],
  [['!', '|', ['name', '=', '{a}'], ['color', '=', 3n]], 'bd'],
  [['&', '|', ['color', '=', 1n], ['color', '=', 3n], ['is_company', '=', true]], 'c'],
  [
    [
      ['color', '=', 3n],
      ['is_company', '=', true],
    ],
    'c',
  ],
];

const INVALID: [Json, Record<14 | 19, [string, string | RegExp]>][] = [
  [
    [['nope', '=', 1n]],
    {
      14: ['builtins.ValueError', "Invalid field res.partner.nope in leaf ('nope', '=', 1)"],
      19: ['builtins.ValueError', "Invalid field res.partner.nope in condition ('nope', '=', 1)"],
    },
  ],
  [
    [['country_id.nope', '=', 'x']],
    {
      14: ['builtins.ValueError', "Invalid field res.country.nope in leaf ('nope', '=', 'x')"],
      19: ['builtins.ValueError', "Invalid field res.country.nope in condition ('nope', '=', 'x')"],
    },
  ],
  [
    [['name', '~~', 1n]],
    {
      14: ['builtins.ValueError', "Invalid leaf ('name', '~~', 1)"],
      19: ['builtins.ValueError', "Invalid operator in condition ('name', '~~', 1)"],
    },
  ],
  [
    ['x'],
    {
      14: ['builtins.IndexError', 'string index out of range'],
      19: ['builtins.ValueError', /^Domain\(\) /],
    },
  ],
  [
    ['|', ['name', '=', 'x']],
    {
      14: ['builtins.AssertionError', "This domain is syntactically not correct: ['|', ['name', '=', 'x']]"],
      19: ['builtins.ValueError', /^Domain\(\) /],
    },
  ],
];

export function domains(bench: () => Bench): void {
  const ids = new Map<bigint, string>();

  before(async () => {
    const tag = await bench().make('res.partner.category', { name: bench().name('tag') });
    const a = await bench().contact({
      name: bench().name('alpha'),
      email: 'a@one.example',
      country_id: 233n,
      color: 1n,
    });
    const b = await bench().contact({ name: bench().name('beta_x'), country_id: 75n });
    const c = await bench().contact({ name: bench().name('gamma'), color: 3n, is_company: true });
    const d = await bench().contact({ name: bench().name('delta'), parent_id: c, category_id: [[4n, tag]] });
    for (const [index, id] of [a, b, c, d].entries()) {
      ids.set(id, 'abcd'[index] ?? '');
    }
  });

  function fill(value: Json): Json {
    if (Array.isArray(value)) {
      return value.map(fill);
    }
    if (typeof value !== 'string') {
      return value;
    }
    return value
      .replace('{prefix}', bench().name(''))
      .replace('{PREFIX}', bench().name('').toUpperCase())
      .replace('{a}', bench().name('alpha'))
      .replace('{A}', bench().name('alpha').toUpperCase())
      .replace('{c}', bench().name('gamma'));
  }

  for (const [domain, expected] of FOUND) {
    it(`${show(domain)} finds ${expected === '' ? 'none' : expected}`, async () => {
      const among: Json[] = ['&', ['id', 'in', [...ids.keys()]]];

      const found = await bench().call('res.partner', 'search', [[...among, ...domain.map(fill)]], { order: 'id' });

      assert.ok(Array.isArray(found));
      assert.equal(found.map((id) => (typeof id === 'bigint' ? ids.get(id) : id)).join(''), expected);
    });
  }

  it('an empty text and zero are empty to Odoo 19, values to Odoo 14', async () => {
    const among: Json[] = ['id', 'in', [...ids.keys()]];

    const texts = await bench().call('res.partner', 'search_count', [[among, ['email', '=', '']]]);
    const numbers = await bench().call('res.partner', 'search_count', [[among, ['color', '=', false]]]);

    assert.deepEqual([texts, numbers], bench().by({ 14: [0n, 0n], 19: [3n, 2n] }));
  });

  for (const [domain, faults] of INVALID) {
    it(`${show(domain)} is refused`, async () => {
      await refused(bench().call('res.partner', 'search', [domain]), ...bench().by(faults));
    });
  }
}

function show(domain: Json): string {
  return JSON.stringify(domain, (_key, item) => (typeof item === 'bigint' ? Number(item) : item)) ?? '';
}
