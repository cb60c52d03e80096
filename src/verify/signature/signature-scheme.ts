import { hash } from 'node:crypto';
import { asSent, type Draft, withHeader } from '../draft.ts';
import type { Means, Scheme, SchemeContext } from '../scheme.ts';
import { notVerified, queryOf, type Sent } from '../sent.ts';
import { decode, type Encoding, encode } from './encoding.ts';
import { putSignature } from './in-body.ts';
import type { SignatureKeys } from './keys.ts';
import { type SignedUrl, signedUrlFrom, signedUrls } from './signed-url.ts';
import { compileTemplate, type Signed, type Template, TOKENS } from './template.ts';
import { timestampOf, timestampToSign } from './when.ts';
import { type SignedThing, signedThings } from './where.ts';

/** One key that a signature may have been made with. */
export interface SigningKey {
  /** Fixed values for the signed text, such as `{secret}`. */
  values: Readonly<Record<string, string>>;
  /** Whether the signature is that of the signed bytes, in a time that does not depend on how much of it is right. */
  matches(signed: Buffer, signature: Uint8Array): boolean;
  /** The signature of the signed bytes; left out where only the sender can make it. */
  make?: ((signed: Buffer) => Uint8Array) | undefined;
}

/** What makes a scheme of a signature. */
export interface Signing {
  keys: SignatureKeys;
  encoding: Encoding;
  /** What is signed, where `signed` does not say. */
  defaultSigned: string;
  /** Names of the fixed values. */
  values: readonly string[];
  /** The keys that count for this request. Throws RequestError. */
  keysFor(sent: Sent, means: Means): readonly SigningKey[] | Promise<readonly SigningKey[]>;
  /** The key to sign with. */
  ownKey: SigningKey | undefined;
  secrets: readonly string[];
}

/** A scheme that finds a signature, makes the text that was signed, and compares. Faults go to the context. */
export function signatureScheme(signing: Signing, context: SchemeContext): Scheme {
  const { keys, keysFor, ownKey, secrets } = signing;
  const text = keys.signed ?? signing.defaultSigned;
  const compiled = compileTemplate(text, signing.values);
  if ('token' in compiled) {
    const allowed = [...TOKENS, ...signing.values];
    context.fault(['signed'], `{${compiled.token}} is not known here`, { offset: compiled.offset, allowed });
  }
  checkPlaces(keys, context);
  const { template, uses } =
    'token' in compiled ? { template: () => Buffer.alloc(0), uses: new Set<string>() } : compiled;
  const from = signedUrlFrom(keys.url, uses, context);
  const comparison = { signing, template, from, signsUrl: uses.has('url') };
  return {
    check(sent, means) {
      const found = keysFor(sent, means);
      return found instanceof Promise
        ? found.then((these) => compare(comparison, these, sent, means))
        : compare(comparison, found, sent, means);
    },
    sign: ownKey?.make === undefined ? undefined : (draft, now) => sign(comparison, ownKey, draft, now),
    hides: [],
    secrets,
  };
}

function checkPlaces(keys: SignatureKeys, { fault }: SchemeContext): void {
  if ((keys.header === undefined) === (keys.field === undefined)) {
    fault([], 'give `header` or `field`, one of the two: where the signature stands');
  }
  if (keys.each !== undefined && keys.field === undefined) {
    fault(['each'], '`each` needs `field`: where the signature stands in each item');
  }
}

interface Comparison {
  signing: Signing;
  template: Template;
  from: SignedUrl;
  signsUrl: boolean;
}

function compare(comparison: Comparison, found: readonly SigningKey[], sent: Sent, means: Means): void {
  const { keys, encoding } = comparison.signing;
  for (const thing of signedThings(keys, sent)) {
    const timestamp = keys.timestamp && timestampOf(keys.timestamp, sent, thing.pairs, means.now());
    const texts = candidates(comparison, found, { sent: formOrNot(keys, sent), timestamp, item: thing.item });
    const signatures = thing.signatures.flatMap((text) => decode(text, encoding) ?? []);
    const holds = texts.some(({ key, signed }) => signatures.some((signature) => key.matches(signed, signature)));
    if (!holds) {
      throw notVerified(whyNot(comparison, thing, signatures.length, sent));
    }
  }
}

/** All texts that may have been signed, with the key each was signed with. */
function candidates(
  { signing, template, from }: Comparison,
  found: readonly SigningKey[],
  parts: Pick<Signed, 'sent' | 'timestamp' | 'item'>,
): { key: SigningKey; signed: Buffer }[] {
  const urls = signedUrls(from, parts.sent.target, signing.keys.url_ports === true);
  return found.flatMap((key) => urls.map((url) => ({ key, signed: template({ ...parts, url, values: key.values }) })));
}

/** With `body_hash` in the query the body is signed through the URL, and counts as no form. Throws RequestError 401. */
function formOrNot({ body_hash }: SignatureKeys, sent: Sent): Sent {
  const expected = body_hash === undefined ? undefined : queryOf(sent, body_hash);
  if (expected === undefined) {
    return sent;
  }
  if (hash('sha256', sent.body) !== expected.toLowerCase()) {
    throw notVerified(`the body is not the one whose hash stands in the URL (${body_hash})`);
  }
  return { ...sent, body: new Uint8Array() };
}

function whyNot({ signing, from, signsUrl }: Comparison, thing: SignedThing, decoded: number, sent: Sent): string {
  if (decoded === 0) {
    const form = signing.encoding === 'either' ? 'hex or base64' : signing.encoding;
    return `the signature is not written in ${form}`;
  }
  const changed = ['a wrong secret', 'or the body was changed on its way'];
  const url = `or the sender calls another address than ${signedUrls(from, sent.target.split('?')[0] ?? '', false)[0]}`;
  const where = thing.item === undefined ? 'the signature' : 'the signature of an item';
  return `${where} does not match: ${[...changed, ...(signsUrl ? [url] : [])].join(', ')}`;
}

function sign({ signing, template, from }: Comparison, key: SigningKey, draft: Draft, now: number): Draft {
  const { keys, encoding } = signing;
  const timestamp = keys.timestamp && timestampToSign(keys.timestamp, draft.body, now);
  const timed =
    keys.timestamp?.header === undefined ? draft : withHeader(draft, keys.timestamp.header, timestamp ?? '');
  const make = (sent: Sent, item: unknown) => {
    const [url = ''] = signedUrls(from, sent.target, false);
    const signed = template({ sent: formOrNot(keys, sent), url, timestamp, item, values: key.values });
    return encode(key.make?.(signed) ?? new Uint8Array(), encoding);
  };
  if (keys.field !== undefined) {
    return { ...timed, body: putSignature(timed.body, keys.each, keys.field, (item) => make(asSent(timed), item)) };
  }
  const [header = ''] = [keys.header ?? []].flat();
  return withHeader(timed, header, written(keys, make(asSent(timed), undefined), timestamp));
}

/** A signature as it stands in its header. */
function written({ pair, list, prefix = '', timestamp }: SignatureKeys, signature: string, time = ''): string {
  if (pair !== undefined) {
    return `${timestamp?.pair === undefined ? '' : `${timestamp.pair}=${time},`}${pair}=${signature}`;
  }
  return list === undefined ? `${prefix}${signature}` : `${list},${signature}`;
}
