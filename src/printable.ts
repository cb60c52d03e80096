const CONTROL = /[\p{Cc}\p{Bidi_Control}\u2028\u2029]/gu;

/**
 * A text that came from outside, safe on a terminal and in a log: control characters but line ends and tabs are written as escapes, and
 * those that change the direction of writing. JSON stays the same JSON.
 */
export function printable(text: string): string {
  return text.replace(CONTROL, (character) =>
    character === '\n' || character === '\t' ? character : escaped(character),
  );
}

/** The same on one line: line ends and tabs are written as escapes too, so that nothing can pass for a line of our own. */
export function onOneLine(text: string): string {
  return text.replace(CONTROL, (character) => NAMED[character] ?? escaped(character));
}

const NAMED: Record<string, string> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

function escaped(character: string): string {
  return `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`;
}
