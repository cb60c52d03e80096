import { OdooRejected, OdooUnavailable } from '../errors.ts';

/** Connections that cannot be made, one after another, until no further one is tried for a while. */
const UNREACHED = 3;
/** Before a call is let through again, in milliseconds: twice as long each time. */
const UNREACHED_PAUSE = { from: 1_000, to: 30_000 };
/** Odoo 14 shuts an address out for a minute after five failed logins, and with it everybody who comes from there. */
const DENIED_PAUSE = { from: 15_000, to: 300_000 };
const LONGEST_ASKED = 600_000;

type Failure = OdooRejected | OdooUnavailable;

/** Why nothing is sent, and from when on (milliseconds since 1970) one call, or a check, may find out whether that is over. */
interface Opened {
  error: Failure;
  callsFrom: number;
  checksFrom: number;
}

/**
 * Keeps calls from an Odoo that refuses the login, cannot be reached, or asked not to be asked for a while: each fails at once, with the
 * error that opened the circuit, and nothing is sent. A check that succeeds closes it, as does a call that is let through after a pause.
 */
export class Circuit {
  readonly #onOpen: (error: Failure) => void;
  readonly #now: () => number;
  #opened: Opened | undefined;
  #trying = false;
  #unreached = 0;
  #denied = 0;

  /** `onOpen`: called when it opens, with the error of the calls that wait. */
  constructor(onOpen: (error: Failure) => void, now: () => number = Date.now) {
    this.#onOpen = onOpen;
    this.#now = now;
  }

  /** The error of a call that may not be sent now. */
  refusal(): Failure | undefined {
    const opened = this.#opened;
    return opened !== undefined && (this.#trying || this.#now() < opened.callsFrom) ? this.#unsent(opened) : undefined;
  }

  /** Sends a call, unless the circuit is open. */
  async run<T>(send: () => Promise<T>): Promise<T> {
    this.#demand();
    return await this.#watch(send);
  }

  /** Asks for something that can be known without asking Odoo, or without a login, and so proves nothing. */
  async ask<T>(ask: () => Promise<T>): Promise<T> {
    this.#demand();
    try {
      return await ask();
    } catch (error) {
      this.#learn(error, false);
      throw error;
    }
  }

  /** Makes a check, although the circuit is open; but not more failed logins than Odoo bears, and none while it asked for peace. */
  async check<T>(check: () => Promise<T>): Promise<T> {
    if (this.#opened !== undefined && this.#now() < this.#opened.checksFrom) {
      throw this.#unsent(this.#opened);
    }
    return await this.#watch(check);
  }

  #demand(): void {
    const refusal = this.refusal();
    if (refusal !== undefined) {
      throw refusal;
    }
  }

  async #watch<T>(task: () => Promise<T>): Promise<T> {
    // What was under way when the circuit opened says nothing of how it is now.
    const isTrial = this.#opened !== undefined;
    this.#trying = isTrial;
    try {
      const result = await task();
      this.#answered(isTrial);
      return result;
    } catch (error) {
      this.#learn(error, isTrial);
      throw error;
    } finally {
      this.#trying = isTrial ? false : this.#trying;
    }
  }

  #answered(isTrial: boolean): void {
    this.#unreached = 0;
    if (isTrial) {
      this.#opened = undefined;
      this.#denied = 0;
    }
  }

  #learn(error: unknown, isTrial: boolean): void {
    if (isDenied(error)) {
      if (!isTrial && isDenied(this.#opened?.error)) {
        return;
      }
      this.#denied += 1;
      const from = this.#now() + pause(DENIED_PAUSE, this.#denied - 1);
      // One check more tells whether it is the login, or a method of Odoo's that raised this.
      this.#open({ error, callsFrom: from, checksFrom: this.#denied === 1 ? 0 : from });
    } else if (error instanceof OdooRejected) {
      this.#answered(isTrial);
    } else if (error instanceof OdooUnavailable) {
      this.#unreached = error.unreachable ? this.#unreached + 1 : 0;
      this.#unavailable(error, isTrial);
    }
  }

  #unavailable(error: OdooUnavailable, isTrial: boolean): void {
    if (error.retryAfter !== undefined) {
      const from = this.#now() + Math.min(error.retryAfter, LONGEST_ASKED);
      this.#open({ error, callsFrom: from, checksFrom: from });
    } else if (isTrial || this.#unreached >= UNREACHED) {
      const callsFrom = this.#now() + pause(UNREACHED_PAUSE, this.#unreached - UNREACHED);
      this.#open({ error, callsFrom, checksFrom: 0 });
    }
  }

  #open(opened: Opened): void {
    this.#opened = opened;
    this.#onOpen(this.#unsent(opened));
  }

  /** The error for a call that was not sent. */
  #unsent({ error, callsFrom }: Opened): Failure {
    if (error instanceof OdooRejected) {
      return sameError(error);
    }
    const { message, unreachable, retryAfter } = error;
    const rest = retryAfter === undefined ? {} : { retryAfter: Math.max(0, callsFrom - this.#now()) };
    return new OdooUnavailable(message, 'none', { unreachable, ...rest });
  }
}

/** Whether Odoo did not take the login: no call would fare better. */
export function isDenied(error: unknown): error is OdooRejected {
  return error instanceof OdooRejected && error.exceptionName === 'AccessDenied';
}

/** The same error, once more: each who gets it may add to it. */
export function sameError(error: Failure): Failure {
  if (error instanceof OdooRejected) {
    return new OdooRejected(error.exception, error.message, error.debug);
  }
  const { message, effect, retryAfter, unreachable } = error;
  return new OdooUnavailable(message, effect, { unreachable, ...(retryAfter !== undefined && { retryAfter }) });
}

function pause({ from, to }: { from: number; to: number }, times: number): number {
  return Math.min(to, from * 2 ** Math.max(0, times));
}
