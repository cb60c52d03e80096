import type { Place } from '../errors.ts';
import type { JsonObject } from '../odoo/json.ts';
import { type ExternalId, externalIdText, findByExternalId } from '../records/external-id.ts';
import { type Loaded, loadRecord, type NewRecord } from '../records/load.ts';
import type { World } from '../records/world.ts';

/** What is wanted under an external id. */
export interface Wanted {
  model: string;
  externalId: ExternalId;
  place: Place;
  ifThere: NewRecord['ifThere'];
  /** Whether a look-up of some minutes ago will do. */
  kept: boolean;
  /** The values for `create`, fitted; asked for only when there is no record, and outside of the lane. */
  values(): Promise<JsonObject>;
}

/**
 * The record of an external id; made when there is none, once, whoever asks at the same time: within this process they come one after
 * another, and between processes Odoo's `load` decides.
 */
export async function makeOnce(world: World, wanted: Wanted): Promise<Loaded> {
  const { model, externalId, place, ifThere } = wanted;
  const text = externalIdText(externalId);
  const look = (kept: boolean) => findByExternalId(world, externalId, model, place, kept);
  return await world.lanes.visit(`external id ${text}`, async (enter) => {
    const first = await look(wanted.kept);
    if (first.record !== undefined) {
      return { found: first.record, mayBeNew: false };
    }
    const values = await wanted.values();
    return await enter(async (alone) => {
      const wasAlone = await world.recall('alone', async () => alone);
      const last = wasAlone === true ? first : await look(false);
      if (last.record !== undefined) {
        return { found: last.record, mayBeNew: false };
      }
      if (!last.mayBe) {
        return await loadRecord(world, { model, externalId, values, ifThere, place });
      }
      // Odoo alone can tell: a record that is there is left as it is, and then treated as one that was found.
      const loaded = await loadRecord(world, { model, externalId, values, ifThere: 'leave', place });
      return loaded.made === undefined ? loaded : { found: loaded.made, mayBeNew: true };
    });
  });
}
