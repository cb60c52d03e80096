import { Dict } from '../expression/dict.ts';
import { pureNames } from '../expression/names.ts';
import type { Value } from '../expression/value.ts';
import type { Rpc } from '../odoo/call.ts';
import type { Connection } from '../odoo/connection.ts';
import type { Outgoing } from '../outgoing/outgoing.ts';
import { commandName } from '../records/command.ts';
import { Environment } from '../records/environment.ts';
import { toJsonObject } from '../records/json-value.ts';
import { type Reach, World } from '../records/world.ts';
import { eventOf } from './delivery-keys.ts';
import { Downloads } from './download.ts';
import type { Hook } from './hook.ts';
import { payloadDict } from './payload.ts';
import { Running } from './running.ts';
import { placing } from './scope.ts';
import { Skip } from './skip.ts';
import type { Sources } from './sources.ts';
import type { NamedStep } from './steps.ts';
import type { Edits } from './writing/edits.ts';

/** A verified delivery with its payload read and held against the hook's schema. */
export interface Incoming {
  id: string;
  /** Milliseconds since 1970: the time as the hook's code is told it, the same when a delivery is taken up again. */
  now: number;
  headers: [string, string][];
  query: [string, string][];
  payload: Value;
}

/** What the hook's code reaches. */
export interface Surroundings {
  connection: Connection;
  /** Sends the calls, and leaves those with a `make` of their own to it; it may record or only show them. */
  rpc: Rpc;
  /** The way to servers other than Odoo. */
  outgoing: Outgoing;
  /** The Odoos that `fetch` reads from. */
  sources: Sources;
  /** Takes what the hook's code writes with `log(…)`. */
  note(line: string): void;
  /** Remembers what was written to the fields of records; left out, nothing is. */
  edits?: Edits;
  /** Gives what `load` gives, and the same again when the delivery is taken up again, up to its last change. */
  recall?: Reach['recall'];
  /** Whether an earlier attempt was cut off in a change that Odoo may have carried out. */
  isUnsure?: boolean;
  /** Told of each step before it runs. */
  onStep?(title: string, line: number): void;
}

export type Outcome = { state: 'done' } | { state: 'skipped'; reason: string };

/**
 * Takes one delivery through its hook: `fetch`, `when`, target record, actions. Throws HookRefused, OdooRejected, OdooUnavailable and
 * ServiceUnavailable, each with the place in the YAML file where there is one, and what `rpc` throws.
 */
export async function runHook(hook: Hook, incoming: Incoming, surroundings: Surroundings): Promise<Outcome> {
  const running = await begin(hook, incoming, surroundings);
  const runAll = async (steps: readonly NamedStep[]) => {
    for (const step of steps) {
      surroundings.onStep?.(step.title, step.line);
      await step.run(running);
    }
  };
  try {
    await runAll(hook.fetches.beforeWhen);
    if (hook.when !== undefined && !(await running.evaluate(hook.when))) {
      return { state: 'skipped', reason: '`when` is not true' };
    }
    await runAll(hook.fetches.afterWhen);
    await setTarget(hook, running);
    await runAll(hook.steps);
    return { state: 'done' };
  } catch (error) {
    if (error instanceof Skip) {
      return { state: 'skipped', reason: error.message };
    }
    throw error;
  } finally {
    running.downloads.letGo();
  }
}

async function begin(hook: Hook, incoming: Incoming, surroundings: Surroundings): Promise<Running> {
  const { connection, rpc, outgoing } = surroundings;
  const downloads = new Downloads(outgoing);
  const names = new Map<string, Value>(pureNames());
  names.set('payload', incoming.payload);
  names.set('headers', Dict.from(incoming.headers.map(([name, value]) => [name.toLowerCase(), value])));
  names.set('query', Dict.from(incoming.query));
  const event = eventOf(hook.keys, incoming);
  names.set(
    'delivery',
    payloadDict([
      ['id', incoming.id],
      ['hook', hook.name],
      ...(event === undefined ? [] : [['event', event] satisfies [string, string]]),
    ]),
  );
  const place = () => ({ file: hook.file, line: 1, column: 1 });
  const context = placing(place, () => toJsonObject(hook.contextOf({ names })));
  const world = new World({
    delivery: incoming.id,
    rpc,
    context: { ...connection.settings.context, ...context },
    fields: connection.fields,
    forgetFields: connection.forgetFields,
    uid: connection.uid,
    user: connection.user,
    version: connection.version,
    download: (url) => downloads.get({ url, secrets: hook.secrets }),
    batch: hook.batch,
    lanes: connection.lanes,
    kept: connection.kept,
    recall: surroundings.recall ?? ((_what, load) => load()),
    now: incoming.now,
  });
  world.mentioned = hook.mentioned;
  const env = new Environment(world);
  names.set('env', env);
  names.set('model', env.item(hook.model));
  names.set('Command', commandName);
  if (hook.used.has('uid') || hook.used.has('user')) {
    const uid = await connection.uid();
    names.set('uid', uid);
    names.set('user', env.records('res.users', [uid]));
  }
  return new Running(env, names, { ...surroundings, downloads, delivery: incoming.id });
}

async function setTarget(hook: Hook, running: Running): Promise<void> {
  if (!hook.hasTarget) {
    return;
  }
  const record = await hook.target(running);
  running.names.set('record', record);
  running.names.set('records', record);
}
