import { didYouMean } from '../../did-you-mean.ts';
import { OdooRejected } from '../../errors.ts';
import { Dict } from '../../expression/dict.ts';
import type { Value } from '../../expression/value.ts';
import type { Json, JsonObject } from '../../odoo/json.ts';
import { parseExternalId } from '../external-id.ts';
import { NOT_TO_BE_MADE } from './automatic.ts';
import { type Fitting, inside, type Match } from './fitting.ts';
import { CURRENCY } from './keys.ts';
import { NoRecord } from './no-record.ts';
import { exceptArchived } from './one-of.ts';
import { misfit, refused, shown } from './refusal.ts';

/** What may stand in a map that names a record, by the key that makes it one. */
export const RECORD_MAP_KEYS: Record<string, readonly string[]> = {
  find: ['find', 'none', 'many', 'values'],
  external_id: ['external_id', 'none'],
  id: ['id'],
};
/** What `none` may be, beside None itself. */
export const NONE = ['fail', 'skip', 'wait', 'create', 'null'];
/** What `many` may be. */
export const MANY = ['fail', 'first'];

/** Whether a map names a record instead of holding the values of one, which may have an `external_id` among them. */
export function isRecordMap(map: Dict): boolean {
  const keys = [...map.keys()].map(String);
  return Object.entries(RECORD_MAP_KEYS).some(
    ([key, beside]) => keys.includes(key) && (key === 'find' || keys.every((one) => beside.includes(one))),
  );
}

/** The id of the record that a map names; undefined for none where `none: null` allows it. Throws HookRefused. */
export function idByMap(map: Dict, fitting: Fitting): bigint | undefined {
  if (map.contains('find')) {
    checkKeys(map, 'find', fitting);
    return idByFind(map, fitting);
  }
  if (map.contains('external_id')) {
    checkKeys(map, 'external_id', fitting);
    return idByExternalId(map, fitting);
  }
  const id = map.get('id');
  if (typeof id !== 'bigint' || id === 0n) {
    throw misfit(map, 'a whole number as `id`', fitting);
  }
  return id;
}

function checkKeys(map: Dict, kind: string, fitting: Fitting): void {
  const allowed = RECORD_MAP_KEYS[kind] ?? [];
  for (const key of map.keys()) {
    if (!allowed.includes(String(key))) {
      const guess = didYouMean(String(key), allowed);
      const message = `unknown key ${shown(key)} beside \`${kind}\`, where ${allowed.join(', ')} can stand`;
      throw refused('bad_value', message + (guess === undefined ? '' : `; did you mean \`${guess}\`?`), fitting);
    }
  }
}

function idByFind(map: Dict, fitting: Fitting): bigint | undefined {
  const { walk } = fitting;
  const { relation = '' } = fitting.field;
  const find = map.get('find');
  if (!(find instanceof Dict) || find.size === 0) {
    throw misfit(find ?? null, 'a map of fields and values as `find`', fitting);
  }
  const [none, many] = [choice(map, 'none', NONE, fitting), choice(map, 'many', MANY, fitting)];
  const match = walk.match(relation, find, inside(fitting, '.find'));
  const ids = idsFor(match, fitting);
  const [id] = ids;
  if (id !== undefined && (ids.length === 1 || many === 'first')) {
    return id;
  }
  if (id !== undefined) {
    const message = `several ${relation} records have ${shown(find)} (${ids.slice(0, 5).join(', ')})`;
    throw refused('many_records', `${message}; \`many: first\` would take the first`, fitting);
  }
  const except = find.contains('active') ? '' : exceptArchived(fitting);
  const message = `no ${relation} record has ${shown(find)}`;
  if (none !== 'create') {
    return absent(none, message + except, fitting);
  }
  if (match.values === undefined) {
    throw refused('no_record', `${message}, ${NOT_TO_BE_MADE}${except}`, fitting);
  }
  return create(map, match.domain, match.values, fitting);
}

/** The records with all that is asked for, lowest id first. One field is asked for by a list, so that look-ups go together. */
function idsFor({ domain }: Match, { answers, field, place }: Fitting): bigint[] {
  const model = field.relation ?? '';
  const at = domain.findIndex((term) => Array.isArray(term) && term[1] === '=' && typeof term[2] !== 'boolean');
  const term = domain[at];
  if (!Array.isArray(term)) {
    const call = { model, method: 'search', args: [domain], kwargs: { limit: 5n, order: 'id' } };
    const found = answers.read(call, place);
    return Array.isArray(found) ? found.filter((id) => typeof id === 'bigint') : [];
  }
  const [name, , value = null] = term;
  const archived = model === CURRENCY ? { context: { active_test: false } } : {};
  return answers.ids({ model, field: String(name), value, rest: domain.toSpliced(at, 1), ...archived }, place);
}

/** The id of a record that is made of what was looked for and of `values`. */
function create(map: Dict, domain: Json[], found: JsonObject, fitting: Fitting): bigint {
  const model = fitting.field.relation ?? '';
  const given = map.get('values') ?? Dict.from([]);
  if (!(given instanceof Dict)) {
    throw misfit(given, 'a map of fields and values as `values`', fitting);
  }
  const values = fitting.walk.record(model, given, 'create', inside(fitting, '.values'));
  return fitting.answers.made({ model, domain, values: { ...found, ...values } }, fitting.place);
}

function idByExternalId(map: Dict, fitting: Fitting): bigint | undefined {
  const { relation = '' } = fitting.field;
  const text = map.get('external_id');
  const none = choice(
    map,
    'none',
    NONE.filter((one) => one !== 'create'),
    fitting,
  );
  if (typeof text !== 'string' || text.trim() === '') {
    throw misfit(text ?? null, 'a text such as base.us as `external_id`', fitting);
  }
  const { module, name } = parseExternalId(text.trim(), fitting.place());
  const found = referenceTo(module, name, fitting);
  if (found === undefined) {
    return absent(none, `there is no external id ${module}.${name}`, fitting);
  }
  const [model, id] = found;
  if (model !== relation) {
    throw refused('bad_value', `${module}.${name} is a ${model}, where a ${relation} is due`, fitting);
  }
  return id;
}

/** The model and id behind an external id, of archived records too; undefined when there is none. */
function referenceTo(module: string, name: string, { answers, place }: Fitting): [string, bigint] | undefined {
  const kwargs = { context: { active_test: false } };
  const call = { model: 'ir.model.data', method: 'check_object_reference', args: [module, name], kwargs };
  try {
    const answer: Json = answers.read(call, place);
    const [model, id] = Array.isArray(answer) ? answer : [];
    return typeof model === 'string' && typeof id === 'bigint' ? [model, id] : undefined;
  } catch (error) {
    if (error instanceof OdooRejected && error.exceptionName === 'ValueError') {
      return undefined;
    }
    throw error;
  }
}

/** What the absence of a record comes to. */
function absent(none: string, message: string, fitting: Fitting): undefined {
  switch (none) {
    case 'null':
      return undefined;
    case 'skip':
    case 'wait':
      throw new NoRecord(none, fitting.field.relation ?? '', `${fitting.path}: ${message}`, fitting.place());
    default:
      throw refused('no_record', message, fitting);
  }
}

/** One of the allowed words under a key; `fail` where it is left out, `null` where None stands. */
function choice(map: Dict, key: string, allowed: readonly string[], fitting: Fitting): string {
  const value: Value | undefined = map.get(key);
  if (value === undefined) {
    return 'fail';
  }
  const word = value === null ? 'null' : value;
  if (typeof word !== 'string' || !allowed.includes(word)) {
    throw misfit(value, `one of ${allowed.join(', ')} as \`${key}\``, fitting);
  }
  return word;
}
