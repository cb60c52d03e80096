import { z } from 'zod';

/** One secret, or several at once: while a secret is changed, both the new and the old one count. */
export const Secrets = {
  secret: z.string().min(1).describe('The secret that the sender signs with.').optional(),
  secrets: z.array(z.string().min(1)).min(1).describe('Several secrets, the new one first: each counts.').optional(),
};

/** A fault when not exactly one of two keys is there. */
export function oneOf(one: string, several: string): [(given: Record<string, unknown>) => boolean, { error: string }] {
  return [
    (given) => (given[one] === undefined) !== (given[several] === undefined),
    { error: `give \`${one}\`, or several of them as a list in \`${several}\`` },
  ];
}

/** The secrets, the current one first. */
export function listOf(one: string | undefined, several: readonly string[] | undefined): readonly string[] {
  return several ?? (one === undefined ? [] : [one]);
}
