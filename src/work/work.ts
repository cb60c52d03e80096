import type { Delivery, Keys, RawRequest } from '../deliveries/delivery.ts';
import { logSettled } from '../deliveries/log-settled.ts';
import { type Arrival, type Received, type Store, StoreFull } from '../deliveries/store.ts';
import { HookRefused, RequestError } from '../errors.ts';
import type { Value } from '../expression/value.ts';
import type { Hook } from '../hook/hook.ts';
import type { PayloadLimits } from '../hook/payload.ts';
import { connectionSources, type Sources } from '../hook/sources.ts';
import type { Log } from '../log.ts';
import type { Connection } from '../odoo/connection.ts';
import type { Outgoing } from '../outgoing/outgoing.ts';
import { carryOut, type Settled } from './carry-out.ts';
import { Dispatch } from './dispatch.ts';
import { type Intake, intakeOf } from './intake.ts';
import { Notices } from './notices.ts';
import { settlementFor } from './retry.ts';

/** `waiting`: deliveries not settled, at most; `answer`: how long a sender waits for the outcome, in milliseconds. */
export type WorkLimits = PayloadLimits & { waiting: number; answer: number };

/** What the work is done with. The functions are asked each time, so that an edit of the configuration counts at once. */
export interface WorkParts {
  store: Store;
  log: Log;
  hooks: () => ReadonlyMap<string, Hook>;
  connection: (name: string) => Connection;
  limits: () => WorkLimits;
  /** The way to servers other than Odoo. */
  outgoing: Outgoing;
}

/** A request that was taken: stored, and on its way. */
export interface Taken {
  id: string;
  /** How it ended; or that it waits, when the sender does not wait for the outcome, or no longer. Throws StoreUnavailable. */
  settled: Promise<Settled>;
}

const LATER: Settled = { state: 'waiting' };

/** Takes requests into the store and carries them out. */
export class Work {
  readonly #parts: WorkParts;
  readonly #dispatch: Dispatch;
  readonly #notices: Notices;
  readonly #sources: Sources;
  readonly #stopped = new AbortController();
  /** Who waits for the outcome of a delivery. */
  readonly #tell = new Map<string, ((settled: Settled) => void)[]>();

  constructor(parts: WorkParts) {
    this.#parts = parts;
    this.#notices = new Notices(parts);
    this.#sources = connectionSources(parts.connection);
    this.#dispatch = new Dispatch({ ...parts, run: (delivery, hook, payload) => this.#run(delivery, hook, payload) });
  }

  /** Takes up what an earlier process left behind, and whatever is due from now on. */
  async start(): Promise<void> {
    const left = await this.#parts.store.recover();
    if (left > 0) {
      this.#parts.log.warn({ deliveries: left }, 'taken up again: an earlier process stopped while it worked on them');
    }
    await this.#dispatch.start();
  }

  /** Takes up nothing new and waits, `grace` milliseconds at most, for what is being carried out. */
  async stop(grace: number): Promise<void> {
    await this.#dispatch.stop(grace);
    for (const tell of [...this.#tell.values()].flat()) {
      tell(LATER);
    }
    this.#stopped.abort();
    this.#notices.stop();
  }

  /** Waits, `grace` milliseconds at most, until nothing is carried out any more. */
  async rest(grace: number): Promise<void> {
    await this.#dispatch.rest(grace);
  }

  /**
   * Stores a request and has it carried out; one that cannot be read is stored with the reason. What went wrong with it is in the result.
   * Throws StoreUnavailable, StoreFull.
   */
  async take(request: RawRequest, hook: Hook): Promise<Taken> {
    if (this.#dispatch.pending >= this.#parts.limits().waiting) {
      throw new StoreFull('as many deliveries wait as may wait (`server.limits.waiting`)');
    }
    let intake: Intake;
    try {
      intake = intakeOf(request, hook, this.#parts.limits());
    } catch (error) {
      return await this.refuse(request, hook, error);
    }
    return intake.items === undefined
      ? await this.#takeOne(request, hook, intake)
      : await this.#takeItems(request, hook, intake.items);
  }

  /** Stores a request that is not carried out, with the reason. Throws StoreUnavailable. */
  async refuse(request: RawRequest, hook: Hook, error: unknown): Promise<Taken> {
    if (!(error instanceof RequestError || error instanceof HookRefused)) {
      throw error;
    }
    const { code = 'internal', reason = '' } = settlementFor(error);
    const state = error instanceof RequestError ? 'rejected' : 'failed';
    const { name, redact } = hook;
    const delivery = await this.#parts.store.refuse({ hook: name, request, redact, state, code, reason });
    logSettled(this.#parts.log, delivery, { state, code, reason });
    if (state === 'failed') {
      this.#notices.failed(delivery, hook, { state, code, reason });
    }
    return { id: delivery.id, settled: Promise.resolve({ state, code, reason, error }) };
  }

  async #takeOne(request: RawRequest, hook: Hook, { keys, payload }: { keys: Keys; payload: Value }): Promise<Taken> {
    const take = this.#dispatch.reserve(hook, request);
    const { name, redact, uniqueFor } = hook;
    const received = await this.#store({ hook: name, request, redact, keys, uniqueFor, take }, hook);
    if (!received.taken) {
      return { id: received.delivery.id, settled: this.#settledOf(received, hook) };
    }
    const { id } = received.delivery;
    const settled = this.#outcomeOf(id, hook);
    void this.#dispatch.run(received.delivery, hook, payload);
    return { id, settled };
  }

  async #store(arrival: Arrival, hook: Hook): Promise<Received> {
    let isTaken = false;
    try {
      const received = await this.#parts.store.receive(arrival);
      isTaken = received.taken;
      this.#dispatch.count(received.duplicateOf === undefined ? 1 : 0);
      return received;
    } finally {
      if (arrival.take && !isTaken) {
        this.#dispatch.release(hook, arrival.request);
      }
    }
  }

  async #takeItems(request: RawRequest, hook: Hook, items: { json: string; keys: Keys }[]): Promise<Taken> {
    const keys = { unique: undefined, order: undefined, version: undefined };
    const { name, redact, uniqueFor } = hook;
    const arrival = { hook: name, request, redact, keys, uniqueFor, take: false };
    const received = await this.#parts.store.receiveSplit(arrival, items);
    this.#dispatch.count(items.length);
    logSettled(this.#parts.log, received.parent, { state: 'done', reason: `split into ${items.length}` });
    const all = received.items.map((item) => this.#settledOf(item, hook));
    return { id: received.parent.id, settled: Promise.all(all).then(worstOf) };
  }

  /** How a stored delivery ends. What waits for a connection that is down is not waited for. */
  async #settledOf({ delivery, duplicateOf }: Received, hook: Hook): Promise<Settled> {
    this.#dispatch.look();
    if (duplicateOf !== undefined) {
      logSettled(this.#parts.log, delivery, { state: 'duplicate', reason: `the same event as ${duplicateOf.id}` });
      if (!duplicateOf.runsAgain) {
        await this.#parts.store.onDisk();
        return { state: 'duplicate' };
      }
    }
    return this.#dispatch.isDown(hook)
      ? await this.#later()
      : await this.#outcomeOf(duplicateOf?.id ?? delivery.id, hook);
  }

  /** How a delivery ends, or LATER when that takes too long for its sender, or the sender does not wait for it. It is on disk by then. */
  async #outcomeOf(id: string, { answer }: Hook): Promise<Settled> {
    if (answer === 'stored') {
      return await this.#later();
    }
    const { promise, resolve } = Promise.withResolvers<Settled>();
    const timer = setTimeout(() => resolve(LATER), this.#parts.limits().answer);
    this.#tell.set(id, [...(this.#tell.get(id) ?? []), resolve]);
    try {
      const settled = await promise;
      // What changed something in Odoo was on disk before that.
      if (settled.changed === undefined || settled.changed.size === 0) {
        await this.#parts.store.onDisk();
      }
      return settled;
    } finally {
      clearTimeout(timer);
      this.#tell.delete(id);
    }
  }

  /** Once a delivery is on disk its sender need not wait for it. Throws StoreUnavailable. */
  async #later(): Promise<Settled> {
    await this.#parts.store.onDisk();
    return LATER;
  }

  async #run(delivery: Delivery, hook: Hook, payload: Value | undefined): Promise<Settled> {
    const { store, log, connection, limits, outgoing } = this.#parts;
    const means = {
      store,
      log,
      outgoing,
      sources: this.#sources,
      connection: connection(hook.connection),
      limits: limits(),
      stopped: this.#stopped.signal,
    };
    const settled = await carryOut(delivery, hook, means, payload);
    for (const tell of this.#tell.get(delivery.id) ?? []) {
      tell(settled);
    }
    if (settled.state === 'failed') {
      this.#notices.failed(delivery, hook, settled);
    }
    return settled;
  }
}

/** Of the items of one request: one that failed, else one that waits. */
function worstOf(all: readonly Settled[]): Settled {
  const failed = all.filter(({ state }) => state === 'failed' || state === 'rejected');
  const [first] = failed;
  if (first !== undefined) {
    return first;
  }
  return all.find(({ state }) => state === 'waiting') ?? { state: 'done' };
}
