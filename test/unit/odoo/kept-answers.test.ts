import assert from 'node:assert/strict';
import type { OdooCall } from '../../../src/odoo/call.ts';
import { createKeptAnswers } from '../../../src/odoo/kept-answers.ts';

const lookUp: OdooCall = { model: 'ir.model.data', method: 'check_object_reference', args: ['m', 'x'], kwargs: {} };

describe('kept answers', () => {
  it('are given to calls that take them, until they are forgotten', async () => {
    const kept = createKeptAnswers();
    const asked: OdooCall[] = [];
    const rpc = kept.through(async (call) => {
      asked.push(call);
      return ['res.partner', 8n];
    });
    await kept.keep({ ...lookUp, kwargs: { context: { lang: 'it_IT' } } }, ['res.partner', 7n]);

    const known = await rpc({ ...lookUp, kept: true });
    const other = await rpc({ ...lookUp, args: ['m', 'y'], kept: true });
    const fresh = await rpc(lookUp);
    await kept.forget(lookUp);
    const after = await rpc({ ...lookUp, kept: true });

    assert.deepEqual(
      [known, other, fresh, after],
      [
        ['res.partner', 7n],
        ['res.partner', 8n],
        ['res.partner', 8n],
        ['res.partner', 8n],
      ],
    );
    assert.equal(asked.length, 3);
  });

  it('are as many as fit', async () => {
    const kept = createKeptAnswers();
    const rpc = kept.through(async () => 'asked');
    for (let index = 0; index <= 10_000; index += 1) {
      await kept.keep({ ...lookUp, args: ['m', `${index}`] }, index);
    }

    const [oldest, newest] = [
      await rpc({ ...lookUp, args: ['m', '0'], kept: true }),
      await rpc({ ...lookUp, args: ['m', '10000'], kept: true }),
    ];

    assert.deepEqual([oldest, newest], ['asked', 10_000]);
  });
});
