/** The fields that `email_normalized` is made of, in the models that have it. */
export const EMAIL_FIELDS: ReadonlySet<string> = new Set(['email', 'email_from']);

/** An address as Odoo's `email_normalized` has it, from `Name <mail>` too; undefined for what is not one address. */
export function normalizedEmail(text: string): string | undefined {
  const inBrackets = /<([^<>]*)>\s*$/.exec(text)?.[1];
  const address = (inBrackets ?? text).trim().toLowerCase();
  return /^[^\s@<>,;]+@[^\s@<>,;]+$/.test(address) ? address : undefined;
}
