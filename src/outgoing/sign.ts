import { createHmac } from 'node:crypto';

/** How a message is signed. */
export type Signing =
  /** Several secrets give several signatures, so that a receiver can change from one to the other. */
  | { scheme: 'standard_webhooks'; secrets: readonly string[] }
  /** `prefix` stands before the signature, such as `sha256=`. */
  | { scheme: 'hmac'; secret: string; header: string; hash: string; encoding: 'hex' | 'base64'; prefix: string };

/** A message to be signed; `timestamp` is in seconds since 1970. */
export interface Message {
  id: string;
  timestamp: number;
  body: string;
}

/** The form of a secret of Standard Webhooks: Base64, with or without `whsec_` before it. */
export const STANDARD_SECRET = /^(?:whsec_)?[A-Za-z0-9+/]{16,}={0,2}$/;

/**
 * The headers that tell a message's id and time, and those that sign it. Standard Webhooks signs `id.timestamp.body` with HMAC-SHA256
 * (https://github.com/standard-webhooks/standard-webhooks); `hmac` signs the body alone.
 */
export function messageHeaders(message: Message, signing: Signing | undefined): Record<string, string> {
  const { id, timestamp, body } = message;
  const known = { 'webhook-id': id, 'webhook-timestamp': String(timestamp) };
  switch (signing?.scheme) {
    case undefined:
      return known;
    case 'standard_webhooks': {
      const keys = signing.secrets.map((secret) => Buffer.from(secret.replace(/^whsec_/, ''), 'base64'));
      const signed = `${id}.${timestamp}.${body}`;
      const signatures = keys.map((key) => `v1,${createHmac('sha256', key).update(signed).digest('base64')}`);
      return { ...known, 'webhook-signature': signatures.join(' ') };
    }
    case 'hmac': {
      const { secret, header, hash, encoding, prefix } = signing;
      return { ...known, [header]: `${prefix}${createHmac(hash, secret).update(body).digest(encoding)}` };
    }
  }
}
