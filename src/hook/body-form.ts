import { z } from 'zod';

const Name = z.string().min(1);

/** How a hook's body is read. */
export const BodyKey = z
  .union([
    z.enum(['auto', 'json', 'form', 'soap', 'cloudevents']),
    z.strictObject({ json_field: Name.describe('The field of the form that holds JSON: it is the payload.') }),
    z.strictObject({ form_with_json: Name.describe('The field of the form that holds JSON; the others stay texts.') }),
    z.strictObject({ json_with_json: Name.describe('The key of the JSON object whose text is JSON itself.') }),
    z.strictObject({ soap: z.array(Name).describe('The elements that are lists, also where there is only one.') }),
  ])
  .describe(
    'How the body is read: by its content type (auto), as JSON, as a form, with JSON in one field or key, as a SOAP envelope, or as a CloudEvent.',
  );
export type BodyForm = z.infer<typeof BodyKey>;
