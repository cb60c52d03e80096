import { atLeastOne } from '../running.ts';
import { defineAction, Records } from './action.ts';

export const deleteAction = defineAction(
  'delete',
  'Deletes the record(s).',
  { delete: Records.describe('The record(s), such as `record`.') },
  (raw, path, compiler) => {
    const target = compiler.records(raw.delete, [...path, 'delete']);
    return async (running) => {
      const records = atLeastOne(await running.records(target.run, target.place), 'delete', target.place);
      await running.world.send({ model: records.model, method: 'unlink', ids: records.ids, args: [], kwargs: {} });
      return null;
    };
  },
);
