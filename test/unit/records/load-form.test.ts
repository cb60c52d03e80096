import assert from 'node:assert/strict';
import type { Field, Fields } from '../../../src/odoo/fields.ts';
import type { JsonObject } from '../../../src/odoo/json.ts';
import { createKeptAnswers } from '../../../src/odoo/kept-answers.ts';
import { createLanes } from '../../../src/odoo/lanes.ts';
import { loadForm } from '../../../src/records/load-form.ts';
import { World } from '../../../src/records/world.ts';

function fieldsOf(types: Record<string, Partial<Field> & { type: string }>): Fields {
  const flags = {
    required: false,
    readonly: false,
    store: true,
    searchable: true,
    depends: false,
    company_dependent: false,
  };
  const rest = { string: '', ...flags };
  return new Map(Object.entries(types).map(([name, field]) => [name, { ...rest, ...field }]));
}

const MODELS: Record<string, Fields> = {
  order: fieldsOf({
    name: { type: 'char' },
    active: { type: 'boolean' },
    amount: { type: 'float' },
    state: {
      type: 'selection',
      selection: [
        ['a', 'B'],
        ['b', 'X'],
        ['c', 'See'],
      ],
    },
    customer: { type: 'many2one', relation: 'partner' },
    day: { type: 'date' },
    at: { type: 'datetime' },
    tags: { type: 'many2many', relation: 'tag' },
    lines: { type: 'one2many', relation: 'line' },
    notes: { type: 'one2many', relation: 'note' },
    target: { type: 'reference' },
    plan: { type: 'json' },
    children: { type: 'one2many', relation: 'order' },
  }),
  line: fieldsOf({
    product: { type: 'many2one', relation: 'product' },
    price: { type: 'float' },
    at: { type: 'datetime' },
    taxes: { type: 'many2many', relation: 'tax' },
    parts: { type: 'one2many', relation: 'part' },
  }),
  note: fieldsOf({ text: { type: 'text' } }),
  part: fieldsOf({ code: { type: 'char' } }),
  tag: fieldsOf({ name: { type: 'char' } }),
};

describe('values as a table for load', () => {
  const world = new World({
    delivery: 'test',
    rpc: () => assert.fail('nothing is to be sent'),
    fields: async (model) => MODELS[model] ?? new Map(),
    forgetFields: async () => {},
    uid: async () => 2n,
    user: async () => ({ company: 1n, zone: 'UTC' }),
    version: async () => ({ major: 19, text: '19.0' }),
    lanes: createLanes(1000),
    kept: createKeptAnswers(),
    recall: (_what, load) => load(),
    context: {},
    now: 0,
  });
  const form = (values: JsonObject) => loadForm(world, 'order', 'm.x', values);

  it('each kind of value stands in a cell as Odoo reads it', async () => {
    const { columns, rows, context, rest } = await form({
      name: 'A',
      active: true,
      amount: 0.1,
      state: 'c',
      customer: 7n,
      day: '2026-01-02',
      tags: [[6n, 0n, [1n, 2n]]],
      target: 'partner,3',
    });

    const head = ['id', 'name', 'active', 'amount', 'state', 'customer/.id', 'day', 'tags/.id', 'target'];
    assert.deepEqual([columns, rows], [head, [['m.x', 'A', 'True', 0.1, 'c', 7n, '2026-01-02', '1,2', 'partner,3']]]);
    assert.deepEqual([context, rest], [{}, {}]);
  });

  it('an empty value empties; an empty list of commands leaves the default', async () => {
    const { columns, rows } = await form({
      name: false,
      active: false,
      customer: false,
      tags: [[5n, 0n, 0n]],
      lines: [],
    });

    assert.deepEqual(columns, ['id', 'name', 'active', 'customer/.id', 'tags/.id']);
    assert.deepEqual(rows, [['m.x', null, 'False', null, '']]);
  });

  it('lines stand in rows of their own, with external ids by their place, and so do lines of lines', async () => {
    const part = (code: string) => [0n, 0n, { code }];
    const { columns, rows } = await form({
      name: 'A',
      lines: [
        [0n, 0n, { product: 1n, price: 0, parts: [part('p'), part('q')] }],
        [0n, 'virtual', { product: 2n, price: 2, parts: [part('r')] }],
      ],
      notes: [[0n, 0n, { text: 'n' }]],
    });

    const line = ['lines/id', 'lines/product/.id', 'lines/price', 'lines/parts/id', 'lines/parts/code'];
    assert.deepEqual(columns, ['id', 'name', ...line, 'notes/id', 'notes/text']);
    assert.deepEqual(rows, [
      ['m.x', 'A', null, null, null, null, null, null, null],
      [null, null, 'm.x.lines.1', 1n, 0, null, null, null, null],
      [null, null, null, null, null, 'm.x.lines.1.parts.1', 'p', null, null],
      [null, null, null, null, null, 'm.x.lines.1.parts.2', 'q', null, null],
      [null, null, 'm.x.lines.2', 2n, 2, null, null, null, null],
      [null, null, null, null, null, 'm.x.lines.2.parts.1', 'r', null, null],
      [null, null, null, null, null, null, null, 'm.x.notes.1', 'n'],
    ]);
  });

  it('times are told to be in UTC, and nothing is told of zones where there is none', async () => {
    const own = await form({ at: '2026-01-02 10:00:00' });
    const ofLine = await form({ lines: [[0n, 0n, { at: '2026-01-02 10:00:00' }]] });
    const none = await form({ at: false, day: '2026-01-02' });

    assert.deepEqual([own.context, ofLine.context, none.context], [{ tz: 'UTC' }, { tz: 'UTC' }, {}]);
  });

  it('lines of different fields go in the context, as create takes them', async () => {
    const lines = [
      [0n, 0n, { product: 1n }],
      [0n, 0n, { product: 2n, price: 2 }],
    ];
    const tags = [[0n, 0n, { name: 'new' }]];
    const { columns, context, rest } = await form({ name: 'A', lines, tags });

    assert.deepEqual(columns, ['id', 'name']);
    assert.deepEqual(context, { default_lines: lines, default_tags: tags });
    assert.deepEqual(rest, {});
  });

  it('what neither can carry is left for a write that may be made twice', async () => {
    const children = [
      [0n, 0n, { name: 'c' }],
      [0n, 0n, {}],
    ];
    const { columns, context, rest } = await form({ name: 'A', state: 'b', plan: { a: 1n }, children });

    assert.deepEqual([columns, context], [['id', 'name'], {}]);
    assert.deepEqual(rest, { state: 'b', plan: { a: 1n }, children: [[5n, 0n, 0n], ...children] });
  });
});
