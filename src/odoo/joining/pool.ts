import { setImmediate } from 'node:timers/promises';
import type { OdooRejected, OdooUnavailable } from '../../errors.ts';
import type { OdooCall, Rpc } from '../call.ts';
import { type Circuit, sameError } from '../circuit.ts';
import type { Json } from '../json.ts';
import type { Slots } from '../slots.ts';
import { joinableOf } from './joinable.ts';
import { type Asked, answered, failed, NOTHING_SENT, type Outcome, refused } from './outcome.ts';
import { Sizes } from './sizes.ts';
import { chooseTogether } from './together.ts';

/** What a pool sends with. */
export interface PoolParts {
  /** Sends a call, in which `together` calls went. */
  send: (call: OdooCall, together: number) => Promise<Json>;
  slots: Slots;
  circuit: Circuit;
}

/**
 * Sends calls in the order in which they came, as many at once as there are slots. A call that finds a free slot goes at once; those
 * that wait go together where they can. What was refused as a whole is sent again in parts, until the guilty call stands alone.
 */
export class Pool {
  readonly #parts: PoolParts;
  readonly #sizes = new Sizes();
  #waiting: Asked[] = [];
  /** Parts of what was sent together and undone by Odoo: they go before all that waits. */
  #again: Asked[][] = [];

  constructor(parts: PoolParts) {
    this.#parts = parts;
  }

  /** Throws OdooRejected, OdooUnavailable, and what `onSend` of the call throws. */
  readonly rpc: Rpc = async (call) => {
    const refusal = this.#parts.circuit.refusal();
    if (refusal !== undefined) {
      throw refusal;
    }
    return await new Promise<Json>((answer, fail) => {
      this.#waiting.push({ call, joinable: joinableOf(call), answer, fail });
      this.#begin();
    });
  };

  /** Ends the wait of all calls that are not under way. */
  fail(error: OdooRejected | OdooUnavailable): void {
    const all = [...this.#again.flat(), ...this.#waiting];
    this.#again = [];
    this.#waiting = [];
    for (const { fail } of all) {
      fail(sameError(error));
    }
  }

  /** Fills the free slots. Gives whether there was something to send. */
  #begin(): boolean {
    let isBegun = false;
    while (this.#parts.slots.free > 0) {
      const part = this.#again.shift();
      const calls = part ?? this.#choose();
      if (calls.length === 0) {
        break;
      }
      isBegun = true;
      this.#parts.slots.take();
      void this.#carryOut(calls, part === undefined);
    }
    return isBegun;
  }

  #choose(): Asked[] {
    const [first] = this.#waiting;
    if (first === undefined) {
      return [];
    }
    const { together, rest } = chooseTogether(this.#waiting, this.#sizes.most(first.call), this.#parts.slots);
    this.#waiting = rest;
    return together;
  }

  /** Carries out calls in a slot that was taken; `isFirst`: they are sent for the first time. Never throws. */
  async #carryOut(calls: Asked[], isFirst: boolean): Promise<void> {
    const [first, ...others] = await announced(calls);
    const { how, tell, again } = first === undefined ? NOTHING_SENT : await this.#send(first, others);
    if (isFirst && first !== undefined && again.length > 0) {
      this.#sizes.refused(first.call);
    }
    this.#again.push(...again);
    this.#parts.slots.release(how);
    if (this.#begin()) {
      // The next call is on its way before those who were answered go on: they may have much to do.
      await turns(2);
    }
    tell();
  }

  async #send(first: Asked, others: Asked[]): Promise<Outcome> {
    const { circuit, send } = this.#parts;
    const all = [first, ...others];
    const refusal = circuit.refusal();
    if (refusal !== undefined) {
      return refused(all, refusal);
    }
    const kind = others.length === 0 ? undefined : first.joinable?.kind;
    const calls = all.map(({ call }) => call);
    const started = performance.now();
    try {
      const answer = await circuit.run(() => send(kind?.join(calls) ?? first.call, calls.length));
      this.#learn(all, performance.now() - started);
      return answered(all, kind?.share(calls, answer) ?? [{ answer }]);
    } catch (error) {
      return failed(all, error);
    }
  }

  #learn(calls: Asked[], milliseconds: number): void {
    const records = calls.reduce((sum, { joinable }) => sum + (joinable?.size ?? 0), 0);
    const [first] = calls;
    if (first !== undefined && records > 0) {
      this.#sizes.learn(first.call, records, milliseconds);
    }
  }
}

/** Waits for so many turns of the event loop: one stores what is announced, one more connects and sends. */
async function turns(count: number): Promise<void> {
  for (let turn = 0; turn < count; turn += 1) {
    await setImmediate();
  }
}

/** The calls that may be sent now; one whose `onSend` throws is told so, and does not go with the others. */
async function announced(calls: Asked[]): Promise<Asked[]> {
  const announcements = await Promise.allSettled(calls.map(async ({ call }) => await call.onSend?.()));
  return calls.filter(({ fail }, index) => {
    const announcement = announcements[index];
    if (announcement?.status === 'rejected') {
      fail(announcement.reason);
    }
    return announcement?.status === 'fulfilled';
  });
}
