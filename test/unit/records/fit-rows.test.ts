import assert from 'node:assert/strict';
import { HookRefused } from '../../../src/errors.ts';
import type { Value } from '../../../src/expression/value.ts';
import type { Field } from '../../../src/odoo/fields.ts';
import { MatchedRows } from '../../../src/records/fit/rows.ts';
import { dict, type FakeRecords, fitted } from '../../support/fake-records.ts';

type Line = Record<string, Value>;

const PRICE: Partial<Field> & { type: string } = { type: 'float', digits: [16, 2], depends: true };

function orders(domain?: Field['domain']): FakeRecords {
  const lines: Partial<Field> & { type: string } = {
    type: 'one2many',
    relation: 'sale.order.line',
    relation_field: 'order_id',
    domain,
  };
  return {
    models: {
      'sale.order': { order_line: lines },
      'sale.order.line': {
        order_id: 'many2one sale.order',
        name: 'text',
        product_id: 'many2one product.product',
        quantity: 'float',
        price: PRICE,
        note: 'html',
        tag_ids: 'many2many crm.tag',
        part_ids: 'one2many sale.part line_id',
      },
      'sale.part': { line_id: 'many2one sale.order.line', name: 'char', count: 'integer' },
      'product.product': { name: 'char' },
    },
    rows: {
      'sale.order.line': [
        line(1n, 'chair', 1, 10),
        line(2n, 'lamp', 2, 5.01),
        line(3n, 'chair', 3, 10),
        { ...line(4n, 'other', 1, 1), order_id: 8n },
      ],
      'sale.part': [{ id: 50n, line_id: [1n, 'chair'], name: 'leg', count: 4n }],
      'product.product': [{ id: 5n, name: 'Chair' }],
    },
  };
}

function line(id: bigint, name: string, quantity: number, price: number) {
  return {
    id,
    order_id: 7n,
    name,
    product_id: [5n, 'Chair'],
    quantity,
    price,
    note: '<p>as is</p>',
    tag_ids: [3n, 2n],
    part_ids: [],
    active: true,
  };
}

function rows(lines: Line[] | null, match = ['name'], removesMissing = true): MatchedRows {
  return new MatchedRows(match, removesMissing, lines?.map(dict) ?? null);
}

describe('lines matched with those that are there', () => {
  async function commands(given: MatchedRows, fake = orders(), ids = [7n]) {
    const { values, calls } = await fitted(fake, 'sale.order', dict({ order_line: given }), { write: ids });
    return { commands: values.order_line, calls };
  }

  it('are changed where they differ, added, removed; the second of equals with the second', async () => {
    const given = rows([
      { name: 'chair', quantity: 1n },
      { name: 'chair', quantity: '4' },
      { name: 'chair', quantity: 9n },
    ]);

    const made = await commands(given);

    assert.deepEqual(made.commands, [
      [1n, 3n, { quantity: 4 }],
      [0n, 0n, { name: 'chair', quantity: 9n }],
      [2n, 2n, 0n],
    ]);
    assert.deepEqual(made.calls, [['sale.order.line.search_read', [['order_id', 'in', [7n]]]]]);
  });

  it('nothing is written when nothing differs', async () => {
    const same = { note: 'as is', tag_ids: [2n, 3n], product_id: 'Chair', price: '5.009' };

    const { commands: made } = await commands(rows([{ name: 'lamp', quantity: 2n, ...same }], ['name'], false));

    assert.equal(made, undefined);
  });

  it('what Odoo would compute anew is written along with a change', async () => {
    const given = rows([{ name: 'lamp', quantity: 3n, price: 5.01, product_id: 5n }], ['name'], false);

    const { commands: made } = await commands(given);

    assert.deepEqual(made, [[1n, 2n, { quantity: 3n, price: 5.01 }]]);
  });

  it('None changes nothing; an empty list removes all', async () => {
    assert.equal((await commands(rows(null))).commands, undefined);
    assert.deepEqual((await commands(rows([]))).commands, [
      [2n, 1n, 0n],
      [2n, 2n, 0n],
      [2n, 3n, 0n],
    ]);
  });

  it('by several fields, also by a many2one and a number', async () => {
    const given = rows(
      [{ product_id: 'Chair', price: 10n, quantity: 1n, name: 'seat' }],
      ['product_id', 'price'],
      false,
    );

    const { commands: made } = await commands(given);

    assert.deepEqual(made, [[1n, 1n, { name: 'seat', price: 10n }]]);
  });

  it('the domain of the field holds for those that are there', async () => {
    const { calls } = await commands(rows([]), orders([['active', '=', true]]));

    assert.deepEqual(calls[0]?.[1], [
      ['order_id', 'in', [7n]],
      ['active', '=', true],
    ]);
  });

  it('lines of lines too', async () => {
    const parts = rows([
      { name: 'leg', count: 3n },
      { name: 'seat', count: 1n },
    ]);

    const { commands: made } = await commands(rows([{ name: 'chair', part_ids: parts }], ['name'], false));

    assert.deepEqual(made, [
      [
        1n,
        1n,
        {
          part_ids: [
            [1n, 50n, { count: 3n }],
            [0n, 0n, { name: 'seat', count: 1n }],
          ],
        },
      ],
    ]);
  });

  it('of a new record are all created', async () => {
    const { values, calls } = await fitted(
      orders(),
      'sale.order',
      dict({ order_line: rows([{ name: 'a' }, { name: 'a' }]) }),
    );

    assert.deepEqual(
      [values.order_line, calls],
      [
        [
          [0n, 0n, { name: 'a' }],
          [0n, 0n, { name: 'a' }],
        ],
        [],
      ],
    );
  });

  it('are refused where they cannot be told apart', async () => {
    const refusals: [ReturnType<typeof commands>, RegExp][] = [
      [commands(rows([{ name: 'a' }]), orders(), [7n, 8n]), /`match` works on the lines of one record; here are 2/],
      [commands(rows([{ name: 'a' }]), orders("[('type', '=', 'x')]")), /only Odoo knows which sale\.order\.line/],
      [commands(rows([{ quantity: 1n }])), /order_line\[0\]: the field `name` of `match` is not among the values/],
      [
        commands(rows([{ name: 'a' }, { name: 'b', nam: 1n }])),
        /order_line\[1\]: sale\.order\.line has no field `nam`/,
      ],
      [commands(new MatchedRows(['name'], true, 'x')), /order_line: 'x' \(str\) does not fit: expected a list of maps/],
      [commands(new MatchedRows(['name'], true, [1n])), /order_line\[0\]: 1 \(int\) does not fit: expected a map/],
    ];
    for (const [promise, message] of refusals) {
      await assert.rejects(promise, (error) => error instanceof HookRefused && message.test(error.message));
    }
  });
});
