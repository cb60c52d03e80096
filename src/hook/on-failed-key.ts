import { z } from 'zod';
import { faultOf } from '../outgoing/guard.ts';

const HttpUrl = z.string().refine(isFit, {
  error: '`webhook` must be a URL such as https://alerts.example.com/hookdoo, without a user or password in it',
});

function isFit(text: string): boolean {
  const url = URL.parse(text);
  return url !== null && faultOf(url) === undefined;
}

/** Who is told that deliveries of a hook failed. */
export const OnFailedKey = z
  .union([
    z.strictObject({ webhook: HttpUrl.describe('An address that is sent the notice, as JSON by POST.') }),
    z.strictObject({
      activity: z
        .strictObject({
          user: z.string().min(1).describe("The user's login."),
          summary: z.string().min(1).describe("The activity's title.").default('Hookdoo: a delivery failed'),
        })
        .describe("An activity for a user of the hook's Odoo, on that user's own contact."),
    }),
  ])
  .describe(
    'Who is told that deliveries failed: at once for the first, then at most every ten minutes for all that followed.',
  );
export type OnFailed = z.infer<typeof OnFailedKey>;
