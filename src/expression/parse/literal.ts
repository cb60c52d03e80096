import { SyntaxFault } from './token.ts';

const ESCAPE = /\\(?:\r\n|[0-7]{1,3}|x[\da-fA-F]{0,2}|u[\da-fA-F]{0,4}|U[\da-fA-F]{0,8}|[\s\S])/g;
const SIMPLE: Record<string, string> = {
  '\n': '',
  '\r\n': '',
  '\\': '\\',
  "'": "'",
  '"': '"',
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};

/** The text that a string literal's body stands for. `at` is where the body begins. Throws SyntaxFault. */
export function unescaped(body: string, at: number, bytes: boolean): string {
  const lines = body.includes('\r') ? body.replace(/\r\n?/g, '\n') : body;
  if (!lines.includes('\\')) {
    return lines;
  }
  return lines.replace(ESCAPE, (sequence, offset: number) => unescapeOne(sequence, at + offset, bytes));
}

function unescapeOne(sequence: string, at: number, bytes: boolean): string {
  const rest = sequence.slice(1);
  const simple = SIMPLE[rest];
  if (simple !== undefined) {
    return simple;
  }
  const letter = rest.charAt(0);
  if (letter === 'x' || (!bytes && (letter === 'u' || letter === 'U'))) {
    return hexadecimal(letter, rest.slice(1), at);
  }
  if (letter === 'N' && !bytes) {
    throw new SyntaxFault(at, 'not supported: \\N{…} (write the character itself, or \\u and its number)');
  }
  return /^[0-7]/.test(rest) ? String.fromCodePoint(Number.parseInt(rest, 8) & (bytes ? 0xff : 0x1ff)) : sequence;
}

function hexadecimal(letter: string, digits: string, at: number): string {
  const wanted = letter === 'x' ? 2 : letter === 'u' ? 4 : 8;
  const code = Number.parseInt(digits, 16);
  if (digits.length < wanted || code > 0x10ffff) {
    throw new SyntaxFault(
      at,
      `invalid escape \\${letter}${digits}: after \\${letter} stand ${wanted} hexadecimal digits`,
    );
  }
  return String.fromCodePoint(code);
}

/** The number that a literal stands for: a bigint, or a number when it is a float. */
export function numberValue(text: string): bigint | number {
  const digits = text.replaceAll('_', '');
  if (/^0[xob]/i.test(digits)) {
    return BigInt(digits.toLowerCase());
  }
  return /[.e]/i.test(digits) ? Number(digits) : BigInt(digits);
}
