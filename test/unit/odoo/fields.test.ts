import assert from 'node:assert/strict';
import { OdooRejected } from '../../../src/errors.ts';
import { createFieldsCache } from '../../../src/odoo/fields.ts';
import type { Json } from '../../../src/odoo/json.ts';

const NAME = { type: 'char', string: 'Name', required: true, readonly: false };

describe('the fields of a model', () => {
  function cacheOver(answers: Record<string, Json>) {
    const asked: string[] = [];
    const cache = createFieldsCache(async ({ model }) => {
      asked.push(model);
      return answers[model] ?? {};
    });
    return { cache, asked };
  }

  it('are asked for once, also side by side', async () => {
    const { cache, asked } = cacheOver({ 'res.partner': { name: NAME } });

    const both = await Promise.all([cache.get('res.partner'), cache.get('res.partner')]);
    await cache.get('res.partner');

    assert.deepEqual(asked, ['res.partner']);
    assert.equal(both[0], both[1]);
    assert.equal(both[0].get('name')?.required, true);
  });

  it('are asked for again once forgotten', async () => {
    const { cache, asked } = cacheOver({ 'res.partner': { name: NAME } });
    await cache.get('res.partner');

    await cache.forget('res.partner');
    await cache.get('res.partner');

    assert.equal(asked.length, 2);
  });

  it('are asked for again after a failure', async () => {
    const { cache, asked } = cacheOver({ broken: { name: { type: 7n } } });

    await assert.rejects(cache.get('broken'), OdooRejected);
    await assert.rejects(cache.get('broken'), /fields_get of broken gave name\.type/);

    assert.equal(asked.length, 2);
  });

  it('are kept of the last two hundred models', async () => {
    const { cache, asked } = cacheOver({});
    for (let index = 0; index <= 200; index += 1) {
      await cache.get(`model.${index}`);
    }

    await cache.get('model.200');
    await cache.get('model.1');
    assert.equal(asked.length, 201);
    await cache.get('model.0');
    assert.equal(asked.length, 202);
  });

  it('are read leniently where Odoo is lax', async () => {
    const lax = {
      a: { type: 'char', readonly: 1n },
      b: {
        type: 'selection',
        selection: [
          [false, ''],
          [2n, 'Two'],
          ['x', 'X'],
        ],
      },
      c: { type: 'float', digits: [16n, 2n] },
      d: { type: 'float', digits: 0n },
      e: { type: 'float', digits: false },
    };
    const { cache } = cacheOver({ lax });

    const fields = await cache.get('lax');

    assert.equal(fields.get('a')?.readonly, true);
    assert.deepEqual(
      ['c', 'd', 'e', 'a'].map((name) => fields.get(name)?.digits),
      [[16, 2], undefined, undefined, undefined],
    );
    assert.deepEqual(fields.get('b')?.selection, [
      ['false', ''],
      ['2', 'Two'],
      ['x', 'X'],
    ]);
  });
});
