import { firstId } from '../../records/created.ts';
import { oneRecord } from '../running.ts';
import { compileMap } from '../template.ts';
import { defineAction, Records, Values } from './action.ts';

export const duplicate = defineAction(
  'duplicate',
  'Copies the record; `values` replace what the copy would have.',
  { duplicate: Records.describe('The record, such as `record`.'), values: Values.optional() },
  (raw, path, compiler) => {
    const target = compiler.records(raw.duplicate, [...path, 'duplicate']);
    const values = compileMap(raw.values ?? {}, [...path, 'values'], compiler);
    const placeOf = (field: string) => compiler.place([...path, 'values', field]);
    return async (running) => {
      const { model, ids } = oneRecord(await running.records(target.run, target.place), 'duplicate', target.place);
      const fitted = await running.values(values, model, 'create', placeOf);
      const answer = await running.world.send({ model, method: 'copy', ids, args: [fitted], kwargs: {} });
      return running.env.records(model, [firstId(answer)]);
    };
  },
);
