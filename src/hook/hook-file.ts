import { z } from 'zod';
import { DURATION } from '../duration.ts';
import { VerifyKey } from '../verify/verify-key.ts';
import { Model } from './actions/action.ts';
import { ACTIONS } from './actions/index.ts';
import { BodyKey } from './body-form.ts';
import { Expression } from './delivery-keys.ts';
import { FetchKey } from './fetch-key.ts';
import { PATH } from './guard.ts';
import { HandshakeKey } from './handshake.ts';
import { HookTest } from './hook-test.ts';
import { OnFailedKey } from './on-failed-key.ts';
import { RateKey } from './rate-key.ts';
import { ReplyKey } from './reply-key.ts';
import { RetryKey } from './retry-key.ts';

/** What a hook file holds (docs/hooks.md). */
export const HookFile = z.strictObject({
  description: z.string().describe('What the hook is for.').optional(),
  enabled: z.boolean().describe('false: the hook answers 404, as if it were not there.').default(true),
  odoo: z.string().describe('The connection; may be left out when there is one.').optional(),
  model: Model.describe("The model of the hook's record."),
  models: z
    .array(Model)
    .describe('The models that `target_record` may come to, where the payload names the model; default: only `model`.')
    .optional(),
  secret: z
    .string()
    .regex(/^[0-9a-zA-Z_-]{16,}$/, '`secret` must have 16 characters or more, of letters, digits, - and _')
    .describe("The last part of the hook's URL; made at first load when it is left out.")
    .optional(),
  path: z
    .string()
    .regex(PATH, '`path` must be made of letters, digits, - _ . and ~, with / between its parts: shopify/orders')
    .describe('A readable address, /hook/<path>, instead of one with a secret; it needs `verify`.')
    .optional(),
  verify: z.unknown().describe('Who may call the hook: docs/verify.md.').optional(),
  handshake: HandshakeKey.optional(),
  reply: ReplyKey.optional(),
  methods: z
    .array(z.enum(['POST', 'GET']))
    .min(1)
    .describe('The HTTP methods taken; default: only POST.')
    .default(['POST']),
  body: BodyKey.default('auto'),
  rate: RateKey.optional(),
  payload: z.record(z.string(), z.unknown()).describe('A JSON Schema of what may come in.').optional(),
  when: Expression.describe('An expression: a delivery for which it is not true is skipped.').optional(),
  answer: z
    .enum(['done', 'stored'])
    .describe(
      'When the sender is answered: once the hook has done its work, as Odoo does, or once the delivery is stored.',
    )
    .default('done'),
  event: Expression.describe(
    'An expression over payload, headers and query: what happened, as the sender calls it; `delivery.event` in expressions.',
  ).optional(),
  unique: Expression.describe(
    'An expression over payload, headers and query: a second delivery with its value is the same event, and is not carried out.',
  ).optional(),
  unique_for: z
    .string()
    .regex(DURATION, 'a duration with its unit, such as 10s, 5m or 3d')
    .describe(
      'How long `unique` holds, for senders that give an event no id: what comes later, or after another delivery of the order_key, is new.',
    )
    .optional(),
  order_key: Expression.describe(
    'An expression over payload, headers and query: deliveries with one value run one after another, as they came.',
  ).optional(),
  version: Expression.describe(
    'An expression over payload, headers and query: what is not newer than what was done for the same order_key is skipped.',
  ).optional(),
  split: Expression.describe(
    'An expression that gives a list: each item becomes a delivery of its own, with the item as its payload.',
  ).optional(),
  retry: RetryKey.optional(),
  repeat: z
    .boolean()
    .describe(
      'true: a call of which it is not known whether Odoo carried it out is made again, also where that may do it twice.',
    )
    .default(false),
  undo: z
    .boolean()
    .describe('true: keep the old values before each write, for `hookdoo replay --undo`; costs a read for each write.')
    .default(false),
  on_failed: OnFailedKey.optional(),
  fetch: FetchKey.optional(),
  batch: z
    .boolean()
    .describe('false: the calls of this hook are never sent together with those of other deliveries.')
    .default(true),
  target_record: Expression.describe('An expression that gives the record(s), as in Odoo.').optional(),
  actions: z.array(z.unknown()).min(1).describe('What is done, one after another.'),
  log_calls: z
    .boolean()
    .describe('Keep every RPC call of a delivery, with its arguments and its answer, in the log.')
    .default(false),
  redact: z
    .array(z.string())
    .describe('Paths in the payload that are never stored, such as payload.card.number.')
    .default([]),
  context: z
    .record(z.string(), z.unknown())
    .describe('The Odoo context of every call: lang, tz, allowed_company_ids …')
    .default({}),
  tests: z.array(HookTest).describe('Deliveries with what must come of them, for `hookdoo test`.').default([]),
});

/** The same with any of its keys left out. */
export const SomeKeys = HookFile.partial();

/** The JSON Schema of a hook file, for editors. */
export function hookJsonSchema(): z.core.JSONSchema.BaseSchema {
  const described = HookFile.extend({
    verify: VerifyKey.optional(),
    actions: z
      .array(z.union(ACTIONS.map(({ shape }) => shape)))
      .min(1)
      .describe('What is done, one after another.'),
  });
  return z.toJSONSchema(described, {
    io: 'input',
    target: 'draft-7',
    unrepresentable: 'any',
    override: ({ zodSchema, jsonSchema }) => {
      if (zodSchema instanceof z.ZodBigInt) {
        jsonSchema.type = 'integer';
      }
    },
  });
}
