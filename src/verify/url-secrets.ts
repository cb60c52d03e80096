import { hash, randomBytes } from 'node:crypto';
import type { Means } from './scheme.ts';
import { type Door, doorOf, type GuardedHook } from './verified-request.ts';

/** A secret that opens a hook, until `expiresAt` (milliseconds since 1970) where that is set. */
export interface KnownSecret {
  hook: string;
  secret: string;
  expiresAt: number | undefined;
}

/** Where secrets come from. Each gives the same object again for as long as nothing changed. */
export interface SecretSources {
  /** The hooks that are served, by name; a `secret` given here is the only one of its hook. */
  hooks: () => ReadonlyMap<string, GuardedHook>;
  /** The secrets kept in the store. */
  stored: () => Promise<readonly KnownSecret[]>;
}

/** Finds the hook that a URL's secret opens. */
export interface UrlSecrets {
  find(secret: string): Promise<Door | undefined>;
}

/** A new secret: 32 hex digits, 128 random bits. */
export function makeSecret(): string {
  return randomBytes(16).toString('hex');
}

/**
 * Looks secrets up by their digest: how long a look-up takes depends neither on the secret given nor on whether it is known. A new
 * secret opens at once, and an expired one no more.
 */
export function urlSecrets(sources: SecretSources, means: Means): UrlSecrets {
  let seen: unknown[] = [];
  let table = new Map<string, KnownSecret>();

  return {
    async find(secret: string): Promise<Door | undefined> {
      const now = [sources.hooks(), await sources.stored()] as const;
      if (now[0] !== seen[0] || now[1] !== seen[1]) {
        table = buildTable(...now);
        seen = [...now];
      }
      const known = table.get(digest(secret));
      if (known === undefined || (known.expiresAt !== undefined && known.expiresAt <= Date.now())) {
        return undefined;
      }
      return doorOf(known.hook, now[0].get(known.hook) ?? { verify: undefined }, means);
    },
  };
}

function buildTable(hooks: ReadonlyMap<string, GuardedHook>, stored: readonly KnownSecret[]): Map<string, KnownSecret> {
  const given = [...hooks].flatMap(([hook, { secret }]) =>
    secret === undefined ? [] : [{ hook, secret, expiresAt: undefined }],
  );
  const isOpened = (hook?: GuardedHook) => hook !== undefined && hook.secret === undefined && hook.path === undefined;
  const kept = stored.filter(({ hook }) => isOpened(hooks.get(hook)));
  // A secret that is both given in a file and kept for another hook opens the one of the file.
  return new Map([...kept, ...given].map((known) => [digest(known.secret), known]));
}

function digest(secret: string): string {
  return hash('sha256', secret);
}
