import { Bytes } from '../../expression/bytes.ts';
import { decodeBytes } from '../../expression/codec.ts';
import { Dict } from '../../expression/dict.ts';
import { str } from '../../expression/repr.ts';
import type { Value } from '../../expression/value.ts';
import type { Json } from '../../odoo/json.ts';
import { odooTime } from '../odoo-time.ts';
import type { Fitting } from './fitting.ts';
import { misfit, orMisfit } from './refusal.ts';

/** A text, or a number or time as text. What PostgreSQL cannot keep (NUL, halves of surrogate pairs) is taken out. */
export function fitText(value: Value, fitting: Fitting): Json {
  const text = textOf(value, 'a text', fitting);
  return fitting.name === 'website' && HAVE_WEBSITES.has(fitting.model) ? withScheme(text) : text;
}

/** Models whose `website` Odoo keeps with a scheme (`_clean_website`, 14 and 19). */
const HAVE_WEBSITES = new Set(['res.partner', 'crm.lead']);

/** The website as Odoo keeps it, so that one that is there already is known to be the same. */
function withScheme(website: string): string {
  const isWhole = /^([a-z][a-z0-9+.-]*:(?!\d)|\/|\s*$)/i.test(website);
  return isWhole ? website : `http://${website}`;
}

/** HTML made of plain text, which is escaped, or given as `{html: …}`. */
export function fitHtml(value: Value, fitting: Fitting): Json {
  const wanted = 'a text, or `{html: …}` for what is HTML already';
  if (value instanceof Dict && value.size === 1) {
    const html = value.get('html');
    return html === undefined ? refuse(value, wanted, fitting) : html === null ? false : textOf(html, wanted, fitting);
  }
  return escapeHtml(textOf(value, wanted, fitting)).replace(/\r\n|\r|\n/g, '<br>');
}

function textOf(value: Value, wanted: string, fitting: Fitting): string {
  const text = orMisfit(value, wanted, fitting, () => plainText(value));
  return text === undefined ? refuse(value, wanted, fitting) : text.replaceAll('\0', '').toWellFormed();
}

function plainText(value: Value): string | undefined {
  if (typeof value === 'string') {
    return value;
  }
  if (typeof value === 'bigint' || (typeof value === 'number' && Number.isFinite(value))) {
    return str(value);
  }
  return value instanceof Bytes ? decodeBytes(value.data, 'utf-8', 'strict') : odooTime(value);
}

function refuse(value: Value, wanted: string, fitting: Fitting): never {
  throw misfit(value, wanted, fitting);
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}
