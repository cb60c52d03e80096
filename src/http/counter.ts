import { RateLimiterMemory } from 'rate-limiter-flexible';
import type { Rate } from '../hook/rate-key.ts';
import { Recent } from './recent.ts';

/** More keys than this would be held by no honest set of senders at once; it bounds what strangers can fill. */
const MOST_KEYS = 10_000;

export interface Count {
  /** Milliseconds until the key may again; 0 while it is within the rate. */
  wait: number;
  /** Whether this is the one that went past the rate. */
  isFirst: boolean;
}

/** Counts how often each key did something, in windows of the rate's length. */
export class Counter {
  readonly rate: Rate;
  readonly #limiter: RateLimiterMemory;
  readonly #keys = new Recent(MOST_KEYS, (key) => void this.#limiter.delete(key));

  constructor(rate: Rate) {
    this.rate = rate;
    this.#limiter = new RateLimiterMemory({ points: rate.requests, duration: rate.per / 1000 });
  }

  /** Counts `more`; with 0 it only looks. */
  async count(key: string, more: 0 | 1): Promise<Count> {
    this.#keys.add(key);
    const { consumedPoints, msBeforeNext } = await this.#limiter.penalty(key, more);
    const over = consumedPoints - this.rate.requests;
    return { wait: over > 0 ? Math.max(1, msBeforeNext) : 0, isFirst: over === 1 && more === 1 };
  }
}
