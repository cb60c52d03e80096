import assert from 'node:assert/strict';
import { MODELS } from '../../src/sandbox/models.ts';
import { type Bench, refused } from './target.ts';

export function fields(bench: () => Bench): void {
  for (const [model, declared] of MODELS) {
    it(`of ${model} are what the sandbox declares`, async () => {
      const real = await bench().connection.fields(model);

      for (const [name, field] of declared.fields) {
        const found = real.get(name);
        if (bench().version < 19) {
          assert.equal(found?.relation ?? field.relation, field.relation, name);
          continue;
        }
        assert.ok(found, name);
        const { type, required, relation, relation_field, selection } = field;
        const picked = { type, required, relation, relation_field, selection };
        for (const [key, value] of Object.entries(picked)) {
          assert.deepEqual(Reflect.get(found, key), value, `${name}.${key}`);
        }
      }
    });
  }

  it('are given in the attributes asked for', async () => {
    const answer = await bench().call('res.partner', 'fields_get', [['name', 'nope']], {
      attributes: ['type', 'required'],
    });

    assert.deepEqual(answer, { name: { type: 'char', required: false } });
  });

  it('of a model that is not there are refused', async () => {
    const asked = bench().call('res.nope', 'fields_get');

    await refused(asked, 'odoo.exceptions.UserError', "Object res.nope doesn't exist");
  });
}
