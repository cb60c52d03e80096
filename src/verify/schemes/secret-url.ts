import { z } from 'zod';
import type { Scheme, SchemeContext } from '../scheme.ts';

export const SecretUrl = z
  .strictObject({ scheme: z.literal('secret_url') })
  .describe("The secret in the hook's URL, and nothing more: for senders that sign nothing.");

/** Compiles the scheme `secret_url`: who came to the hook knows its URL. */
export function secretUrl(_leaf: z.output<typeof SecretUrl>, { secretUrl: isSecret, fault }: SchemeContext): Scheme {
  if (!isSecret) {
    fault([], 'this sender signs nothing, so the URL must be the secret: leave `path` out, or say how it is verified');
  }
  return { check: () => undefined, sign: (draft) => draft, hides: [], secrets: [] };
}
