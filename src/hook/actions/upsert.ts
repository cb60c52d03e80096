import { z } from 'zod';
import { firstId } from '../../records/created.ts';
import { findOne } from '../match.ts';
import { compileMap } from '../template.ts';
import { defineAction, Model, Values } from './action.ts';

export const upsert = defineAction(
  'upsert',
  'Updates the record that matches, or creates it.',
  {
    upsert: Model.describe('The model.'),
    match: Values.refine((match) => Object.keys(match).length > 0, { error: '`match` must name at least one field' }),
    values: Values.default({}),
    many: z.enum(['fail', 'first']).describe('What to do when several records match.').default('fail'),
  },
  (raw, path, compiler) => {
    const model = raw.upsert;
    const match = compileMap(raw.match, [...path, 'match'], compiler);
    const values = compileMap(raw.values, [...path, 'values'], compiler);
    const matchPlace = (field: string) => compiler.place([...path, 'match', field]);
    const valuePlace = (field: string) => compiler.place([...path, 'values', field]);
    return async (running) => {
      const key = await running.match(match, model, matchPlace);
      const found = await findOne(running.env, model, key.domain, raw.many, compiler.place([...path, 'match']));
      const target = found.ids.length === 0 ? 'create' : { write: found.ids };
      const fitted = await running.values(values, model, target, valuePlace);
      if (target === 'create') {
        const answer = await running.world.send({
          model,
          method: 'create',
          args: [{ ...key.values, ...fitted }],
          kwargs: {},
          again: 'look_up',
        });
        return running.env.records(model, [firstId(answer)]);
      }
      if (Object.keys(fitted).length > 0) {
        await running.world.send({ model, method: 'write', ids: found.ids, args: [fitted], kwargs: {} });
      }
      return found;
    };
  },
);
