import { atLeastOne } from '../running.ts';
import { compileMap } from '../template.ts';
import { CareKeys, compileCare } from '../writing/care.ts';
import { writeChanged } from '../writing/write-changed.ts';
import { defineAction, Records, Values } from './action.ts';

export const update = defineAction(
  'update',
  'Writes values to the record(s), where they differ from what Odoo has.',
  { update: Records.describe('The record(s), such as `record`.'), values: Values, ...CareKeys },
  (raw, path, compiler) => {
    const target = compiler.records(raw.update, [...path, 'update']);
    const values = compileMap(raw.values, [...path, 'values'], compiler);
    const care = compileCare(raw, path, compiler);
    const placeOf = (field: string) => compiler.place([...path, 'values', field]);
    return async (running) => {
      const records = atLeastOne(await running.records(target.run, target.place), 'update', target.place);
      const { model, ids } = records;
      const fitted = await running.values(values, model, { write: ids }, placeOf);
      await writeChanged(running, { model, ids, values: fitted, care });
      return records;
    };
  },
);
