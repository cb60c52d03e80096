import type { Place } from '../../errors.ts';
import type { Dict } from '../../expression/dict.ts';
import { str } from '../../expression/repr.ts';
import type { Value } from '../../expression/value.ts';
import type { Json, JsonObject } from '../../odoo/json.ts';
import { toJson } from '../json-value.ts';
import type { World } from '../world.ts';
import { Answers } from './answers.ts';
import { automatic, isAutomatic } from './automatic.ts';
import { fitBinary } from './binary.ts';
import { fitCriterion } from './criterion.ts';
import { fitList } from './fit-list.ts';
import type { At, Fitting, Match, Target, Walk } from './fitting.ts';
import { gather, Lacking } from './lacking.ts';
import { fitMany2one } from './many2one.ts';
import { fitBoolean, fitFloat, fitInteger, fitReferenceId } from './number.ts';
import { placeIn } from './places.ts';
import { fitReference } from './reference.ts';
import { orMisfit } from './refusal.ts';
import { fitSelection } from './selection.ts';
import { fitHtml, fitText } from './text.ts';
import { fitDate, fitDatetime } from './time.ts';
import { unknownField } from './unknown-field.ts';

/** No values need more rounds: each gets what the values ask for that much deeper. */
const MOST_ROUNDS = 100;

/**
 * Values fitted to the fields of a model, as `create` or `write` takes them (docs/values.md). `placeOf` gives the place of a field in the YAML
 * file. Throws HookRefused for what does not fit (NoRecord where the delivery is then to be skipped or to wait), OdooRejected and
 * OdooUnavailable from look-ups.
 */
export function fitValues(
  world: World,
  model: string,
  values: Dict,
  target: Target,
  placeOf: (field: string) => Place,
): Promise<JsonObject> {
  return complete(world, (answers) => walkWith(answers).record(model, values, target, { path: model, placeOf }));
}

/** What a record must equal to be the one that is looked for. Throws as fitValues does; an empty value is refused too. */
export function fitMatch(world: World, model: string, match: Dict, placeOf: (field: string) => Place): Promise<Match> {
  return complete(world, (answers) => walkWith(answers).match(model, match, { path: model, placeOf }));
}

/** Makes a walk again and again, each time with what it lacked before, until it comes to its end. */
async function complete<T>(world: World, walk: (answers: Answers) => T): Promise<T> {
  const answers = new Answers(world);
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    try {
      return walk(answers);
    } catch (error) {
      if (!(error instanceof Lacking)) {
        throw error;
      }
    }
    await answers.supply();
  }
  throw new Error(`values that still lack something after ${MOST_ROUNDS} rounds`);
}

function walkWith(answers: Answers): Walk {
  const walk: Walk = {
    record: (model, values, target, at) => {
      const fitted: JsonObject = {};
      gather(fieldsOf(model, values, target, at), ([value, fitting]) => {
        if (isAutomatic(fitting.name)) {
          throw automatic(fitting);
        }
        const json = fitValue(value, fitting);
        if (json !== undefined) {
          fitted[fitting.name] = json;
        }
      });
      return fitted;
    },
    value: fitValue,
    match: (model, match, at) => {
      const values: JsonObject = {};
      const domain = gather(fieldsOf(model, match, 'create', at), ([value, fitting]) => {
        const criterion = fitCriterion(value, fitting);
        values[fitting.name] = criterion.value;
        return criterion.condition;
      });
      return { domain, values: Object.keys(values).some(isAutomatic) ? undefined : values };
    },
  };

  function* fieldsOf(model: string, values: Dict, target: Target, at: At): Generator<[Value, Fitting]> {
    const fields = answers.fields(model);
    for (const [key, value] of values.entries()) {
      const name = str(key);
      const field = fields.get(name);
      const place = () => placeIn(values, name) ?? at.placeOf(name);
      if (field === undefined) {
        throw unknownField(model, name, fields, { ...at, placeOf: place });
      }
      const path = `${at.path}.${name}`;
      yield [value, { walk, answers, model, name, field, target, path, place, siblings: values, outer: at.outer }];
    }
  }

  return walk;
}

/** One value as its field takes it. None, and what Odoo and many senders write for it (false, an empty text), empty the field. */
function fitValue(value: Value, fitting: Fitting): Json | undefined {
  const { type } = fitting.field;
  const isText = type === 'char' || type === 'text' || type === 'html';
  if (value === null || (value === false && type !== 'boolean') || (isBlank(value) && !isText)) {
    return false;
  }
  const convert = FITS[type];
  return convert === undefined ? orMisfit(value, 'a value', fitting, () => toJson(value)) : convert(value, fitting);
}

function isBlank(value: Value): boolean {
  return typeof value === 'string' && value.trim() === '';
}

/** How values are fitted, by the type of the field; those of other types (json, properties) go as they are. */
const FITS: Record<string, (value: Value, fitting: Fitting) => Json | undefined> = {
  char: fitText,
  text: fitText,
  html: fitHtml,
  boolean: fitBoolean,
  integer: fitInteger,
  float: fitFloat,
  monetary: fitFloat,
  date: fitDate,
  datetime: fitDatetime,
  selection: fitSelection,
  binary: fitBinary,
  image: fitBinary,
  reference: fitReference,
  many2one_reference: fitReferenceId,
  many2one: fitMany2one,
  one2many: fitList,
  many2many: fitList,
};
