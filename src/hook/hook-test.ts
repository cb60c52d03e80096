import { z } from 'zod';
import type { Place } from '../errors.ts';

const Ids = z.array(z.bigint()).describe('The records.');
const FieldValues = z.record(z.string(), z.unknown()).describe('The values, as they must reach Odoo.');

/** One RPC call that must be made; only calls that change something are compared. */
export const ExpectedCall = z
  .union([
    z.strictObject({
      create: z.string().describe('The model.'),
      external_id: z.string().min(1).describe('The external id it is made under.').optional(),
      values: FieldValues,
    }),
    z.strictObject({ write: z.string().describe('The model.'), ids: Ids, values: FieldValues }),
    z.strictObject({ unlink: z.string().describe('The model.'), ids: Ids }),
    z.strictObject({
      send: z.string().describe('The URL.'),
      json: z.unknown().describe('What is sent.').optional(),
      method: z.string().default('POST'),
    }),
    z.strictObject({
      call: z.string().describe('The method.'),
      model: z.string(),
      ids: Ids.optional(),
      args: z.array(z.unknown()).default([]),
      kwargs: z.record(z.string(), z.unknown()).default({}),
    }),
  ])
  .describe('A call that changes something in Odoo.');
export type ExpectedCall = z.infer<typeof ExpectedCall>;

/** What Odoo answers instead of the sandbox, for calls of one method of one model, one answer after another. */
const CannedAnswer = z
  .strictObject({
    call: z.string().describe('The model and the method, such as sale.order.search.'),
    answer: z.unknown().describe('What Odoo answers.').optional(),
    fault: z
      .strictObject({ name: z.string().describe("Odoo's exception, such as ValidationError."), message: z.string() })
      .describe('What Odoo refuses the call with.')
      .optional(),
  })
  .refine(({ answer, fault }) => (answer === undefined) !== (fault === undefined), {
    error: 'give `answer` or `fault`, one of the two',
  });

/** What another server answers, once, to a GET of its URL. */
const CannedDocument = z.strictObject({
  url: z.string().min(1).describe('The URL.'),
  answer: z.unknown().describe('What it answers: JSON, or the text of a file.').optional(),
  status: z.bigint().describe('The HTTP status.').default(200n),
});
export type CannedDocument = z.infer<typeof CannedDocument>;

/** What `fetch` finds, once, when it reads a record from an Odoo. */
const CannedRecord = z.strictObject({
  odoo: z.string().min(1).describe('The connection.'),
  model: z.string().min(1).describe('The model.'),
  id: z.bigint().describe('The id.'),
  answer: z.unknown().describe('The record as `fetch` gives it, nested; left out: there is none.').optional(),
});
export type CannedRecord = z.infer<typeof CannedRecord>;

/** A delivery with what must come of it. */
export const HookTest = z
  .strictObject({
    name: z.string().describe('What the test shows.').optional(),
    payload: z.unknown().describe('The payload, sent as JSON.').optional(),
    file: z.string().describe('A file beside the hook with the raw body instead of `payload`.').optional(),
    headers: z.record(z.string(), z.string()).describe('Headers of the request.').default({}),
    odoo: z.array(CannedAnswer).describe("Answers that come instead of the sandbox Odoo's.").default([]),
    fetch: z
      .array(z.union([CannedDocument, CannedRecord]))
      .describe('Answers of other servers, and records of other Odoos; none is asked.')
      .default([]),
    expect: z.array(ExpectedCall).describe('The calls that change something, in their order; [] for none.').optional(),
    answer: z
      .strictObject({
        status: z.bigint().describe('The HTTP status.').default(200n),
        code: z.string().describe('The `code` of the answer.').optional(),
        message: z.string().describe('The `message` of the answer.').optional(),
      })
      .describe('What the sender must be answered; default: 200.')
      .default({ status: 200n }),
  })
  .refine(({ payload, file }) => payload === undefined || file === undefined, {
    error: 'give `payload` or `file`, one of the two',
  });
export type HookTest = z.infer<typeof HookTest>;

/** A test, with where it stands in its file. */
export type PlacedTest = HookTest & { place: Place };
