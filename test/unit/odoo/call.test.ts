import assert from 'node:assert/strict';
import { isIdempotent } from '../../../src/odoo/call.ts';
import type { Json } from '../../../src/odoo/json.ts';

const WRITES: [what: string, values: Json, again: boolean][] = [
  ['plain values', { name: 'x', tags: false, list: [1n, 2n] }, true],
  [
    'lines that take the place of others',
    {
      lines: [
        [5n, 0n, 0n],
        [0n, 0n, { name: 'x' }],
      ],
    },
    true,
  ],
  [
    'a set with lines behind it',
    {
      lines: [
        [6n, 0n, [1n]],
        [0n, 0n, { name: 'x' }],
      ],
    },
    true,
  ],
  [
    'links',
    {
      tags: [
        [4n, 1n],
        [3n, 2n],
      ],
    },
    true,
  ],
  ['a line that is changed', { lines: [[1n, 7n, { name: 'x' }]] }, true],
  ['a line that is added', { lines: [[0n, 0n, { name: 'x' }]] }, false],
  ['a line that is deleted', { lines: [[2n, 7n, 0n]] }, false],
  ['a line that is added to a line', { lines: [[1n, 7n, { parts: [[0n, 0n, {}]] }]] }, false],
];

describe('a change made a second time', () => {
  for (const [what, values, again] of WRITES) {
    it(`changes ${again ? 'nothing' : 'something'} more: a write of ${what}`, () => {
      assert.equal(isIdempotent({ method: 'write', args: [values], kwargs: {} }), again);
      assert.equal(isIdempotent({ method: 'write', args: [], kwargs: { vals: values } }), again);
    });
  }

  it('is safe for unlink, and for no other method', () => {
    assert.equal(isIdempotent({ method: 'unlink', args: [], kwargs: {} }), true);
    assert.equal(isIdempotent({ method: 'create', args: [{}], kwargs: {} }), false);
    assert.equal(isIdempotent({ method: 'action_confirm', args: [], kwargs: {} }), false);
  });
});
