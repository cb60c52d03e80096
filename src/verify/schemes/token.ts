import { z } from 'zod';
import { type Draft, withHeader } from '../draft.ts';
import type { Scheme, SchemeContext } from '../scheme.ts';
import { headerOf, notVerified, queryOf, type Sent } from '../sent.ts';
import { putSignature } from '../signature/in-body.ts';
import { asText, readJson, valueAt } from '../signature/json-path.ts';
import { HeaderName, JsonPath } from '../signature/keys.ts';
import { listOf, oneOf } from './credentials.ts';
import { equalTexts } from './equal.ts';

export const Token = z
  .strictObject({
    scheme: z.literal('token'),
    token: z.string().min(1).describe('The token that the sender sends.').optional(),
    tokens: z.array(z.string().min(1)).min(1).describe('Several tokens, the new one first: each counts.').optional(),
    header: HeaderName.describe('The header that holds it; default `Authorization`.').optional(),
    prefix: z.string().min(1).describe('What stands before it in the header: `Bearer ` in `Authorization`.').optional(),
    query: z.string().min(1).describe('The query value that holds it.').optional(),
    json: JsonPath.describe('Where it stands in the body.').optional(),
  })
  .refine(...oneOf('token', 'tokens'))
  .refine(({ header, query, json }) => [header, query, json].filter((place) => place !== undefined).length <= 1, {
    error: 'give one of `header`, `query` and `json`: where the token stands',
  })
  .describe('A token that both sides know, sent as it is.');
type Leaf = z.output<typeof Token>;

/** Compiles the scheme `token`. */
export function token(leaf: Leaf, _context: SchemeContext): Scheme {
  const tokens = listOf(leaf.token, leaf.tokens);
  const [current = ''] = tokens;
  const { query, json } = leaf;
  const header = query === undefined && json === undefined ? (leaf.header ?? 'Authorization') : undefined;
  const prefix = leaf.prefix ?? (leaf.header === undefined && header !== undefined ? 'Bearer ' : '');
  const place = query ?? json ?? header ?? '';
  return {
    check(sent) {
      const given = givenToken(leaf, header, sent);
      if (given === undefined) {
        throw notVerified(`the token is missing (${place})`);
      }
      const bare = given.toLowerCase().startsWith(prefix.toLowerCase()) ? given.slice(prefix.length) : undefined;
      const known = tokens.filter((one) => equalTexts(one, bare ?? ''));
      if (bare === undefined || known.length === 0) {
        throw notVerified(`the token in ${place} is another one`);
      }
    },
    sign: signing(leaf, header, `${prefix}${current}`, tokens),
    hides: [header === undefined ? (query === undefined ? `payload.${json}` : `query.${query}`) : `headers.${header}`],
    secrets: [],
  };
}

function givenToken({ query, json }: Leaf, header: string | undefined, sent: Sent): string | undefined {
  if (header !== undefined) {
    return headerOf(sent, header);
  }
  return query === undefined ? asText(valueAt(readJson(sent.body), json ?? '')) : queryOf(sent, query);
}

function signing(
  { query, json = '' }: Leaf,
  header: string | undefined,
  text: string,
  tokens: readonly string[],
): NonNullable<Scheme['sign']> {
  if (header !== undefined) {
    return (draft) => withHeader(draft, header, text);
  }
  if (query !== undefined) {
    return (draft) => ({ ...draft, url: withQuery(draft.url, query, text) });
  }
  return (draft) => withToken(draft, json, text, tokens);
}

/** A body that has one of the tokens stays as it is, to the byte. */
function withToken(draft: Draft, json: string, text: string, tokens: readonly string[]): Draft {
  const written = asText(valueAt(readJson(draft.body), json));
  return written !== undefined && tokens.includes(written)
    ? draft
    : { ...draft, body: putSignature(draft.body, undefined, json, () => text) };
}

function withQuery(url: string, name: string, value: string): string {
  const changed = new URL(url);
  changed.searchParams.set(name, value);
  return changed.href;
}
