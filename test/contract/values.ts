import assert from 'node:assert/strict';
import type { Json } from '../../src/odoo/json.ts';
import { type Bench, refused } from './target.ts';

// What is written, and what is then read; `{ 14, 19 }` where the versions differ.
const KEPT: [string, string, Json, Json][] = [
  ['res.partner', 'street', 'Via Roma 1', 'Via Roma 1'],
  ['res.partner', 'street', '  spaces stay ', '  spaces stay '],
  ['res.partner', 'street', '', ''],
  ['res.partner', 'street', null, false],
  ['res.partner', 'street', false, false],
  ['res.partner', 'street', 3n, '3'],
  ['res.partner', 'street', 2.5, '2.5'],
  ['res.partner', 'street', 9007199254740993n, '9007199254740993'],
  ['res.partner', 'street', 'héllo 你好 🙂', 'héllo 你好 🙂'],
  ['res.partner', 'color', 7n, 7n],
  ['res.partner', 'color', '7', 7n],
  ['res.partner', 'color', 7.9, 7n],
  ['res.partner', 'color', true, 1n],
  ['res.partner', 'color', '', 0n],
  ['res.partner', 'color', null, 0n],
  ['res.partner', 'active', 0n, false],
  ['res.partner', 'active', 'false', true],
  ['res.partner', 'active', '', false],
  ['res.partner', 'active', true, true],
  ['res.partner', 'type', 'invoice', 'invoice'],
  ['res.partner', 'type', '', false],
  ['res.partner', 'type', null, false],
  ['res.partner', 'comment', '<p>x</p>', '<p>x</p>'],
  ['res.partner', 'comment', false, false],
  ['res.partner', 'company_type', 'company', 'company'],
  ['res.partner', 'is_company', false, false],
  ['res.partner', 'company_type', false, 'person'],
  ['res.partner', 'country_id', 75n, [75n, 'France']],
  ['res.partner', 'country_id', null, false],
  ['crm.lead', 'expected_revenue', '1.5', 1.5],
  ['crm.lead', 'expected_revenue', 7n, 7],
  ['crm.lead', 'expected_revenue', null, 0],
  ['crm.lead', 'expected_revenue', true, 1],
  ['crm.lead', 'date_deadline', '2025-07-04', '2025-07-04'],
  ['crm.lead', 'date_deadline', '2025-07-05 10:00:00', '2025-07-05'],
  ['crm.lead', 'date_deadline', '2025-07-06T10:00:00Z', '2025-07-06'],
  ['crm.lead', 'date_deadline', false, false],
  ['sale.order', 'date_order', '2025-07-04 10:00:30', '2025-07-04 10:00:30'],
  ['sale.order', 'date_order', '2025-07-05', '2025-07-05 00:00:00'],
];

// What Odoo 19 empties in silence; Odoo 14 takes some of it and refuses the rest.
const EMPTIED: Json[] = ['233', 'United States', [233n, 'x'], 0n, true, 2, { id: 233n }];

const NOT_KEPT: [string, string, Json, string, string | RegExp][] = [
  ['res.partner', 'color', 'abc', 'builtins.ValueError', /'abc'$/],
  ['crm.lead', 'expected_revenue', 'abc', 'builtins.ValueError', "could not convert string to float: 'abc'"],
  ['res.partner', 'type', 'zzz', 'builtins.ValueError', "Wrong value for res.partner.type: 'zzz'"],
  ['res.partner', 'type', 3n, 'builtins.ValueError', 'Wrong value for res.partner.type: 3'],
  ['res.partner', 'company_type', 'zzz', 'builtins.ValueError', "Wrong value for res.partner.company_type: 'zzz'"],
  [
    'crm.lead',
    'date_deadline',
    '31/12/2025',
    'builtins.ValueError',
    "time data '31/12/2025' does not match format '%Y-%m-%d'",
  ],
  [
    'crm.lead',
    'date_deadline',
    '20250704',
    'builtins.ValueError',
    "time data '20250704' does not match format '%Y-%m-%d'",
  ],
  [
    'sale.order',
    'date_order',
    '2025-01-01T00:00:00Z',
    'builtins.ValueError',
    "time data '2025-01-01T00:00:00Z' does not match format '%Y-%m-%d %H:%M:%S'",
  ],
  ['sale.order', 'date_order', '2025-01-01 00:00:00.123', 'builtins.ValueError', /\.123/],
];

export function values(bench: () => Bench): void {
  const made = new Map<string, bigint>();

  before(async () => {
    const contact = await bench().contact();
    made.set('res.partner', contact);
    made.set('crm.lead', await bench().make('crm.lead', { name: bench().name('lead') }));
    made.set('sale.order', await bench().make('sale.order', { partner_id: contact }));
  });

  for (const [model, name, written, read] of KEPT) {
    it(`${model}.${name} keeps ${show(written)} as ${show(read)}`, async () => {
      const id = made.get(model) ?? 0n;

      await bench().write(model, id, { [name]: written });

      assert.deepEqual(await bench().value(model, id, name), read);
    });
  }

  for (const value of EMPTIED) {
    it(`a many2one written as ${show(value)} does not become what it looks like`, async () => {
      const id = made.get('res.partner') ?? 0n;
      await bench().write('res.partner', id, { country_id: 75n });
      const write = bench().on('res.partner', [id], 'write', [{ country_id: value }]);

      if (bench().version < 19) {
        await write.catch(() => undefined);
        return;
      }
      await write;
      assert.equal(await bench().value('res.partner', id, 'country_id'), false);
    });
  }

  for (const [model, name, written, exception, message] of NOT_KEPT) {
    it(`${model}.${name} does not take ${show(written)}`, async () => {
      const id = made.get(model) ?? 0n;
      const before = await bench().value(model, id, name);

      await refused(bench().on(model, [id], 'write', [{ [name]: written }]), exception, message);

      assert.deepEqual(await bench().value(model, id, name), before);
    });
  }

  it('is_company and company_type go together', async () => {
    const id = await bench().contact({ company_type: 'company' });

    assert.equal(await bench().value('res.partner', id, 'is_company'), true);
    await bench().write('res.partner', id, { is_company: false });
    assert.equal(await bench().value('res.partner', id, 'company_type'), 'person');
  });

  it('id and the traces of who wrote when are not written', async () => {
    const id = made.get('res.partner') ?? 0n;

    await bench().write('res.partner', id, { id: 5n, create_date: '2020-01-01 00:00:00' });

    assert.doesNotMatch(String(await bench().value('res.partner', id, 'create_date')), /^2020-01-01/);
  });
}

function show(value: Json): string {
  return typeof value === 'bigint'
    ? `${value}`
    : (JSON.stringify(value, (_key, item) => (typeof item === 'bigint' ? Number(item) : item)) ?? '');
}
