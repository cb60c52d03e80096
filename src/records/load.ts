import { setTimeout } from 'node:timers/promises';
import { OdooUnavailable, type Place } from '../errors.ts';
import type { OdooCall } from '../odoo/call.ts';
import type { Json, JsonObject } from '../odoo/json.ts';
import { isLostRace } from '../odoo/load-answer.ts';
import { firstId } from './created.ts';
import { type ExternalId, externalIdText, findByExternalId, keepExternalId } from './external-id.ts';
import { loadForm } from './load-form.ts';
import type { World } from './world.ts';

/** How often a lost race is run again: the winner is found at the first look-up, unless it failed. */
const MOST_RACES = 6;
/** The longest pause after the first lost race, in milliseconds; after the second twice as long, and so on. */
const PAUSE = 50;

/** What is to be made under an external id that nothing has yet. */
export interface NewRecord {
  model: string;
  externalId: ExternalId;
  /** As `create` would take them. */
  values: JsonObject;
  /** What becomes of a record that another process made under the external id in the same moment. */
  ifThere: 'leave' | 'update';
  place: Place;
}

/** A record that was made, with its values and those of them that are still to be written; or one that was there, or is new all the same. */
export type Loaded =
  | { made: bigint; values: JsonObject; rest: JsonObject }
  | { made?: undefined; found: bigint; mayBeNew: boolean };

/**
 * Makes a record by Odoo's `load`, which makes it and its external id in one transaction, and never two of them. A lost race is looked up
 * and run again; throws OdooUnavailable when it is lost every time, OdooRejected with what `load` says.
 */
export async function loadRecord(world: World, record: NewRecord): Promise<Loaded> {
  const { model, externalId, place } = record;
  const { call, rest } = await loadCall(world, record);
  for (let race = 1; race <= MOST_RACES; race += 1) {
    try {
      const made = firstId(idsIn(await world.send(call)));
      await keepExternalId(world, externalId, model, made);
      return { made, values: record.values, rest };
    } catch (error) {
      if (!isLostRace(error)) {
        throw error;
      }
    }
    await setTimeout(Math.random() * PAUSE * race);
    const { record: found } = await findByExternalId(world, externalId, model, place, false);
    if (found !== undefined) {
      return { found, mayBeNew: false };
    }
  }
  const message = `${model}.load of ${externalIdText(externalId)} met another one each time`;
  throw new OdooUnavailable(message, 'none');
}

/** Writes what could not be loaded. */
export async function writeRest(world: World, model: string, id: bigint, rest: JsonObject): Promise<void> {
  if (Object.keys(rest).length > 0) {
    await world.send({ model, method: 'write', ids: [id], args: [rest], kwargs: {} });
  }
}

/** Which of these values could not be loaded. */
export async function unloadable(
  world: World,
  { model, externalId, values }: Pick<NewRecord, 'model' | 'externalId' | 'values'>,
): Promise<JsonObject> {
  return (await loadForm(world, model, externalIdText(externalId), values)).rest;
}

async function loadCall(
  world: World,
  { model, externalId, values, ifThere }: NewRecord,
): Promise<{ call: OdooCall; rest: JsonObject }> {
  const text = externalIdText(externalId);
  const { columns, rows, context, rest } = await loadForm(world, model, text, values);
  // In this mode Odoo leaves a record alone whose external id is marked `noupdate`.
  const mode = ifThere === 'leave' ? { mode: 'update' } : {};
  const call: OdooCall = {
    model,
    method: 'load',
    args: [columns, rows],
    kwargs: { context: { ...context, ...mode, noupdate: true } },
    again: 'at_once',
    makes: { externalId: text, values },
  };
  return { call, rest };
}

function idsIn(answer: Json): Json {
  return typeof answer === 'object' && answer !== null && !Array.isArray(answer) ? (answer.ids ?? null) : answer;
}
