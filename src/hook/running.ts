import { HookRefused, type Place } from '../errors.ts';
import { deepCopy } from '../expression/copy.ts';
import type { Dict } from '../expression/dict.ts';
import { typeName } from '../expression/operations/type-name.ts';
import type { Value } from '../expression/value.ts';
import type { JsonObject } from '../odoo/json.ts';
import type { Outgoing } from '../outgoing/outgoing.ts';
import type { Environment } from '../records/environment.ts';
import { fitMatch, fitValues } from '../records/fit/fit-values.ts';
import type { Match, Target } from '../records/fit/fitting.ts';
import { NoRecord } from '../records/fit/no-record.ts';
import { Recordset } from '../records/recordset.ts';
import type { World } from '../records/world.ts';
import type { Run } from './compiler.ts';
import type { Downloads } from './download.ts';
import { logFunction } from './log-function.ts';
import { RecordMissing } from './record-missing.ts';
import { Skip } from './skip.ts';
import type { Sources } from './sources.ts';
import { type Edits, NO_EDITS } from './writing/edits.ts';

/** What a running hook is given beside its names. */
export interface RunningParts {
  note: (line: string) => void;
  outgoing: Outgoing;
  downloads: Downloads;
  sources: Sources;
  /** The delivery's id. */
  delivery: string;
  edits?: Edits;
  isUnsure?: boolean;
}

/** One delivery while its hook runs: the names made so far and the Odoo it works on. */
export class Running {
  readonly env: Environment;
  names: Map<string, Value>;
  /** The way to servers other than Odoo. */
  readonly outgoing: Outgoing;
  /** The files that the delivery downloads. */
  readonly downloads: Downloads;
  /** The way to the Odoos that `fetch` reads from. */
  readonly sources: Sources;
  /** The delivery's id. */
  readonly delivery: string;
  /** The place of the item that an action of `for_each` works on, from 0. */
  item: number | undefined;
  /** Takes a line for the log. */
  readonly note: (line: string) => void;
  readonly edits: Edits;
  readonly #isUnsure: boolean;
  #written: string[] = [];

  /** `note` takes the lines the hook's code writes. */
  constructor(
    env: Environment,
    names: Map<string, Value>,
    { note, outgoing, downloads, sources, delivery, edits = NO_EDITS, isUnsure = false }: RunningParts,
  ) {
    this.env = env;
    this.outgoing = outgoing;
    this.downloads = downloads;
    this.sources = sources;
    this.delivery = delivery;
    this.edits = edits;
    this.#isUnsure = isUnsure;
    this.names = names.set(
      'log',
      logFunction((line) => this.#written.push(line)),
    );
    this.note = note;
  }

  get world(): World {
    return this.env.world;
  }

  /** Whether an earlier attempt was cut off in a change that Odoo may have carried out; the same in each further attempt. */
  async isUnsure(): Promise<boolean> {
    return (await this.world.recall('unsure', async () => this.#isUnsure)) === true;
  }

  /** Runs compiled code, again from its start each time an answer from Odoo was missing. `mutates`: it may change values in place. */
  async evaluate<T>(run: Run<T>, mutates = false): Promise<T> {
    const pristine = mutates ? deepCopy(this.names) : undefined;
    const restart = () => {
      this.#written = [];
      if (pristine !== undefined) {
        this.names = deepCopy(pristine);
      }
    };
    try {
      return await this.world.evaluate(() => run(this), restart);
    } finally {
      for (const line of this.#written.splice(0)) {
        this.note(line);
      }
    }
  }

  /** The records that an expression names. Throws HookRefused when it gives something else, or none. */
  async records(run: Run<Value>, place: Place): Promise<Recordset> {
    const value = await this.evaluate(run);
    if (value === null) {
      throw new HookRefused('no_record', 'there is no record to work on: the expression gave None', { place });
    }
    if (!(value instanceof Recordset)) {
      throw new HookRefused(
        'no_record',
        `the expression gave a value of type ${typeName(value)}, not records such as env['sale.order'].browse(7)`,
        { place },
      );
    }
    return value;
  }

  /** The values for a new record or for these records, each fitted to the type of its field. `placeOf` gives the place of a field's line. */
  async values(run: Run<Dict>, model: string, target: Target, placeOf: (field: string) => Place): Promise<JsonObject> {
    const values = await this.evaluate(run);
    return await orSignal(() => fitValues(this.world, model, values, target, placeOf));
  }

  /** What a record must equal to be the one that is looked for. Throws HookRefused for an empty value too. */
  async match(run: Run<Dict>, model: string, placeOf: (field: string) => Place): Promise<Match> {
    return await this.matchOf(await this.evaluate(run), model, placeOf);
  }

  /** The same of values that are at hand. */
  async matchOf(match: Dict, model: string, placeOf: (field: string) => Place): Promise<Match> {
    return await orSignal(() => fitMatch(this.world, model, match, placeOf));
  }
}

/** Runs `inner`; where it found no record and the hook says what then, it ends the delivery so. */
async function orSignal<T>(inner: () => Promise<T>): Promise<T> {
  try {
    return await inner();
  } catch (error) {
    if (error instanceof NoRecord) {
      throw error.ending === 'skip'
        ? new Skip(error.message)
        : new RecordMissing(error.model, error.place, error.message);
    }
    throw error;
  }
}

/** The records, unless there are none. `doing` completes the sentence "there is no record to …". */
export function atLeastOne(records: Recordset, doing: string, place: Place): Recordset {
  if (records.ids.length === 0) {
    throw new HookRefused('no_record', `there is no ${records.model} record to ${doing}`, { place });
  }
  return records;
}

/** The record, when there is exactly one. `doing` completes the sentence "there is no record to …". */
export function oneRecord(records: Recordset, doing: string, place: Place): Recordset {
  if (atLeastOne(records, doing, place).ids.length > 1) {
    throw new HookRefused(
      'many_records',
      `there are ${records.ids.length} ${records.model} records where one is needed to ${doing}`,
      { place },
    );
  }
  return records;
}
