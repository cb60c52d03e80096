import type { Place } from '../../errors.ts';
import type { Dict } from '../../expression/dict.ts';
import type { Value } from '../../expression/value.ts';
import { firstId } from '../../records/created.ts';
import { unloadable, writeRest } from '../../records/load.ts';
import type { Run } from '../compiler.ts';
import { compileExternalId, type ExternalIdCode, ExternalIdKey } from '../external-id-key.ts';
import { makeOnce } from '../make-once.ts';
import type { Running } from '../running.ts';
import { compileMap } from '../template.ts';
import { FILL_ONLY } from '../writing/care.ts';
import { writeChanged } from '../writing/write-changed.ts';
import { defineAction, Model, Values } from './action.ts';

export const create = defineAction(
  'create',
  'Creates a record; with `external_id`, unless there is one already.',
  { create: Model.describe('The model.'), external_id: ExternalIdKey.optional(), values: Values },
  (raw, path, compiler) => {
    const externalId =
      raw.external_id === undefined
        ? undefined
        : compileExternalId(raw.external_id, [...path, 'external_id'], compiler);
    const values = compileMap(raw.values, [...path, 'values'], compiler);
    const placeOf = (field: string) => compiler.place([...path, 'values', field]);
    const creation = { model: raw.create, values, placeOf };
    return (running) =>
      externalId === undefined ? createAnew(running, creation) : createOnce(running, creation, externalId);
  },
);

interface Creation {
  model: string;
  values: Run<Dict>;
  placeOf: (field: string) => Place;
}

async function createAnew(running: Running, { model, values, placeOf }: Creation): Promise<Value> {
  const fitted = await running.values(values, model, 'create', placeOf);
  const answer = await running.world.send({ model, method: 'create', args: [fitted], kwargs: {} });
  return running.env.records(model, [firstId(answer)]);
}

/** A record that is there stays as it is. */
async function createOnce(
  running: Running,
  { model, values, placeOf }: Creation,
  { of, place }: ExternalIdCode,
): Promise<Value> {
  const { world } = running;
  const externalId = await of(running);
  const fitted = () => running.values(values, model, 'create', placeOf);
  const made = await makeOnce(world, { model, externalId, place, ifThere: 'leave', kept: false, values: fitted });
  if (made.made !== undefined) {
    await writeRest(world, model, made.made, made.rest);
    return running.env.records(model, [made.made]);
  }
  if (made.mayBeNew || (await running.isUnsure())) {
    // It may be the one that this delivery was making when it was cut off.
    const rest = await unloadable(world, { model, externalId, values: await fitted() });
    await writeChanged(running, { model, ids: [made.found], values: rest, care: FILL_ONLY });
  }
  return running.env.records(model, [made.found]);
}
