import { firstId } from '../../records/created.ts';
import { compileMap } from '../template.ts';
import { defineAction, Model, Values } from './action.ts';

export const create = defineAction(
  'create',
  'Creates a record.',
  { create: Model.describe('The model.'), values: Values },
  (raw, path, compiler) => {
    const values = compileMap(raw.values, [...path, 'values'], compiler);
    const placeOf = (field: string) => compiler.place([...path, 'values', field]);
    return async (running) => {
      const fitted = await running.values(values, raw.create, 'create', placeOf);
      const answer = await running.world.send({ model: raw.create, method: 'create', args: [fitted], kwargs: {} });
      return running.env.records(raw.create, [firstId(answer)]);
    };
  },
);
