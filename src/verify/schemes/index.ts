import { z } from 'zod';
import type { Scheme, SchemeContext } from '../scheme.ts';
import { Basic, basic } from './basic.ts';
import { ClientCertificate, clientCertificate } from './client-certificate.ts';
import { Digest, digest } from './digest.ts';
import { Ed25519, ed25519 } from './ed25519.ts';
import { Hmac, hmac } from './hmac.ts';
import { Ip, ip } from './ip.ts';
import { Rsa, rsa } from './rsa.ts';
import { SecretUrl, secretUrl } from './secret-url.ts';
import { StandardWebhooks, standardWebhooks } from './standard-webhooks.ts';
import { Token, token } from './token.ts';

/** What each scheme takes, by its name. */
export const SHAPES = {
  hmac: Hmac,
  standard_webhooks: StandardWebhooks,
  rsa: Rsa,
  ed25519: Ed25519,
  digest: Digest,
  token: Token,
  basic: Basic,
  ip: Ip,
  client_certificate: ClientCertificate,
  secret_url: SecretUrl,
};

/** One scheme with its keys, as it stands in YAML. */
export const Leaf = z.discriminatedUnion('scheme', [
  Hmac,
  StandardWebhooks,
  Rsa,
  Ed25519,
  Digest,
  Token,
  Basic,
  Ip,
  ClientCertificate,
  SecretUrl,
]);
export type Leaf = z.output<typeof Leaf>;

/** Compiles one scheme. Faults go to the context. */
export function compileLeaf(leaf: Leaf, context: SchemeContext): Scheme {
  switch (leaf.scheme) {
    case 'hmac':
      return hmac(leaf, context);
    case 'standard_webhooks':
      return standardWebhooks(leaf, context);
    case 'rsa':
      return rsa(leaf, context);
    case 'ed25519':
      return ed25519(leaf, context);
    case 'digest':
      return digest(leaf, context);
    case 'token':
      return token(leaf, context);
    case 'basic':
      return basic(leaf, context);
    case 'ip':
      return ip(leaf, context);
    case 'client_certificate':
      return clientCertificate(leaf, context);
    case 'secret_url':
      return secretUrl(leaf, context);
  }
}
