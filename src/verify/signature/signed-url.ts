import type { SchemeContext } from '../scheme.ts';

/** What the signed URL is made of: the whole address as it was given to the sender, or what stands before the path of the request. */
export interface SignedUrl {
  whole?: string;
  before?: string;
}

/** Where the signed URL is from, when a signature covers it. A fault when nobody says what it is. */
export function signedUrlFrom(
  given: string | undefined,
  uses: ReadonlySet<string>,
  { publicUrl, fault }: SchemeContext,
): SignedUrl {
  if (!uses.has('url')) {
    return {};
  }
  if (given === undefined && publicUrl === undefined) {
    fault(
      [],
      'the sender signs the address that it calls: give it as `url` here, or `server.public_url` in hookdoo.yaml',
    );
  }
  return given === undefined ? { before: publicUrl ?? '' } : { whole: given };
}

/**
 * The URL as the sender knows it, for a request with this path and query: the query comes after an address that has none of its own.
 * `ports`: also with the port that goes without saying, and without any.
 */
export function signedUrls({ whole, before = '' }: SignedUrl, target: string, ports: boolean): string[] {
  const mark = target.indexOf('?');
  const query = mark === -1 ? '' : target.slice(mark);
  const url = whole === undefined ? `${before}${target}` : `${whole}${whole.includes('?') ? '' : query}`;
  if (!ports) {
    return [url];
  }
  const [, scheme = '', authority = '', rest = ''] = /^(https?):\/\/([^/?]*)(.*)$/s.exec(url) ?? [];
  const bare = authority.replace(/:\d+$/, '');
  const usual = scheme === 'https' ? 443 : 80;
  return [...new Set([url, `${scheme}://${bare}${rest}`, `${scheme}://${bare}:${usual}${rest}`])];
}
