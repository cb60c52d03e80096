import { randomUUID } from 'node:crypto';

const RANDOM_BITS = 35n;
const LENGTH = 16;

let last = 0n;

/**
 * A new id: 16 characters of 0-9 and a-v, the first 9 of them the time in milliseconds. Ids sort by time; those of one process sort in the
 * order in which they were made, also within a millisecond.
 */
export function makeDeliveryId(now: number): string {
  // Node keeps random bytes for these ready; to ask the system for a few each time takes five times as long.
  const random = BigInt.asUintN(Number(RANDOM_BITS), BigInt(`0x${randomUUID().slice(-12)}`));
  const made = (BigInt(now) << RANDOM_BITS) | random;
  last = made > last ? made : last + 1n;
  return last.toString(32).padStart(LENGTH, '0');
}
