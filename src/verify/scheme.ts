import type { Draft } from './draft.ts';
import type { PublicKeys } from './keys/public-keys.ts';
import type { Sent } from './sent.ts';

/** What a check needs from outside. */
export interface Means {
  /** Milliseconds since 1970. */
  now(): number;
  /** Fetches the keys of senders that publish theirs. */
  keys: PublicKeys;
}

/** One way to say who sent a request. */
export interface Scheme {
  /** Throws RequestError 401 unless the sender is who it must be, and 503 when a key cannot be had now. */
  check(sent: Sent, means: Means): void | Promise<void>;
  /**
   * Signs a request as the sender would, and gives the same one where nothing is added to it; left out where only the sender can. Throws
   * RequestError 401 when a part that is signed is missing.
   */
  sign?: ((draft: Draft, now: number) => Draft) | undefined;
  /** Where secrets stand in a request, as paths for redaction: `headers.x-token`, `payload.token`. */
  hides: string[];
  /** The secrets that sign; the first is the current one. */
  secrets: readonly string[];
}

/** A fault in the `verify` of a hook, at a path under it. */
export interface VerifyFault {
  path: (string | number)[];
  message: string;
  offset?: number | undefined;
  key?: string | undefined;
  allowed?: string[] | undefined;
}

/** What schemes are compiled with. */
export interface SchemeContext {
  /** The address that senders call this server by, without a slash at its end. */
  publicUrl: string | undefined;
  /** Addresses and networks of the reverse proxies whose headers count. */
  trustedProxies: readonly string[];
  /** Whether the hook's address is a secret. */
  secretUrl: boolean;
  fault(path: (string | number)[], message: string, more?: { offset?: number; allowed?: string[] }): void;
}
