/** Stands where a secret was, as in the store. */
const HIDDEN = '(hidden)';
/** A shorter value says nothing, and would blank half of a text. */
const TELLING_LENGTH = 6;
const SECRET_NAME = /token|secret|signature|^sig$|passw|key|hmac|auth|credential/i;

/**
 * A URL as it may be written: without the values that the configuration filled in from its surroundings (but for the host), and without
 * those of its query that are secrets by their name; in messages without its query at all.
 */
export function shownUrl(url: URL, secrets: readonly string[], query: 'with query' | 'without query'): string {
  const path = hideSecrets(url.pathname, secrets.flatMap(pathForms));
  return `${url.origin}${path}${query === 'with query' ? shownQuery(url, secrets) : ''}`;
}

function shownQuery(url: URL, secrets: readonly string[]): string {
  const pairs = [...url.searchParams].map(([name, value]) => {
    const shown = SECRET_NAME.test(name) ? HIDDEN : encodeURIComponent(hideSecrets(value, secrets));
    return `${encodeURIComponent(name)}=${shown}`;
  });
  return pairs.length === 0 ? '' : `?${pairs.join('&').replaceAll(encodeURIComponent(HIDDEN), HIDDEN)}`;
}

/** A text without the values that were filled in. */
export function hideSecrets(text: string, secrets: readonly string[]): string {
  return secrets
    .filter((secret) => secret.length >= TELLING_LENGTH)
    .reduce((shown, secret) => shown.replaceAll(secret, HIDDEN), text);
}

/** A secret as it can stand in a path; of one that is a whole URL, its path. */
function pathForms(secret: string): string[] {
  const path = URL.parse(secret)?.pathname;
  return [...(path === undefined ? [] : [path]), secret, encodeURIComponent(secret), encodeURI(secret)];
}
