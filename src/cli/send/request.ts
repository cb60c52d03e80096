import { randomUUID } from 'node:crypto';
import { HookRefused, RequestError } from '../../errors.ts';
import type { Hook } from '../../hook/hook.ts';
import type { PayloadLimits } from '../../hook/payload.ts';
import { asSent, type Draft, withHeader } from '../../verify/draft.ts';
import { signRequest } from '../../verify/verifier.ts';
import { intakeOf } from '../../work/intake.ts';
import { CannotRun } from '../command.ts';
import { queryOf } from '../rehearse.ts';
import type { Address } from './address.ts';
import { contentTypeFor } from './content-type.ts';

/** What the person gives of a request. */
export interface Given {
  /** Undefined: what the hook takes. */
  method: 'POST' | 'GET' | undefined;
  headers: [string, string][];
  body: Uint8Array;
}

/** A request as the sender of a hook makes it, but for its signature. */
export interface Prepared {
  draft: Draft;
  /** The headers that were given new ids. */
  made: [string, string][];
}

/** The request with the content type and the ids that its sender gives it. Throws CannotRun. */
export function prepare(hook: Hook, given: Given, { url, path }: Address, limits: PayloadLimits): Prepared {
  const { headers, body } = given;
  const method = given.method ?? (hook.methods.includes('POST') ? 'POST' : 'GET');
  const plain: Draft = { method, url: new URL(`${path}${url.search}`, url).href, headers, body };
  return withIds(hook, method === 'GET' ? withBodyAsQuery(plain) : withType(hook, plain), limits);
}

function withType(hook: Hook, draft: Draft): Draft {
  return has(draft, 'content-type')
    ? draft
    : withHeader(draft, 'Content-Type', contentTypeFor(hook.body, draft.body, draft.headers));
}

function has({ headers }: Draft, name: string): boolean {
  return headers.some(([header]) => header.toLowerCase() === name);
}

/** A GET has no body: the keys of a JSON object, or a query as it is written, stand in its URL. */
function withBodyAsQuery(draft: Draft): Draft {
  const text = Buffer.from(draft.body).toString().trim();
  const url = new URL(draft.url);
  const query = text.startsWith('{') ? new URLSearchParams(pairsOf(text)).toString() : text.replace(/^\?/, '');
  url.search = [url.search.slice(1), query].filter((part) => part !== '').join('&');
  return { ...draft, url: url.href, body: new Uint8Array() };
}

function pairsOf(text: string): [string, string][] {
  try {
    return queryOf(text);
  } catch (error) {
    throw new CannotRun(`what the URL is to say is not JSON: ${error instanceof Error ? error.message : error}`);
  }
}

/** A header that `unique` reads, and that nobody gave, holds the sender's id of the event: each gets a new one until `unique` has a value. */
function withIds(hook: Hook, draft: Draft, limits: PayloadLimits): Prepared {
  const { event, unique } = hook.keys.headers;
  const missing = unique.filter((name) => !event.includes(name) && !has(draft, name));
  let prepared: Prepared = { draft, made: [] };
  for (const name of missing) {
    if (isKnown(hook, prepared.draft, limits)) {
      break;
    }
    const id = randomUUID();
    prepared = { draft: withHeader(prepared.draft, name, id), made: [...prepared.made, [name, id]] };
  }
  return prepared;
}

/** Whether the hook's `unique` has a value. What is refused for its body needs none. */
function isKnown(hook: Hook, draft: Draft, limits: PayloadLimits): boolean {
  try {
    const intake = intakeOf({ ...asSent(draft), path: '' }, hook, limits);
    const all = intake.items ?? [intake];
    return all.every(({ keys }) => keys.unique !== undefined);
  } catch (error) {
    if (error instanceof RequestError || error instanceof HookRefused) {
      return error instanceof RequestError;
    }
    throw error;
  }
}

/** The headers that tell the hook's `event`, when none of them was given. */
export function missingEvent({ keys }: Hook, { draft }: Prepared): readonly string[] {
  return keys.headers.event.some((name) => has(draft, name)) ? [] : keys.headers.event;
}

/** The request with the signature of the hook's sender. Throws CannotRun where it cannot be made. */
export function signed({ name, verify }: Hook, draft: Draft): Draft {
  if (verify === undefined) {
    return draft;
  }
  const made = attempt(name, () => signRequest(verify, draft, Date.now()));
  if (made === undefined) {
    throw new CannotRun(
      `the sender of \`${name}\` signs with a private key that it alone has, so nobody else can sign a request. ` +
        `\`hookdoo dry-run ${name} FILE\` takes the file through the hook without a signature; --unsigned sends it as it is, ` +
        'with the headers of a request that the sender signed (--header)',
    );
  }
  return made;
}

function attempt(name: string, sign: () => Draft | undefined): Draft | undefined {
  try {
    return sign();
  } catch (error) {
    if (error instanceof RequestError) {
      throw new CannotRun(
        `the request cannot be signed as the sender of \`${name}\` signs: ${error.detail ?? error.message}`,
      );
    }
    throw error;
  }
}
