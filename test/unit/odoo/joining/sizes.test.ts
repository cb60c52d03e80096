import assert from 'node:assert/strict';
import type { OdooCall } from '../../../../src/odoo/call.ts';
import { Sizes } from '../../../../src/odoo/joining/sizes.ts';

function create(model: string): OdooCall {
  return { model, method: 'create', args: [{}], kwargs: {} };
}

/** The sizes that come about when what a call costs is `cost(records)`, in milliseconds, and there is always more to do. */
function sizesFor(model: string, cost: (records: number) => number, calls = 30): number[] {
  const sizes = new Sizes();
  const call = create(model);
  sizes.learn(call, 1, cost(1));
  return Array.from({ length: calls }, () => {
    const records = sizes.most(call);
    sizes.learn(call, records, cost(records));
    return records;
  });
}

describe('how many records go into one call', () => {
  it('at most 50, when each costs less the more there are', () => {
    const sizes = sizesFor('res.partner', (n) => 20 + 2 * n);

    assert.deepEqual(sizes.slice(0, 6), [5, 10, 20, 40, 50, 50]);
  });

  it('at most 15 sales orders', () => {
    assert.equal(Math.max(...sizesFor('sale.order', (n) => 60 + 20 * n)), 15);
  });

  it('fewer at first where one alone was slow', () => {
    const sizes = sizesFor('x.slow', (n) => (n === 1 ? 1000 : 10 * n));

    assert.deepEqual([sizes[0], Math.max(...sizes)], [3, 50]);
  });

  it('fewer where the cost grows with the square', () => {
    // Cheapest at 10 records: 60/n + 1 + 0.6 n for each.
    const sizes = sizesFor('x.square', (n) => 60 + n + 0.6 * n * n, 100).toSorted((a, b) => a - b);

    assert.deepEqual([sizes[20], sizes[80]], [10, 10]);
    assert.ok((sizes.at(-1) ?? 0) < 50, String(sizes));
  });

  it('so few that a call stays short', () => {
    const sizes = sizesFor('x.heavy', (n) => 500 * n, 100).toSorted((a, b) => a - b);

    assert.deepEqual([sizes[20], sizes[80]], [6, 6]);
    assert.ok((sizes.at(-1) ?? 0) <= 12, String(sizes));
  });

  it('one, where one alone takes too long', () => {
    assert.equal(sizesFor('x.very-heavy', () => 20_000).at(-1), 1);
  });

  it('half as many after a refusal, and soon as many as before', () => {
    const sizes = new Sizes();
    const call = create('res.partner');
    sizes.learn(call, 1, 20);
    const before = sizes.most(call);
    for (let n = 0; n < 4; n += 1) {
      sizes.learn(call, sizes.most(call), 30);
    }
    const grown = sizes.most(call);

    sizes.refused(call);
    const after = sizes.most(call);
    sizes.learn(call, after, 30);
    sizes.learn(call, sizes.most(call), 30);

    assert.deepEqual([before, grown, after, sizes.most(call)], [5, 50, 25, 50]);
  });

  it('is learned for each model and method alone', () => {
    const sizes = new Sizes();
    sizes.learn(create('x.heavy'), 10, 20_000);
    sizes.learn(create('res.partner'), 1, 20);

    assert.deepEqual([sizes.most(create('x.heavy')), sizes.most(create('res.partner'))], [1, 5]);
  });
});
