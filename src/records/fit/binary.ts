import { Bytes } from '../../expression/bytes.ts';
import { Dict } from '../../expression/dict.ts';
import type { Value } from '../../expression/value.ts';
import type { Json } from '../../odoo/json.ts';
import type { Fitting } from './fitting.ts';
import { misfit } from './refusal.ts';

const WANTED = 'base64 text, what b64encode(…) gives, or `{url: …}`';

/** Base64 text, also as bytes, as a `data:` URL or as Odoo's own webhooks write it (`b'…'`); or `{url: …}`, whose content is fetched. */
export function fitBinary(value: Value, fitting: Fitting): Json {
  if (value instanceof Dict && value.size === 1) {
    const url = value.get('url');
    if (typeof url === 'string' && url !== '') {
      return fitting.answers.download(url, fitting);
    }
  }
  const text = value instanceof Bytes ? Buffer.from(value.data).toString('latin1') : value;
  if (typeof text !== 'string') {
    throw misfit(value, WANTED, fitting);
  }
  const base64 = text
    .replace(/^data:[^,]{0,200};base64,/i, '')
    .replace(/^b'(.*)'$/s, '$1')
    .replace(/\s+/g, '');
  if (base64.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(base64)) {
    throw misfit(value, WANTED, fitting);
  }
  return base64 === '' ? false : base64;
}
