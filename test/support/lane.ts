import { setTimeout } from 'node:timers/promises';
import { type Boundary, FaultProxy, type Verdict } from './fault-proxy.ts';
import { ServedProcess } from './served-process.ts';
import { SECRET, SHOP_ORDER, type ShopOdoo, type ShopOrder } from './shop-order.ts';

/**
 * One thing that goes wrong, at one boundary of one call. `kill` is kill -9 of the program, a number a page with that status; a function
 * does something else while the call goes on.
 */
export interface Fault {
  /** Its name, or `any call`. */
  call: string;
  /** Which of those that come to this boundary after the fault before this one. */
  nth: number;
  at: Boundary;
  what: 'kill' | Exclude<Verdict, 'pass'> | (() => Promise<void>);
}

/** How long a delivery may take to come to rest after a fault, in milliseconds. */
const PATIENCE = 45_000;

export function faultName({ call, nth, at, what }: Fault): string {
  return `${typeof what === 'function' ? what.name : what} when ${call}${nth > 1 ? ` (${nth})` : ''} is ${at}`;
}

/** A program of its own with a proxy of its own before the one real Odoo. */
export class Lane {
  readonly proxy: FaultProxy;
  readonly served: ServedProcess;
  readonly #odoo: ShopOdoo;

  private constructor(odoo: ShopOdoo, proxy: FaultProxy, hook: string, store: string) {
    this.#odoo = odoo;
    this.proxy = proxy;
    this.served = new ServedProcess({ 'shop-order': hook }, odoo.settings(proxy.url, store), store);
  }

  static async open(odoo: ShopOdoo, { hook = SHOP_ORDER, store = 'hookdoo.db' } = {}): Promise<Lane> {
    return new Lane(odoo, await FaultProxy.start(odoo.url), hook, store);
  }

  async close(): Promise<void> {
    await this.served.remove();
    await this.proxy.stop();
  }

  /** Posts as a sender does: again when no answer came, as soon as the program runs. Gives the status. */
  async send(order: ShopOrder): Promise<number | undefined> {
    return await this.served.post(SECRET, order).then(
      ({ status }) => status,
      () => undefined,
    );
  }

  /** Sends an order to a program just started and strikes once for each fault. Gives what is not as it must be afterwards. */
  async suffer(order: ShopOrder, faults: readonly Fault[]): Promise<string[]> {
    const struck = this.#strike(faults);
    await this.served.start();
    const status = await this.send(order);
    for (const [index, { what }] of faults.entries()) {
      if (!(await within(PATIENCE, struck[index] ?? Promise.resolve()))) {
        return [`that call never came; the calls were ${this.proxy.calls.map(({ name }) => name).join(', ')}`];
      }
      if (what === 'kill') {
        await this.served.start();
      }
    }
    if (status !== 200) {
      await this.send(order);
    }
    const complaints = await this.complaints(order);
    await this.served.kill();
    return complaints;
  }

  /** Waits until the order's delivery has come to rest. Gives what is not as it must be then. */
  async complaints(order: ShopOrder): Promise<string[]> {
    const giveUpAt = Date.now() + PATIENCE;
    while (!(await this.served.isSettled(order.event)) && Date.now() < giveUpAt) {
      await setTimeout(20);
    }
    const deliveries = await this.served.deliveries(order.event);
    const first = deliveries.at(-1);
    const states =
      first?.state === 'done'
        ? []
        : [`the delivery is ${first?.state ?? 'lost'}: ${first?.code ?? ''} ${first?.reason ?? ''}`];
    return [...states, ...(await this.#odoo.complaints(order))];
  }

  /** Has each fault struck once, in their order. Gives when each was. */
  #strike(faults: readonly Fault[]): Promise<void>[] {
    const struck = faults.map(() => Promise.withResolvers<void>());
    let next = 0;
    let count = 0;
    this.proxy.forget();
    this.proxy.watch = async (boundary, { name }) => {
      const fault = faults[next];
      if (fault === undefined || fault.at !== boundary || ![name, 'any call'].includes(fault.call)) {
        return 'pass';
      }
      count += 1;
      if (count < fault.nth) {
        return 'pass';
      }
      const { resolve } = struck[next] ?? Promise.withResolvers<void>();
      next += 1;
      count = 0;
      return await this.#carryOut(fault, resolve);
    };
    return struck.map(({ promise }) => promise);
  }

  async #carryOut({ what }: Fault, struck: () => void): Promise<Verdict> {
    if (typeof what === 'function') {
      void what().finally(struck);
      return 'pass';
    }
    if (what === 'kill') {
      await this.served.kill();
    }
    struck();
    return what === 'kill' ? 'cut' : what;
  }
}

async function within(milliseconds: number, promise: Promise<void>): Promise<boolean> {
  const waited = new AbortController();
  const timeUp = setTimeout(milliseconds, false, { signal: waited.signal }).catch(() => false);
  const isInTime = await Promise.race([promise.then(() => true), timeUp]);
  waited.abort();
  return isInTime;
}
