import { z } from 'zod';

/** How a hook's body is read. */
export const BodyKey = z
  .union([
    z.enum(['auto', 'json', 'form']),
    z.strictObject({ json_field: z.string().min(1).describe('The field of the form that holds JSON.') }),
  ])
  .describe('How the body is read: by its content type (auto), as JSON, as a form, or as JSON in one field of a form.');
export type BodyForm = z.infer<typeof BodyKey>;
