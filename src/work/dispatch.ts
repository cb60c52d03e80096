import type { Delivery, RawRequest } from '../deliveries/delivery.ts';
import type { Store, TakeGroup } from '../deliveries/store.ts';
import type { Value } from '../expression/value.ts';
import type { Hook } from '../hook/hook.ts';
import type { Log } from '../log.ts';
import type { Connection } from '../odoo/connection.ts';
import type { Settled } from './carry-out.ts';
import { Reach } from './reach.ts';
import { CONNECTION, recordOf, sourceIn, sourceOf } from './retry.ts';

/**
 * Deliveries carried out at once over one connection. Calls that wait are sent together: two full calls under way are a hundred
 * deliveries, and as many again are to be ready when one is answered, while those of the last one are settled.
 */
const AT_ONCE = 300;
/**
 * Bytes that the bodies of deliveries carried out at once over one connection may have together; one that is larger is carried out
 * alone. Read and worked on, a body takes up to ten times as much.
 */
const BODIES_AT_ONCE = 8 * 1024 ** 2;
/** The longest time between two looks into the store, in milliseconds: another process may have changed it. */
const LONGEST_LOOK = 500;
/** After a failure of the store. */
const STORE_PAUSE = 1_000;
/** Deliveries woken by one that made a record of the model they wait for; the others look for themselves. */
const MOST_WOKEN = 100;
const WAKE_ALL = 100_000;
/** Between two counts of all that wait, in milliseconds. */
const COUNT_PAUSE = 5_000;

export interface DispatchParts {
  store: Store;
  log: Log;
  hooks: () => ReadonlyMap<string, Hook>;
  connection: (name: string) => Connection;
  /** Carries out a delivery that was taken up. */
  run: (delivery: Delivery, hook: Hook, payload: Value | undefined) => Promise<Settled>;
}

interface Busy {
  deliveries: number;
  /** Of their bodies. */
  bytes: number;
}

/** Takes up what is due in the store, so many at once for each connection. It holds nothing of what waits. */
export class Dispatch {
  readonly #parts: DispatchParts;
  readonly #reach: Reach;
  /** What is carried out over each connection. */
  readonly #busy = new Map<string, Busy>();
  readonly #running = new Set<Promise<unknown>>();
  #timer: NodeJS.Timeout | undefined;
  #counter: NodeJS.Timeout | undefined;
  #looking: Promise<void> | undefined;
  #lookAgain = false;
  #stopped = false;
  #counted = 0;
  #arrived = 0;

  constructor(parts: DispatchParts) {
    this.#parts = parts;
    const works = (name: string) => void this.#worksAgain(name);
    this.#reach = new Reach({ connection: parts.connection, log: parts.log, works });
  }

  /** About how many deliveries are not settled. */
  get pending(): number {
    return this.#counted + this.#arrived;
  }

  async start(): Promise<void> {
    await this.#count();
    this.#counter = setInterval(() => void this.#count(), COUNT_PAUSE);
    this.look();
  }

  async stop(grace: number): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    clearInterval(this.#counter);
    this.#reach.stop();
    await this.#looking;
    await this.rest(grace);
  }

  /** Waits, `grace` milliseconds at most, until nothing is carried out any more. */
  async rest(grace: number): Promise<void> {
    const { promise: timeUp, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, grace);
    await Promise.race([this.#idle(), timeUp]);
    clearTimeout(timer);
  }

  /** Whether the hook's connection, or one that it reads from, does not work now. */
  isDown({ connection, sources }: Hook): boolean {
    return [connection, ...sources].some((name) => this.#reach.isDown(name));
  }

  /** Told of deliveries that are stored, or settled, so that they need not be counted each time. */
  count(more: number): void {
    this.#arrived += more;
  }

  /** Keeps a place for a delivery that is about to be stored. Gives whether there is one. */
  reserve(hook: Hook, { body }: RawRequest): boolean {
    const { deliveries, bytes } = this.#busyOver(hook.connection);
    const fits = deliveries < AT_ONCE && (bytes === 0 || bytes + body.length <= BODIES_AT_ONCE);
    if (this.#stopped || this.isDown(hook) || !fits) {
      return false;
    }
    this.#occupy(hook, body, 1);
    return true;
  }

  release(hook: Hook, { body }: RawRequest): void {
    this.#occupy(hook, body, -1);
  }

  #occupy({ connection }: Hook, body: Uint8Array, times: 1 | -1): void {
    const { deliveries, bytes } = this.#busyOver(connection);
    this.#busy.set(connection, { deliveries: deliveries + times, bytes: bytes + times * body.length });
  }

  #busyOver(connection: string): Busy {
    return this.#busy.get(connection) ?? { deliveries: 0, bytes: 0 };
  }

  /** Carries out a delivery in a reserved place. */
  async run(delivery: Delivery, hook: Hook, payload?: Value): Promise<Settled> {
    const running = this.#run(delivery, hook, payload);
    this.#running.add(running);
    try {
      return await running;
    } finally {
      this.#running.delete(running);
      this.look();
    }
  }

  async #run(delivery: Delivery, hook: Hook, payload: Value | undefined): Promise<Settled> {
    try {
      const settled = await this.#parts.run(delivery, hook, payload);
      this.#learn(hook.connection, settled);
      return settled;
    } catch (error) {
      this.#parts.log.error({ delivery: delivery.id, err: error }, 'a fault of Hookdoo itself');
      return { state: 'waiting', error };
    } finally {
      this.release(hook, delivery.request);
    }
  }

  /** Looks for what is due, now. */
  look(): void {
    if (this.#stopped) {
      return;
    }
    if (this.#looking !== undefined) {
      this.#lookAgain = true;
      return;
    }
    clearTimeout(this.#timer);
    this.#looking = this.#takeDue().then((pause) => {
      this.#looking = undefined;
      if (this.#lookAgain) {
        this.#lookAgain = false;
        this.look();
      } else if (!this.#stopped) {
        this.#timer = setTimeout(() => this.look(), pause);
      }
    });
  }

  /** Gives how long nothing will be due, in milliseconds. */
  async #takeDue(): Promise<number> {
    const { store, log } = this.#parts;
    // One configuration for the whole look: an edit meanwhile must not leave something taken up that nobody carries out.
    const hooks = this.#parts.hooks();
    try {
      const taken = await store.take(this.#groups(hooks), Date.now());
      for (const delivery of taken) {
        const hook = hooks.get(delivery.hook);
        if (hook !== undefined) {
          this.#occupy(hook, delivery.request.body, 1);
          void this.run(delivery, hook);
        }
      }
      const due = await store.nextDue(this.#groups(hooks).flatMap((group) => group.hooks));
      return Math.min(LONGEST_LOOK, Math.max(0, (due ?? Number.POSITIVE_INFINITY) - Date.now()));
    } catch (error) {
      log.error({ err: error }, 'deliveries cannot be taken up');
      return STORE_PAUSE;
    }
  }

  /** The hooks of each connection that has places left. */
  #groups(hooks: ReadonlyMap<string, Hook>): TakeGroup[] {
    const byConnection = new Map<string, string[]>();
    for (const hook of hooks.values()) {
      const { deliveries, bytes } = this.#busyOver(hook.connection);
      if (hook.enabled && !this.isDown(hook) && deliveries < AT_ONCE && bytes < BODIES_AT_ONCE) {
        byConnection.set(hook.connection, [...(byConnection.get(hook.connection) ?? []), hook.name]);
      }
    }
    return [...byConnection].map(([connection, names]) => {
      const { deliveries, bytes } = this.#busyOver(connection);
      return { hooks: names, most: AT_ONCE - deliveries, room: BODIES_AT_ONCE - bytes };
    });
  }

  #learn(connection: string, { state, waitsFor, changed }: Settled): void {
    const failed = waitsFor === CONNECTION ? connection : sourceIn(waitsFor);
    if (failed !== undefined) {
      this.#reach.suspect(failed);
    }
    if (state !== 'waiting') {
      this.count(-1);
    }
    if (state === 'done') {
      void this.#wake(changed ?? new Set());
    }
  }

  /** Nobody waits for this: what is not woken looks for itself after its pause. */
  async #wake(models: ReadonlySet<string>): Promise<void> {
    for (const model of models) {
      await this.#parts.store.wake(recordOf(model), undefined, MOST_WOKEN).catch(() => undefined);
    }
  }

  async #worksAgain(connection: string): Promise<void> {
    const hooks = [...this.#parts.hooks().values()].filter((hook) => hook.connection === connection);
    const names = hooks.map(({ name }) => name);
    await this.#parts.store.wake(CONNECTION, names, WAKE_ALL).catch(() => undefined);
    await this.#parts.store.wake(sourceOf(connection), undefined, WAKE_ALL).catch(() => undefined);
    this.look();
  }

  async #count(): Promise<void> {
    try {
      this.#arrived = 0;
      this.#counted = await this.#parts.store.pending();
    } catch (error) {
      this.#parts.log.error({ err: error }, 'deliveries cannot be counted');
    }
  }

  async #idle(): Promise<void> {
    while (this.#running.size > 0) {
      await Promise.all(this.#running);
    }
  }
}
