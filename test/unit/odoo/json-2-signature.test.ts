import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Json } from '../../../src/odoo/json.ts';
import { bodyOf } from '../../../src/odoo/json-2/signature.ts';

const value: fc.Arbitrary<Json> = fc.oneof(fc.bigInt(), fc.string(), fc.double(), fc.boolean(), fc.constant(null));
const name = fc.stringMatching(/^[a-z_]{1,8}$/).filter((text) => text !== 'ids' && text !== 'context');

const calls = fc.uniqueArray(name, { maxLength: 6 }).chain((names) =>
  fc.record({
    parameters: fc.constant(names),
    values: fc.array(value, { minLength: names.length, maxLength: names.length }),
    byPosition: fc.nat({ max: names.length }),
    ids: fc.array(fc.bigInt({ min: 1n })),
  }),
);

describe('the body of a call over JSON-2', () => {
  it('is the same whether arguments stand by position or by name, and the ids apart or first', () => {
    fc.assert(
      fc.property(calls, ({ parameters, values, byPosition, ids }) => {
        const named = Object.fromEntries(parameters.map((parameter, index) => [parameter, values[index] ?? null]));
        const kwargs = Object.fromEntries(
          Object.entries(named).filter(([key]) => parameters.indexOf(key) >= byPosition),
        );
        const args = values.slice(0, byPosition);
        const call = { model: 'x.y', method: 'z', kwargs };

        const onRecords = [
          { ...call, ids, args },
          { ...call, args: [ids, ...args] },
        ].map((one) => bodyOf(one, { onRecords: true, parameters }));
        const ofTheModel = bodyOf({ ...call, args }, { onRecords: false, parameters });

        assert.deepEqual(onRecords, [
          { ids, ...named },
          { ids, ...named },
        ]);
        assert.deepEqual(ofTheModel, named);
      }),
    );
  });
});
