import type { Place } from '../../errors.ts';
import type { Dict } from '../../expression/dict.ts';
import type { Value } from '../../expression/value.ts';
import type { Field } from '../../odoo/fields.ts';
import type { Json, JsonObject } from '../../odoo/json.ts';
import type { Answers } from './answers.ts';

/** What the values are for: a new record, or these records. */
export type Target = 'create' | { write: readonly bigint[] };

/** What a record must have to be the one that is looked for. */
export interface Match {
  /** Equality in every field. */
  domain: Json[];
  /** The same for a record that is made because none was found; undefined where Odoo alone gives a record such a value (`id`). */
  values: JsonObject | undefined;
}

/** Where the values of one record stand. */
export interface At {
  /** What leads to them, for messages: `sale.order`, `sale.order.order_line[2]`. */
  path: string;
  /** The place of a field in the YAML file, where the values themselves do not know it. */
  placeOf: (field: string) => Place;
  /** The value they are inside of. */
  outer?: Fitting;
}

/** One value on its way into a field, and all that its fitting can need. */
export interface Fitting {
  walk: Walk;
  answers: Answers;
  model: string;
  name: string;
  field: Field;
  target: Target;
  /** For messages: `sale.order.order_line[2].product_id`. */
  path: string;
  place: () => Place;
  /** All values of the same record. */
  siblings: Dict;
  outer: Fitting | undefined;
}

/** The walk over values, for those that hold others. Each throws Lacking while something is not known yet, HookRefused for what does not fit. */
export interface Walk {
  record(model: string, values: Dict, target: Target, at: At): JsonObject;
  /** One value as its field takes it; undefined leaves the field out. */
  value(value: Value, fitting: Fitting): Json | undefined;
  match(model: string, match: Dict, at: At): Match;
}

/** Where values inside a value stand; `step` is what leads from it to them, such as `[2]`. */
export function inside(fitting: Fitting, step: string, place: () => Place = fitting.place): At {
  return { path: fitting.path + step, placeOf: place, outer: fitting };
}
