import type { Delivery, Ending } from '../deliveries/delivery.ts';
import { hide } from '../deliveries/hide.ts';
import { logSettled } from '../deliveries/log-settled.ts';
import type { Store } from '../deliveries/store.ts';
import { OdooRejected } from '../errors.ts';
import type { Value } from '../expression/value.ts';
import type { Hook } from '../hook/hook.ts';
import type { PayloadLimits } from '../hook/payload.ts';
import { runHook } from '../hook/run.ts';
import type { Sources } from '../hook/sources.ts';
import type { Log } from '../log.ts';
import { makingOwn } from '../odoo/call.ts';
import type { Connection } from '../odoo/connection.ts';
import type { Outgoing } from '../outgoing/outgoing.ts';
import { storedEdits } from './edits.ts';
import { payloadOf } from './intake.ts';
import { Journal } from './journal.ts';
import { recordedRpc } from './recorded-rpc.ts';
import { endingFor } from './retry.ts';
import { stubbornly } from './stubbornly.ts';
import { isNewer } from './version.ts';

/** What a delivery is carried out with. */
export interface Means {
  store: Store;
  log: Log;
  /** The hook's connection. */
  connection: Connection;
  outgoing: Outgoing;
  /** The Odoos that hooks read from. */
  sources: Sources;
  limits: PayloadLimits;
  /** Ends the attempts to settle while the store does not work. */
  stopped: AbortSignal;
}

/** How an attempt ended; `error` is what the sender's answer is made of when it did not end well. */
export interface Settled extends Ending {
  error?: unknown;
  /** The models in which something was changed. */
  changed?: ReadonlySet<string>;
}

/**
 * Takes a delivery, taken up in the store, through its hook and settles it, or lets it wait. Never throws: what went wrong is in the
 * result, which comes once it is stored. `payload` spares reading it again.
 */
export async function carryOut(delivery: Delivery, hook: Hook, means: Means, payload?: Value): Promise<Settled> {
  const { store, log, connection, stopped } = means;
  const { id, hidden } = delivery;
  // Not awaited one by one: they are committed in this order, and a delivery need not wait for its own log.
  const writes: Promise<void>[] = [];
  const write = (written: Promise<void>) => {
    written.catch(() => undefined);
    writes.push(written);
  };
  const all = makingOwn(connection.rpc);
  const recorded = hook.logCalls ? recordedRpc(all, hidden, (call) => write(store.addCall(id, call))) : all;
  const rpc = connection.kept.through(recorded);
  const { timeout } = connection.settings;
  const journal = new Journal(delivery, { store, rpc, timeout, repeat: hook.repeat, undo: hook.undo });

  const { error, ...ending } = await attempt({ delivery, payload }, hook, journal, means);
  if (ending.reason !== undefined) {
    ending.reason = hide(ending.reason, hidden);
  }
  const settled = { ...ending, error, changed: journal.changed };
  const unsaved = journal.close();
  await stubbornly(() => store.settle(delivery, ending, unsaved), { log, delivery: id, stopped });
  logSettled(log, delivery, ending);
  logCause(log, id, settled);
  await checkWritten(writes, log, id);
  return settled;
}

async function attempt(
  { delivery, payload: known }: { delivery: Delivery; payload: Value | undefined },
  hook: Hook,
  journal: Journal,
  { store, log, connection, limits, outgoing, sources }: Means,
): Promise<Settled> {
  const { id, request, hidden, clock } = delivery;
  const { headers, query } = request;
  const note = (line: string) => log.info({ hook: hook.name, delivery: id, line: hide(line, hidden) }, 'hook log');
  try {
    const newer = await newerVersion(delivery, store);
    if (newer !== undefined) {
      return { state: 'skipped', reason: newer };
    }
    const payload = known ?? payloadOf(delivery, hook, limits);
    const incoming = { id, now: clock, headers, query, payload };
    const outcome = await runHook(hook, incoming, {
      connection,
      rpc: journal.rpc,
      outgoing,
      sources,
      note,
      edits: storedEdits(store, connection.settings.name, journal),
      recall: journal.recall,
      isUnsure: journal.isUnsure,
    });
    return outcome.state === 'done' ? outcome : { state: 'skipped', reason: outcome.reason };
  } catch (error) {
    return { ...endingFor(error, delivery, hook.retry, Date.now()), error };
  }
}

/**
 * Says which version was done already that is not older; undefined when there is none. With `unique` a repeat is known by that: another
 * event of the same version (a shop's "updated" and "paid" of one second) is no repeat.
 */
async function newerVersion({ id, hook, keys }: Delivery, store: Store): Promise<string | undefined> {
  const { version, order, unique } = keys;
  if (version === undefined || order === undefined) {
    return undefined;
  }
  const newest = await store.newestVersion(hook, order);
  const isOther = newest?.version === version && unique !== undefined;
  return newest === undefined || newest.delivery === id || isOther || isNewer(version, newest.version)
    ? undefined
    : `version ${version} of ${order} is not newer than ${newest.version}, which ${newest.delivery} did`;
}

/** What only the log may hold: the stack of a fault of our own, Odoo's traceback. */
function logCause(log: Log, id: string, { code, error }: Settled): void {
  if (code === 'internal') {
    log.error({ delivery: id, err: error }, 'a fault of Hookdoo itself');
  } else if (error instanceof OdooRejected && error.debug !== undefined) {
    log.debug({ delivery: id, traceback: error.debug }, 'odoo traceback');
  }
}

/** What was done in Odoo is done, so a log that could not be written does not change how the delivery ended. */
async function checkWritten(writes: Promise<void>[], log: Log, id: string): Promise<void> {
  const failed = (await Promise.allSettled(writes)).find((result) => result.status === 'rejected');
  if (failed !== undefined) {
    log.error({ delivery: id, err: failed.reason }, 'the log of a delivery could not be written');
  }
}
