import { HIDDEN } from './redact.ts';

const TOKEN = /"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*/g;
/** A value of this length is blanked also inside a longer text; a shorter one only where it stands alone. */
const TELLING_LENGTH = 6;
/** So many are looked for inside longer texts; a list of thousands would cost more than the call. */
const MOST_INSIDE = 100;

/** `text` (JSON, or a sentence) without the `hidden` values of a delivery, so that `redact:` holds for its calls and reasons too. */
export function hide(text: string, hidden: ReadonlySet<string>): string {
  if (hidden.size === 0) {
    return text;
  }
  const alone = text.replace(TOKEN, (token) => (hidden.has(token) ? `"${HIDDEN}"` : token));
  return [...hidden]
    .map((token) => (token.startsWith('"') ? token.slice(1, -1) : token))
    .filter((value) => value.length >= TELLING_LENGTH)
    .slice(0, MOST_INSIDE)
    .reduce((shown, value) => shown.replaceAll(value, HIDDEN), alone);
}
