import { z } from 'zod';
import { Leaf } from './schemes/index.ts';

/** How a sender is verified: one scheme, or several that must all hold, or of which one must hold. */
export type VerifyTree = Leaf | { all: VerifyTree[] } | { any: VerifyTree[] } | 'none';

/** The tree as it stands in YAML once a preset was filled in. */
export const VerifyTree: z.ZodType<VerifyTree> = z.lazy(() =>
  z.union([
    z.literal('none', { error: '`verify` must be a map with `preset` or `scheme`, or the word none' }),
    z.strictObject({ all: z.array(VerifyTree).min(1).describe('Each must hold.') }),
    z.strictObject({ any: z.array(VerifyTree).min(1).describe('One must hold.') }),
    Leaf,
  ]),
);

const WithPreset = z
  .looseObject({
    preset: z.string().describe('What is known of one kind of sender: docs/senders.md.'),
    handshake_token: z.string().describe('The token that the sender shows once, when the webhook is made.').optional(),
  })
  .describe('A preset, with the secrets it asks for.');

/** The key `verify` of a hook file, for editors. */
export const VerifyKey = z
  .union([
    z.literal('none').describe('Anybody may call the hook.'),
    WithPreset,
    Leaf,
    z.strictObject({ all: z.array(z.record(z.string(), z.unknown())).min(1).describe('Each must hold.') }),
    z.strictObject({ any: z.array(z.record(z.string(), z.unknown())).min(1).describe('One must hold.') }),
  ])
  .describe('Who may call the hook, beside who knows its URL: docs/verify.md.');
