import { atLeastOne } from '../running.ts';
import { compileMap } from '../template.ts';
import { defineAction, Records, Values } from './action.ts';

export const update = defineAction(
  'update',
  'Writes values to the record(s).',
  { update: Records.describe('The record(s), such as `record`.'), values: Values },
  (raw, path, compiler) => {
    const target = compiler.records(raw.update, [...path, 'update']);
    const values = compileMap(raw.values, [...path, 'values'], compiler);
    const placeOf = (field: string) => compiler.place([...path, 'values', field]);
    return async (running) => {
      const records = atLeastOne(await running.records(target.run, target.place), 'update', target.place);
      const fitted = await running.values(values, records.model, { write: records.ids }, placeOf);
      await running.world.send({ model: records.model, method: 'write', ids: records.ids, args: [fitted], kwargs: {} });
      return records;
    };
  },
);
