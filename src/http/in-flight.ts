import { once } from 'node:events';
import type { Middleware } from 'koa';

/** Knows which requests are under way: being read, carried out, or answered. */
export class InFlight {
  readonly #under = new Set<Promise<unknown>>();
  #closing = false;

  readonly middleware: Middleware = async (ctx, next) => {
    const answered = ctx.res.closed ? undefined : once(ctx.res, 'close');
    const handled = next();
    const over = Promise.allSettled([handled, answered]).finally(() => this.#under.delete(over));
    this.#under.add(over);
    await handled;
    if (this.#closing) {
      ctx.set('Connection', 'close');
    }
  };

  get size(): number {
    return this.#under.size;
  }

  get closing(): boolean {
    return this.#closing;
  }

  /** Asks clients not to use their connections again, and waits until nothing is under way, `grace` milliseconds at most. */
  async finish(grace: number): Promise<void> {
    this.#closing = true;
    const { promise: timeUp, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, grace);
    await Promise.race([this.#empty(), timeUp]);
    clearTimeout(timer);
  }

  async #empty(): Promise<void> {
    while (this.#under.size > 0) {
      await Promise.all(this.#under);
    }
  }
}
