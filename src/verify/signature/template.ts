import { hash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import type { Sent } from '../sent.ts';
import { neededHeader, notVerified, queryOf } from '../sent.ts';
import { asText, readJson, valueAt } from './json-path.ts';

/** What a signed text is made from. */
export interface Signed {
  sent: Sent;
  /** The address as the sender knows it. */
  url: string;
  timestamp: string | undefined;
  /** The item of the body that is signed. */
  item: unknown;
  /** The secret (for digests), and other fixed values. */
  values: Readonly<Record<string, string>>;
}

/** Makes the signed bytes. Throws RequestError 401 when a part of them is missing. */
export type Template = (signed: Signed) => Buffer;

type Part = (signed: Signed) => string | Uint8Array;

const PLAIN: Record<string, Part> = {
  body: ({ sent }) => sent.body,
  body_base64: ({ sent }) => Buffer.from(sent.body).toString('base64'),
  body_sha256: ({ sent }) => hash('sha256', sent.body),
  crc32: ({ sent }) => String(crc32(sent.body)),
  form_sorted: ({ sent }) => sortedForm(sent.body),
  method: ({ sent }) => sent.method,
  path: ({ sent }) => sent.target.split('?')[0] ?? '',
  url: ({ url }) => url,
  timestamp: ({ timestamp }) => timestamp ?? '',
};

const NAMED: Record<string, (name: string) => Part> = {
  header: (name) => (signed) => neededHeader(signed.sent, name),
  query: (name) => (signed) => needed(queryOf(signed.sent, name), `${name} is missing in the query`),
  json: (path) => (signed) =>
    needed(asText(valueAt(readJson(signed.sent.body), path)), `${path} is missing in the body`),
  item: (path) => (signed) => asText(valueAt(signed.item, path)) ?? '',
};

/** What may stand in braces, for messages. */
export const TOKENS = [...Object.keys(PLAIN), ...Object.keys(NAMED).map((name) => `${name}:…`)];

/** More than any sender's form has: it is sorted before it is known who sent it. */
const MOST_FIELDS = 10_000;
const AMPERSAND = 0x26;

/** Compiles a text such as `{timestamp}.{body}`; `values` are further names. Gives the place of the first token that is not known. */
export function compileTemplate(
  text: string,
  values: readonly string[],
): { template: Template; uses: ReadonlySet<string> } | { offset: number; token: string } {
  const parts: Part[] = [];
  const uses = new Set<string>();
  let end = 0;
  for (const match of text.matchAll(/\{([^{}]*)\}/g)) {
    const [whole, token = ''] = match;
    const part = partFor(token, values);
    if (part === undefined) {
      return { offset: match.index, token };
    }
    const before = text.slice(end, match.index);
    parts.push(() => before, part);
    uses.add(token.split(':')[0] ?? '');
    end = match.index + whole.length;
  }
  const rest = text.slice(end);
  parts.push(() => rest);
  return { template: (signed) => Buffer.concat(parts.map((part) => Buffer.from(part(signed)))), uses };
}

function partFor(token: string, values: readonly string[]): Part | undefined {
  const [name = '', ...rest] = token.split(':');
  const argument = rest.join(':');
  if (argument !== '') {
    return Object.hasOwn(NAMED, name) ? NAMED[name]?.(argument) : undefined;
  }
  if (values.includes(token)) {
    return (signed) => signed.values[token] ?? '';
  }
  return Object.hasOwn(PLAIN, token) ? PLAIN[token] : undefined;
}

function needed(value: string | undefined, fault: string): string {
  if (value === undefined) {
    throw notVerified(fault);
  }
  return value;
}

/** A form's fields, sorted by name and value, each once, name and value without anything between them (Twilio). */
function sortedForm(body: Uint8Array): string {
  if (body.reduce((fields, byte) => (byte === AMPERSAND ? fields + 1 : fields), 0) > MOST_FIELDS) {
    throw notVerified('the form has too many fields to be sorted for a signature');
  }
  const pairs = [...new URLSearchParams(Buffer.from(body).toString('utf8'))];
  const texts = new Map(pairs.map(([name, value]) => [JSON.stringify([name, value]), [name, value] as const]));
  return [...texts.values()]
    .sort(([a, av], [b, bv]) => compare(a, b) || compare(av, bv))
    .map(([name, value]) => name + value)
    .join('');
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
