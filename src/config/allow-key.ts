import { z } from 'zod';
import { type Allow, OPERATIONS, operationsOf } from '../odoo/allow.ts';

const WORDS = OPERATIONS.join(', ');
/** How else people call the operations. */
const OTHER_WORDS: ReadonlyMap<string, string> = new Map([
  ['delete', 'unlink'],
  ['update', 'write'],
]);

const Operation = z
  .string()
  .regex(/^[a-zA-Z][a-zA-Z0-9_]*$/, { error: `this must be one of ${WORDS}, or the name of a public method` })
  .superRefine((name, ctx) => {
    const isWord = OPERATIONS.some((word) => word === name);
    const words = OTHER_WORDS.get(name) ?? operationsOf(name).join(', ');
    // A method that one of the words covers is never asked for by its name.
    if (!isWord && words !== name) {
      ctx.addIssue({ code: 'custom', message: `\`${name}\` is not a word of \`allow\`; say ${words}` });
    }
  });

/** What may be done over a connection, by model. */
export const AllowKey = z
  .record(
    z.string().regex(/^(\*|[a-z][a-z0-9_.]*)$/, { error: 'a model is named as in Odoo, such as res.partner; or `*`' }),
    z.array(Operation),
  )
  .transform((allow): Allow => new Map(Object.entries(allow)))
  .describe(
    'What may be done, by model, `*` for those not named: read, create, write, unlink, names of methods, or methods for all of those. Left out, everything.',
  );
