/** Thrown by a walk over values that needs what is not known yet; what that is the answers have noted. */
export class Lacking {}

export const LACKING = new Lacking();

/** What `each` makes of the items. All are tried before Lacking is thrown, so that what they all lack is got together. */
export function gather<T, R>(items: Iterable<T>, each: (item: T, index: number) => R): R[] {
  const made: R[] = [];
  let isLacking = false;
  let index = 0;
  for (const item of items) {
    try {
      made.push(each(item, index));
    } catch (error) {
      if (!(error instanceof Lacking)) {
        throw error;
      }
      isLacking = true;
    }
    index += 1;
  }
  if (isLacking) {
    throw LACKING;
  }
  return made;
}
