import { headerOf, notVerified, type Sent } from '../sent.ts';
import { asText, readJson, valueAt, valuesAt } from './json-path.ts';
import type { SignatureKeys } from './keys.ts';

/** `t=1,v1=a,v1=b` by name. */
export type Pairs = Map<string, string[]>;

/** One thing that is signed: the request, or an item of its body. */
export interface SignedThing {
  /** The texts that may be its signature. */
  signatures: string[];
  pairs: Pairs | undefined;
  item: unknown;
}

/** No sender gives more; each costs a computation. */
const MOST_SIGNATURES = 20;
const MOST_ITEMS = 10_000;

/** Finds what is signed and its signatures. Throws RequestError 401 when there are none. */
export function signedThings(keys: SignatureKeys, sent: Sent): SignedThing[] {
  return keys.field === undefined ? [inHeader(keys, sent)] : inBody(keys.each, keys.field, sent);
}

function inBody(each: string | undefined, field: string, sent: Sent): SignedThing[] {
  const body = readJson(sent.body);
  const items = each === undefined ? [body] : valuesAt(body, each);
  if (items.length === 0 || items.length > MOST_ITEMS) {
    throw notVerified(`the body has ${items.length} items that could be signed (${each})`);
  }
  return items.map((item, index) => {
    const signature = asText(valueAt(item, field));
    if (signature === undefined) {
      throw notVerified(`${field} is missing in ${each === undefined ? 'the body' : `item ${index + 1}`}`);
    }
    return { signatures: [signature], pairs: undefined, item };
  });
}

function inHeader(keys: SignatureKeys, sent: Sent): SignedThing {
  const names = [keys.header ?? []].flat();
  const found = names.flatMap((name) => {
    const value = headerOf(sent, name);
    return value === undefined ? [] : [{ name, value }];
  });
  const values = found.map(({ value }) => value.trim());
  if (values.length === 0) {
    throw notVerified(`the header ${names.join(' or ')} is missing`);
  }
  const pairs = keys.pair === undefined && keys.timestamp?.pair === undefined ? undefined : readPairs(values);
  const signatures = values.flatMap((value) => signaturesIn(keys, value, pairs));
  if (signatures.length === 0 || signatures.length > MOST_SIGNATURES) {
    throw notVerified(
      `the header ${names.join(' or ')} holds ${signatures.length} signatures of the kind that is expected`,
    );
  }
  return { signatures, pairs, item: undefined };
}

function signaturesIn(keys: SignatureKeys, value: string, pairs: Pairs | undefined): string[] {
  const { pair, list, prefix = '' } = keys;
  if (pair !== undefined) {
    return pairs?.get(pair) ?? [];
  }
  if (list !== undefined) {
    return value.split(' ').flatMap((part) => (part.startsWith(`${list},`) ? [part.slice(list.length + 1)] : []));
  }
  return [value.startsWith(prefix) ? value.slice(prefix.length) : value];
}

function readPairs(values: readonly string[]): Pairs {
  const pairs: Pairs = new Map();
  for (const part of values.flatMap((value) => value.split(','))) {
    const equals = part.indexOf('=');
    const name = part.slice(0, equals).trim();
    if (equals > 0) {
      pairs.set(name, [...(pairs.get(name) ?? []), part.slice(equals + 1).trim()]);
    }
  }
  return pairs;
}
