import assert from 'node:assert/strict';
import { HookRefused } from '../../../src/errors.ts';
import type { Field } from '../../../src/odoo/fields.ts';
import type { Json, JsonObject } from '../../../src/odoo/json.ts';
import { readPaths, type Source } from '../../../src/records/read-paths.ts';

const FIELD = { string: '', required: false, readonly: false, store: true, searchable: true, depends: false };
type Declared = Record<string, string | [type: string, relation: string]>;

const MODELS: Record<string, Declared> = {
  order: {
    name: 'char',
    note: 'html',
    paid: 'boolean',
    count: 'integer',
    total: 'float',
    extra: 'json',
    partner: ['many2one', 'partner'],
    other: ['many2one', 'partner'],
    lines: ['one2many', 'line'],
    res: ['many2one_reference', 'partner'],
  },
  line: { product: ['many2one', 'product'], order: ['many2one', 'order'], partner: ['many2one', 'partner'] },
  partner: { name: 'char', parent: ['many2one', 'partner'] },
  product: { code: 'char' },
};
const ROWS: Record<string, JsonObject[]> = {
  order: [
    {
      id: 1n,
      name: 'S1',
      note: false,
      paid: false,
      count: 0n,
      total: 0,
      extra: false,
      partner: 5n,
      other: 6n,
      lines: [11n, 12n, 13n],
      res: 5n,
    },
    { id: 2n, name: false, partner: false, other: 99n, lines: [] },
  ],
  line: [
    { id: 12n, product: 21n, order: 1n, partner: false },
    { id: 11n, product: 21n, order: 1n, partner: 5n },
  ],
  partner: [
    { id: 5n, name: 'Ann', parent: 6n },
    { id: 6n, name: 'Company', parent: false },
  ],
  product: [{ id: 21n, code: false }],
};

/** An Odoo of these rows, which keeps what it was asked. */
function fakeSource(): { source: Source; calls: string[]; forgotten: string[] } {
  const calls: string[] = [];
  const forgotten: string[] = [];
  const source: Source = {
    async rpc({ model, method, ids = [], args, kwargs }): Promise<Json> {
      assert.deepEqual([method, kwargs], ['read', { load: null }]);
      const names = Array.isArray(args[0]) ? args[0].map(String) : [];
      calls.push(`${model} ${[...ids].join(',')} ${names.join(',')}`);
      const rows = (ROWS[model] ?? []).filter(({ id }) => ids.some((one) => one === id));
      return rows.map((row) => Object.fromEntries(['id', ...names].map((name) => [name, row[name] ?? false])));
    },
    async fields(model) {
      const declared = { write_date: 'datetime', ...MODELS[model] };
      return new Map(
        Object.entries(declared).map(([name, given]): [string, Field] => {
          const [type = '', relation] = [given].flat();
          return [name, { ...FIELD, type, relation, company_dependent: false }];
        }),
      );
    },
    async forgetFields(model) {
      forgotten.push(model);
    },
  };
  return { source, calls, forgotten };
}

describe('a record that is read with paths of fields', () => {
  it('has false as null where a field is empty, and values that are no lack as they are', async () => {
    const { source } = fakeSource();

    const record = await readPaths(source, {
      model: 'order',
      id: 1n,
      fields: ['name', 'note', 'paid', 'count', 'total', 'extra', 'partner', 'lines', 'id'],
    });

    assert.deepEqual(record, {
      id: 1n,
      name: 'S1',
      note: null,
      paid: false,
      count: 0n,
      total: 0,
      extra: false,
      partner: 5n,
      lines: [11n, 12n, 13n],
    });
  });

  it('reads each model once a depth, whatever leads to it, in the order that the record has', async () => {
    const { source, calls } = fakeSource();

    const record = await readPaths(source, {
      model: 'order',
      id: 1n,
      fields: ['partner.name', 'other.parent.name', 'lines.product.code', 'lines.partner.id', 'partner'],
    });

    assert.deepEqual(record, {
      id: 1n,
      partner: { id: 5n, name: 'Ann' },
      other: { id: 6n, parent: null },
      lines: [
        { id: 11n, product: { id: 21n, code: null }, partner: { id: 5n } },
        { id: 12n, product: { id: 21n, code: null }, partner: null },
      ],
    });
    assert.deepEqual(calls, [
      'order 1 partner,other,lines',
      'partner 5,6 name,parent',
      'line 11,12,13 product,partner',
      'product 21 code',
      'partner 5 write_date',
    ]);
  });

  it('has nothing where nothing is: a record that is gone, an empty field, one that leads to what is gone', async () => {
    const { source, calls } = fakeSource();
    const fields = ['name', 'partner.name', 'other.name', 'lines.product.code'];

    const gone = await readPaths(source, { model: 'order', id: 3n, fields });
    const bare = await readPaths(source, { model: 'order', id: 2n, fields });

    assert.equal(gone, null);
    assert.deepEqual(bare, { id: 2n, name: null, partner: null, other: null, lines: [] });
    assert.deepEqual(calls.slice(1), ['order 2 name,partner,other,lines', 'partner 99 name']);
  });

  it('refuses a field that is not there once the fields were asked for anew, and one that leads nowhere', async () => {
    const { source, forgotten } = fakeSource();
    const read = (field: string) => readPaths(source, { model: 'order', id: 1n, fields: [field] });

    await assert.rejects(
      read('partner.nam'),
      new HookRefused('unknown_field', 'partner has no field `nam`; did you mean `name`?'),
    );
    await assert.rejects(
      read('name.x'),
      new HookRefused('unknown_field', 'order.name leads to no other records (char): `name.x` cannot be read'),
    );
    await assert.rejects(read('res.name'), /order.res leads to no other records \(many2one_reference\)/);
    assert.deepEqual(forgotten, ['partner']);
  });
});
