import { decode } from './encoding.ts';

/** How the key is written in the secret. */
export type KeyForm = 'utf8' | 'base64' | 'hex';

/** The bytes of the key that a secret holds, after `prefix` where it begins so; undefined when it is not written in that form. */
export function secretBytes(secret: string, form: KeyForm, prefix: string | undefined): Uint8Array | undefined {
  const text = prefix !== undefined && secret.startsWith(prefix) ? secret.slice(prefix.length) : secret;
  if (form === 'utf8') {
    return Buffer.from(text, 'utf8');
  }
  if (form === 'hex') {
    return decode(text.toLowerCase(), 'hex');
  }
  return decode(text, 'base64') ?? decode(`${text}${'='.repeat((4 - (text.length % 4)) % 4)}`, 'base64');
}
