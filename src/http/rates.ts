import { hash } from 'node:crypto';
import { isIPv6 } from 'node:net';
import { RequestError } from '../errors.ts';
import { type Rate, rateText } from '../hook/rate-key.ts';
import type { Log } from '../log.ts';
import { type Count, Counter } from './counter.ts';
import { Recent } from './recent.ts';

/** The rates of `server.limits`; one that is off is undefined. */
export interface RateLimits {
  rate: Rate | undefined;
  guesses: Rate | undefined;
}

const MOST_REMEMBERED = 10_000;

/** Who may send how much. All of it is kept in memory, and bounded. Every refusal is a RequestError 429. */
export class Rates {
  readonly #limits: () => RateLimits;
  readonly #log: Log;
  readonly #counters = new Map<string, Counter>();
  readonly #guesses = new Recent(MOST_REMEMBERED);
  readonly #welcome = new Recent(MOST_REMEMBERED);

  constructor(limits: () => RateLimits, log: Log) {
    this.#limits = limits;
    this.#log = log;
  }

  /** Counts a request of an address, whatever it asks for. */
  async request(address: string): Promise<void> {
    const { rate } = this.#limits();
    if (rate !== undefined) {
      const count = await this.#counter('address', rate).count(subnetOf(address), 1);
      this.#check(count, rate, 'one address', { address });
    }
  }

  /** Counts a verified request to a hook. */
  async hook({ name, rate }: { name: string; rate: Rate | undefined }): Promise<void> {
    if (rate !== undefined) {
      const count = await this.#counter(`hook ${name}`, rate).count('', 1);
      this.#check(count, rate, 'the senders of this hook', { hook: name });
    }
  }

  /**
   * Counts an unknown secret that an address tried. The same one again is no new guess: a sender that was not told of a rotated or
   * deleted hook is not to be shut out.
   */
  async missed(address: string, guess: string): Promise<void> {
    const { guesses } = this.#limits();
    if (guesses !== undefined) {
      const network = subnetOf(address);
      const tried = `${network} ${hash('sha256', guess)}`;
      const count = await this.#counter('guesses', guesses).count(network, this.#guesses.has(tried) ? 0 : 1);
      this.#guesses.add(tried);
      this.#check(count, guesses, 'one address, with unknown secrets', { address });
    }
  }

  /**
   * Counts a request to a hook whose sender was not who it must be: it leaves a trace in the store. For each hook alone, so that a sender
   * with a wrong secret in one place is served on in others.
   */
  async notVerified(address: string, hook: string): Promise<void> {
    const { guesses } = this.#limits();
    if (guesses !== undefined) {
      const count = await this.#counter('not verified', guesses).count(`${subnetOf(address)} ${hook}`, 1);
      this.#check(count, guesses, 'one address, not verified', { address, hook });
    }
  }

  /**
   * Tells that an address knows the secret of a hook. While an address guesses too much, only the hooks it knew before are open to it: a
   * right guess is told nothing of, and a sender that shares the address with a guesser (behind a proxy) is served on.
   */
  async opened(address: string, hook: string): Promise<void> {
    const { guesses } = this.#limits();
    const network = subnetOf(address);
    const pair = `${network} ${hook}`;
    if (guesses !== undefined && !this.#welcome.has(pair)) {
      const count = await this.#counter('guesses', guesses).count(network, 0);
      this.#check(count, guesses, 'one address, with unknown secrets', { address });
    }
    this.#welcome.add(pair);
  }

  #counter(what: string, rate: Rate): Counter {
    const known = this.#counters.get(what);
    if (known?.rate.requests === rate.requests && known.rate.per === rate.per) {
      return known;
    }
    const counter = new Counter(rate);
    this.#counters.set(what, counter);
    return counter;
  }

  #check({ wait, isFirst }: Count, rate: Rate, who: string, fields: object): void {
    if (isFirst) {
      this.#log.warn({ ...fields, rate: rateText(rate) }, 'more requests than the rate allows; the rest is refused');
    }
    if (wait > 0) {
      const message = `more than ${rateText(rate)} from ${who}; send it again later`;
      throw new RequestError(429, 'too_many_requests', message, { retryAfter: Math.ceil(wait / 1000) });
    }
  }
}

/** What is counted together: an IPv4 address, or the /64 that an IPv6 sender has for itself. */
function subnetOf(address: string): string {
  if (!isIPv6(address)) {
    return address;
  }
  const [head = '', tail] = address.split('::');
  const groups = head.split(':').filter(Boolean);
  const last = (tail ?? '').split(':').filter(Boolean);
  const zeros = tail === undefined ? [] : Array(Math.max(0, 8 - groups.length - last.length)).fill('0');
  return [...groups, ...zeros, ...last]
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':');
}
