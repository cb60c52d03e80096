import { HookRefused, OdooRejected, type Place } from '../../errors.ts';
import type { OdooCall } from '../../odoo/call.ts';
import type { Fields } from '../../odoo/fields.ts';
import { type Json, type JsonObject, writeJson } from '../../odoo/json.ts';
import type { User } from '../../odoo/user.ts';
import { firstId, idsOf } from '../created.ts';
import type { World } from '../world.ts';
import type { Fitting } from './fitting.ts';
import { LACKING } from './lacking.ts';
import { type LookUp, LookUpGroup, placed } from './look-up.ts';
import { refused } from './refusal.ts';

/** A record to be made because none was found. */
export interface Making {
  model: string;
  domain: Json[];
  values: JsonObject;
}

/** What is lacking until it is got, once. */
interface Errand<T> {
  run: () => Promise<T>;
  outcome: { value: T } | { error: unknown } | undefined;
}

/**
 * What a walk over values asks for. What is not known yet is noted and Lacking is thrown; `supply` gets all that was noted, and then the
 * walk is made again. The order of the calls follows from the values alone, as the journal of a delivery wants it.
 */
export class Answers {
  /** The context of every call. */
  readonly context: JsonObject;
  readonly #world: World;
  readonly #models = new Set<string>();
  readonly #groups = new Map<string, LookUpGroup>();
  readonly #reads = new Map<string, Errand<Json>>();
  readonly #downloads = new Map<string, Errand<string>>();
  readonly #makings = new Map<string, Errand<bigint>>();
  #user: User | undefined;
  #wantsUser = false;

  constructor(world: World) {
    this.#world = world;
    this.context = world.context;
  }

  fields(model: string): Fields {
    const fields = this.#world.knownFields(model);
    if (fields === undefined) {
      this.#models.add(model);
      throw LACKING;
    }
    return fields;
  }

  /** The ids of the records that are looked for, lowest first. */
  ids(wanted: LookUp, place: () => Place): bigint[] {
    const key = LookUpGroup.keyOf(wanted);
    const group = this.#groups.get(key) ?? new LookUpGroup(wanted, place);
    this.#groups.set(key, group);
    const ids = group.ids(wanted.value);
    if (ids === undefined) {
      throw LACKING;
    }
    return ids;
  }

  /** The answer to a call that reads. Throws what Odoo refused it with. */
  read(call: OdooCall, place: () => Place): Json {
    return this.#ask(
      this.#reads,
      writeJson([call.model, call.method, ...(call.ids ?? []), call.args, call.kwargs]),
      () => placed(this.#world.send(call), place),
    );
  }

  /** The connection's user. */
  user(): User {
    if (this.#user === undefined) {
      this.#wantsUser = true;
      throw LACKING;
    }
    return this.#user;
  }

  /** Notes that a list of commands comes from a look at the rows that were there. */
  lookedAtRows(commands: Json[]): Json[] {
    this.#world.looked.add(commands);
    return commands;
  }

  /** What an URL leads to, as base64. Throws HookRefused where nothing can be fetched. */
  download(url: string, fitting: Pick<Fitting, 'path' | 'place'>): string {
    const { download } = this.#world;
    if (download === undefined) {
      throw refused('bad_value', 'this installation does not fetch files; give their content as base64', fitting);
    }
    return this.#ask(this.#downloads, url, async () => {
      try {
        return Buffer.from(await download(url)).toString('base64');
      } catch (error) {
        if (error instanceof HookRefused) {
          error.place ??= fitting.place();
        }
        throw error;
      }
    });
  }

  /** The id of a record that is made, once everything else is known. */
  made(making: Making, place: () => Place): bigint {
    return this.#ask(this.#makings, writeJson([making.model, making.domain]), () => placed(this.#make(making), place));
  }

  /** Gets what was noted: first fields, as what else is lacking depends on them; records are made last. Throws OdooRejected and OdooUnavailable. */
  async supply(): Promise<void> {
    if (this.#models.size > 0) {
      for (const model of this.#models) {
        await this.#world.loadFields(model);
      }
      this.#models.clear();
      return;
    }
    const waiting = [...this.#reads.values(), ...this.#downloads.values()].filter(isOpen);
    const isAllFound =
      !this.#wantsUser && waiting.length === 0 && ![...this.#groups.values()].some(({ wants }) => wants);
    if (this.#wantsUser) {
      this.#user = await this.#world.user();
      this.#wantsUser = false;
    }
    for (const group of this.#groups.values()) {
      await group.supply((call) => this.#world.send(call));
    }
    for (const errand of isAllFound ? [...this.#makings.values()].filter(isOpen) : waiting) {
      await run(errand);
    }
  }

  #ask<T>(errands: Map<string, Errand<T>>, key: string, get: () => Promise<T>): T {
    const errand = errands.get(key);
    if (errand === undefined) {
      errands.set(key, { run: get, outcome: undefined });
    }
    if (errand?.outcome === undefined) {
      throw LACKING;
    }
    if ('error' in errand.outcome) {
      throw errand.outcome.error;
    }
    return errand.outcome.value;
  }

  /** Makes the record; one at a time of those that are looked for alike, and none where another delivery was first. */
  async #make({ model, domain, values }: Making): Promise<bigint> {
    const create: OdooCall = { model, method: 'create', args: [values], kwargs: {}, again: 'look_up' };
    return await this.#world.lanes.run([`make ${writeJson([model, domain])}`], async () => {
      const [found] = idsOf(await this.#world.send(searchFor(model, domain)));
      return found ?? firstId(await this.#world.send(create));
    });
  }
}

function searchFor(model: string, domain: Json[]): OdooCall {
  return { model, method: 'search', args: [domain], kwargs: { limit: 1n, order: 'id' } };
}

function isOpen({ outcome }: Errand<unknown>): boolean {
  return outcome === undefined;
}

/** Runs an errand. That Odoo says no is an outcome as well: it is for the walk to judge. */
async function run<T>(errand: Errand<T>): Promise<void> {
  try {
    errand.outcome = { value: await errand.run() };
  } catch (error) {
    if (!(error instanceof OdooRejected) && !(error instanceof HookRefused)) {
      throw error;
    }
    errand.outcome = { error };
  }
}
