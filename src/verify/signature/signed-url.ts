import type { SchemeContext } from '../scheme.ts';

/** The address as it was given to the sender, where a signature covers it. A fault when nobody says what it is. */
export function usedUrl(
  given: string | undefined,
  uses: ReadonlySet<string>,
  { publicUrl, fault }: SchemeContext,
): string | undefined {
  if (!uses.has('url')) {
    return undefined;
  }
  if (given === undefined && publicUrl === undefined) {
    fault(
      [],
      'the sender signs the address that it calls: give it as `url` here, or `server.public_url` in hookdoo.yaml',
    );
  }
  return given ?? publicUrl;
}

/**
 * The URL as the sender knows it: `base` is a whole address, or an origin that the path of the request follows; the query of the
 * request comes after it. `ports`: also with the port that goes without saying, and without.
 */
export function signedUrls(base: string | undefined, target: string, ports: boolean): string[] {
  if (base === undefined) {
    return [''];
  }
  const mark = target.indexOf('?');
  const path = mark === -1 ? target : target.slice(0, mark);
  const query = mark === -1 ? '' : target.slice(mark);
  const isOrigin = /^https?:\/\/[^/?]+$/.test(base);
  const url = `${isOrigin ? `${base}${path}` : base}${base.includes('?') ? '' : query}`;
  if (!ports) {
    return [url];
  }
  const [, scheme = '', authority = '', rest = ''] = /^(https?):\/\/([^/?]*)(.*)$/s.exec(url) ?? [];
  const bare = authority.replace(/:\d+$/, '');
  const usual = scheme === 'https' ? 443 : 80;
  return [...new Set([url, `${scheme}://${bare}${rest}`, `${scheme}://${bare}:${usual}${rest}`])];
}
