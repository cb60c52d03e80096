import { setTimeout } from 'node:timers/promises';
import { OdooUnavailable } from '../errors.ts';
import type { Log } from '../log.ts';
import type { Connection } from '../odoo/connection.ts';
import { isLoginRefused } from './retry.ts';

const FIRST_PAUSE = 1_000;
const LONGEST_PAUSE = 30_000;

/** What is told of a connection that does not work, and works again. */
export interface ReachParts {
  connection: (name: string) => Connection;
  log: Log;
  /** Called when a connection that was down works again. */
  works: (name: string) => void;
}

/**
 * Knows which connections do not work now, so that their deliveries wait in the store instead of failing one by one. A connection that
 * a call failed on is checked, and while that fails it is down, and checked again.
 */
export class Reach {
  readonly #parts: ReachParts;
  readonly #checking = new Set<string>();
  readonly #down = new Set<string>();
  readonly #stopped = new AbortController();

  constructor(parts: ReachParts) {
    this.#parts = parts;
  }

  isDown(name: string): boolean {
    return this.#down.has(name);
  }

  /** A call over the connection failed: is it the call or the connection? */
  suspect(name: string): void {
    if (!this.#checking.has(name) && !this.#stopped.signal.aborted) {
      this.#checking.add(name);
      void this.#check(name).finally(() => this.#checking.delete(name));
    }
  }

  stop(): void {
    this.#stopped.abort();
  }

  async #check(name: string): Promise<void> {
    const { log, works } = this.#parts;
    const { signal } = this.#stopped;
    for (let pause = FIRST_PAUSE; !signal.aborted; pause = Math.min(pause * 2, LONGEST_PAUSE)) {
      const failure = await this.#failure(name);
      if (failure === undefined) {
        if (this.#down.delete(name)) {
          log.info({ connection: name }, 'odoo is there again');
          works(name);
        }
        return;
      }
      if (!this.#down.has(name)) {
        this.#down.add(name);
        this.#tell(name, failure);
      }
      const asked = failure instanceof OdooUnavailable ? (failure.retryAfter ?? 0) : 0;
      await setTimeout(Math.max(pause, asked), undefined, { signal }).catch(() => undefined);
    }
  }

  async #failure(name: string): Promise<unknown> {
    try {
      await this.#parts.connection(name).check();
      return undefined;
    } catch (error) {
      return error ?? new Error('the check failed');
    }
  }

  #tell(name: string, failure: unknown): void {
    const facts = { connection: name, reason: failure instanceof Error ? failure.message : String(failure) };
    if (isLoginRefused(failure)) {
      this.#parts.log.error(facts, 'odoo refuses the login of the connection; its deliveries wait');
    } else {
      this.#parts.log.warn(facts, 'odoo is not available; its deliveries wait');
    }
  }
}
