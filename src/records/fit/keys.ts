import type { Fields } from '../../odoo/fields.ts';
import { normalizedEmail } from './email.ts';

/** A field by which a text names a record. */
export interface Key {
  field: string;
  /** What to look for there; undefined for a text that cannot stand there. Without it: the text itself. */
  value?: (text: string) => string | undefined;
  /** Whether archived records count too. */
  archived?: boolean;
}

const NAME: Key = { field: 'name' };
/** Whose records a fresh database has archived, most of them, and takes all the same. */
export const CURRENCY = 'res.currency';
const PRODUCT: readonly Key[] = [{ field: 'default_code' }, { field: 'barcode' }, NAME];

/** By what texts name the records of some models, in this order. Others: by name. */
const KEYS: Record<string, readonly Key[]> = {
  'res.country': [{ field: 'code', value: countryCode }, NAME],
  [CURRENCY]: [{ field: 'name', value: (text) => text.toUpperCase(), archived: true }],
  'product.product': PRODUCT,
  'product.template': PRODUCT,
  'res.partner': [{ field: 'email_normalized', value: normalizedEmail }, NAME],
  'res.users': [{ field: 'login' }, { field: 'email_normalized', value: normalizedEmail }, NAME],
};

/** Models whose records are found by their keys alone; the others by Odoo's own search by name too. */
export const FOUND_BY_KEYS_ALONE: ReadonlySet<string> = new Set(['res.country', CURRENCY]);

/** What many senders call by another code than ISO 3166 and Odoo. */
const OTHER_CODES: Record<string, string> = { UK: 'GB', EL: 'GR' };

/** A country's code as Odoo has it; undefined for what is no code. */
export function countryCode(text: string): string | undefined {
  const code = text.toUpperCase();
  return /^[A-Z]{2}$/.test(code) ? (OTHER_CODES[code] ?? code) : undefined;
}

/** The keys of a model that this Odoo has and can search. */
export function keysOf(model: string, fields: Fields): readonly Key[] {
  return (KEYS[model] ?? [NAME]).filter(({ field }) => fields.get(field)?.searchable);
}
