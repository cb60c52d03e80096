import { hash, timingSafeEqual } from 'node:crypto';

/** Whether two texts are equal, in a time that depends on neither. */
export function equalTexts(one: string, other: string): boolean {
  return timingSafeEqual(hash('sha256', one, 'buffer'), hash('sha256', other, 'buffer'));
}

/** Whether two signatures are equal, in a time that does not depend on where they differ. */
export function equalBytes(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && timingSafeEqual(one, other);
}
