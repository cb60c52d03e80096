import { z } from 'zod';
import { HookRefused, OdooRejected, OdooUnavailable, type Place } from '../../errors.ts';
import type { Dict } from '../../expression/dict.ts';
import type { Value } from '../../expression/value.ts';
import { type JsonObject, writeJson } from '../../odoo/json.ts';
import { firstId } from '../../records/created.ts';
import { forgetExternalId } from '../../records/external-id.ts';
import { NOT_TO_BE_MADE } from '../../records/fit/automatic.ts';
import { writeRest } from '../../records/load.ts';
import type { World } from '../../records/world.ts';
import type { Compiler, Path, Run } from '../compiler.ts';
import { compileExternalId, type ExternalIdCode, ExternalIdKey } from '../external-id-key.ts';
import { makeOnce } from '../make-once.ts';
import { findOne, type Many } from '../match.ts';
import type { Running } from '../running.ts';
import { compileMap } from '../template.ts';
import { type Care, CareKeys, compileCare } from '../writing/care.ts';
import { rememberCreated } from '../writing/write-carefully.ts';
import { writeChanged } from '../writing/write-changed.ts';
import { defineAction, Model, Values } from './action.ts';

export const upsert = defineAction(
  'upsert',
  'Updates the record that `external_id` or `match` names, or creates it.',
  {
    upsert: Model.describe('The model.'),
    external_id: ExternalIdKey.optional(),
    match: Values.refine((match) => Object.keys(match).length > 0, {
      error: '`match` must name at least one field',
    }).optional(),
    values: Values.default({}),
    many: z.enum(['fail', 'first']).describe('What to do when several records match.').default('fail'),
    ...CareKeys,
  },
  (raw, path, compiler) => {
    const { external_id, match } = raw;
    if ((external_id === undefined) === (match === undefined)) {
      const message = '`upsert` finds its record by `external_id` or by `match`: give one of the two';
      compiler.issues.push({ path, message, ...(match !== undefined && { key: 'match' }) });
    }
    const found = {
      externalId: external_id && compileExternalId(external_id, [...path, 'external_id'], compiler),
      match: match && compileMatch(match, raw.many, [...path, 'match'], compiler),
    };
    const upsertion: Upsertion = {
      model: raw.upsert,
      values: compileMap(raw.values, [...path, 'values'], compiler),
      care: compileCare(raw, path, compiler),
      placeOf: (field) => compiler.place([...path, 'values', field]),
    };
    return async (running) => {
      const { externalId, match: by } = found;
      return externalId
        ? await byExternalId(running, upsertion, externalId)
        : by
          ? await byMatch(running, upsertion, by)
          : null;
    };
  },
);

interface Upsertion {
  model: string;
  values: Run<Dict>;
  care: Care;
  placeOf: (field: string) => Place;
}

interface Match {
  run: Run<Dict>;
  many: Many;
  place: Place;
  placeOf: (field: string) => Place;
}

function compileMatch(raw: object, many: Many, path: Path, compiler: Compiler): Match {
  const run = compileMap(raw, path, compiler);
  const placeOf = (field: string) => compiler.place([...path, field]);
  return { run, many, place: compiler.place(path), placeOf };
}

async function byExternalId(running: Running, upsertion: Upsertion, { of, place }: ExternalIdCode): Promise<Value> {
  const { model, values, placeOf } = upsertion;
  const { world } = running;
  const externalId = await of(running);
  const fitted = () => running.values(values, model, 'create', placeOf);
  const once = async (kept: boolean): Promise<Value> => {
    const made = await makeOnce(world, { model, externalId, place, ifThere: 'update', kept, values: fitted });
    if (made.made === undefined) {
      return await update(running, upsertion, made.found);
    }
    await writeRest(world, model, made.made, made.rest);
    return await created(running, upsertion, made.made, made.values);
  };
  try {
    return await once(true);
  } catch (error) {
    if (!(error instanceof OdooRejected && error.exceptionName === 'MissingError')) {
      throw error;
    }
    // What was known of some minutes ago is gone.
    await forgetExternalId(world, externalId);
    return await once(false);
  }
}

async function byMatch(running: Running, upsertion: Upsertion, match: Match): Promise<Value> {
  const { model, values, placeOf } = upsertion;
  const { world, env } = running;
  const { domain, values: key } = await running.match(match.run, model, match.placeOf);
  const find = async () => (await findOne(env, model, domain, match.many, match.place)).ids[0];
  const lane = `match ${model} ${writeJson(domain)}`;
  const result = await world.lanes.visit(lane, async (enter) => {
    const found = await find();
    if (found !== undefined) {
      return { found };
    }
    if (key === undefined) {
      throw new HookRefused('no_record', `no ${model} record matches ${writeJson(domain)}, ${NOT_TO_BE_MADE}`, {
        place: match.place,
      });
    }
    // Outside of the lane: what is fitted may create records of its own.
    const fitted = await running.values(values, model, 'create', placeOf);
    return await enter(async (alone) => {
      const wasAlone = await world.recall('alone', async () => alone);
      const other = wasAlone === true ? undefined : await find();
      return other === undefined
        ? { made: await createIn(lane, world, model, { ...key, ...fitted }), values: fitted }
        : { found: other };
    });
  });
  return result.made === undefined
    ? await update(running, upsertion, result.found)
    : await created(running, upsertion, result.made, result.values);
}

/** Creates a record that was looked for in vain; not while another delivery's may still come. */
async function createIn(lane: string, world: World, model: string, values: JsonObject): Promise<bigint> {
  const until = world.lanes.doubtfulUntil(lane, world.delivery);
  if (until !== undefined) {
    const message = `another delivery may still be creating the ${model} record: its call was cut off`;
    throw new OdooUnavailable(message, 'none', { retryAfter: until - Date.now() });
  }
  try {
    return firstId(await world.send({ model, method: 'create', args: [values], kwargs: {}, again: 'look_up' }));
  } catch (error) {
    if (error instanceof OdooUnavailable && error.effect === 'unknown') {
      world.lanes.doubt(lane, world.delivery);
    }
    throw error;
  }
}

async function update(running: Running, { model, values, care, placeOf }: Upsertion, id: bigint): Promise<Value> {
  const fitted = await running.values(values, model, { write: [id] }, placeOf);
  await writeChanged(running, { model, ids: [id], values: fitted, care });
  return running.env.records(model, [id]);
}

async function created(running: Running, { model, care }: Upsertion, id: bigint, values: JsonObject): Promise<Value> {
  const fields = await running.world.loadFields(model);
  await rememberCreated(running, { model, id, values, care, fields });
  return running.env.records(model, [id]);
}
