import type { Place } from '../errors.ts';
import { operationsOf } from '../odoo/allow.ts';
import type { Compiler } from './compiler.ts';

/** What an action does to which model, as far as it can be told before it runs. */
export interface Deed {
  /** The connection, where it is not the hook's own. */
  connection?: string;
  model: string;
  /** The operations it needs, in the words of a connection's `allow`. */
  operations: readonly string[];
  /** Where the hook says so. */
  place: Place;
}

/** The methods behind the actions that name their model. */
const METHODS: ReadonlyMap<string, readonly string[]> = new Map([
  ['create', ['create']],
  ['upsert', ['search', 'create', 'write']],
  ['find', ['search']],
]);
/** Those behind the actions that name a record. */
const ON_RECORD: ReadonlyMap<string, readonly string[]> = new Map([
  ['update', ['write']],
  ['delete', ['unlink']],
  ['duplicate', ['copy']],
]);

/** What the actions of a hook do, where the model is named, or is that of the hook's own record. */
export function deedsOf(
  { model, models, actions }: { model: string; models?: string[] | undefined; actions: unknown[] },
  compiler: Compiler,
): Deed[] {
  const all = actions.map(keysOf);
  // Code, or the name of a result, can make `record` another one.
  const isOwn = !all.some((keys) => keys.has('run') || keys.get('as') === 'record');
  const own = isOwn && (models ?? []).every((one) => one === model) ? model : undefined;
  return all.flatMap((keys, index) => {
    const verb = [...METHODS.keys(), ...ON_RECORD.keys()].find((one) => keys.has(one)) ?? '';
    const named = METHODS.has(verb) ? keys.get(verb) : keys.get(verb) === 'record' ? own : undefined;
    if (typeof named !== 'string') {
      return [];
    }
    const methods = keys.has('external_id') ? ['load'] : (METHODS.get(verb) ?? ON_RECORD.get(verb) ?? []);
    const operations = [...new Set(methods.flatMap(operationsOf))];
    return [{ model: named, operations, place: compiler.place(['actions', index, verb]) }];
  });
}

function keysOf(action: unknown): Map<string, unknown> {
  return new Map(Object.entries(typeof action === 'object' && action !== null ? action : {}));
}
