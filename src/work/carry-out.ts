import type { Delivery, Settlement } from '../deliveries/delivery.ts';
import { hide } from '../deliveries/hide.ts';
import { logSettled } from '../deliveries/log-settled.ts';
import type { Store } from '../deliveries/store.ts';
import { OdooRejected } from '../errors.ts';
import type { Hook } from '../hook/hook.ts';
import { type PayloadLimits, readPayload } from '../hook/payload.ts';
import { runHook } from '../hook/run.ts';
import type { Log } from '../log.ts';
import type { Connection } from '../odoo/connection.ts';
import { recordedRpc } from './recorded-rpc.ts';
import { settlementFor } from './retry.ts';

/** What a delivery is carried out with. */
export interface Means {
  store: Store;
  log: Log;
  /** The hook's connection. */
  connection: Connection;
  limits: PayloadLimits;
}

/** How a delivery ended; `error` is what the sender's answer is made of when it did not end well. */
export interface Settled extends Settlement {
  error?: unknown;
}

/** Takes a stored delivery through its hook and settles it. Never throws: what went wrong is in the result. */
export async function carryOut(delivery: Delivery, hook: Hook, means: Means): Promise<Settled> {
  const { store, log } = means;
  const { id, hidden } = delivery;
  // Not awaited one by one: they are committed in this order, and a delivery need not wait for its own log.
  const writes: Promise<void>[] = [];
  const write = (written: Promise<void>) => {
    written.catch(() => undefined);
    writes.push(written);
  };

  write(store.start(id));
  const settled = await attempt(delivery, hook, means, write);
  const { error, ...settlement } = settled;
  if (settlement.reason !== undefined) {
    settlement.reason = hide(settlement.reason, hidden);
  }
  write(store.settle(id, settlement));
  logSettled(log, delivery, settlement);
  logCause(log, id, settled);
  await checkWritten(writes, log, id);
  return settled;
}

async function attempt(
  delivery: Delivery,
  hook: Hook,
  { store, log, connection, limits }: Means,
  write: (written: Promise<void>) => void,
): Promise<Settled> {
  const { id, receivedAt, request, hidden } = delivery;
  const { method, headers, query, body } = request;
  const rpc = hook.logCalls
    ? recordedRpc(connection.rpc, hidden, (call) => write(store.addCall(id, call)))
    : connection.rpc;
  const note = (line: string) => log.info({ hook: hook.name, delivery: id, line: hide(line, hidden) }, 'hook log');
  try {
    const contentType = headers.find(([name]) => name === 'content-type')?.[1];
    const payload = readPayload(hook.body, { method, contentType, bytes: body, query }, limits);
    const outcome = await runHook(
      hook,
      { id, receivedAt, now: Date.now(), headers, query, payload },
      { connection, rpc, note },
    );
    return outcome.state === 'done' ? outcome : { state: 'skipped', reason: outcome.reason };
  } catch (error) {
    return { ...settlementFor(error), error };
  }
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
