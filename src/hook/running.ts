import { HookRefused, type Place } from '../errors.ts';
import { deepCopy } from '../expression/copy.ts';
import type { Dict } from '../expression/dict.ts';
import { typeName } from '../expression/operations/type-name.ts';
import type { Value } from '../expression/value.ts';
import type { JsonObject } from '../odoo/json.ts';
import type { Environment } from '../records/environment.ts';
import { fitValues } from '../records/fit.ts';
import { Recordset } from '../records/recordset.ts';
import type { World } from '../records/world.ts';
import type { Run } from './compiler.ts';
import { logFunction } from './log-function.ts';
import { type Edits, NO_EDITS } from './writing/edits.ts';

/** One delivery while its hook runs: the names made so far and the Odoo it works on. */
export class Running {
  readonly env: Environment;
  names: Map<string, Value>;
  /** Takes a line for the log. */
  readonly note: (line: string) => void;
  readonly edits: Edits;
  readonly #isUnsure: boolean;
  #written: string[] = [];

  /** `note` takes the lines the hook's code writes. */
  constructor(
    env: Environment,
    names: Map<string, Value>,
    { note, edits = NO_EDITS, isUnsure = false }: { note: Running['note']; edits?: Edits; isUnsure?: boolean },
  ) {
    this.env = env;
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

  /** The values for `create` or `write`, each fitted to the type of its field. `placeOf` gives the place of a field's line. */
  async values(
    run: Run<Dict>,
    model: string,
    method: 'create' | 'write',
    placeOf: (field: string) => Place,
  ): Promise<JsonObject> {
    const values = await this.evaluate(run);
    return await fitValues(this.world, model, values, method, placeOf);
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
