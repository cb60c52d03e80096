// What Python knows of characters beyond JavaScript's \p{…} classes and case mappings.

/** The characters Python takes as white space, for use inside the brackets of a regular expression. */
export const spaceClass = '\\t-\\r\\x1c- \\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000';

/** The characters at which `splitlines()` ends a line, for the same use. */
export const lineEndClass = '\\n-\\r\\x1c-\\x1e\\x85\\u2028\\u2029';

const edgeSpace = new RegExp(`^[${spaceClass}]+|(?<![${spaceClass}])[${spaceClass}]+$`, 'g');

/** The text without white space at both ends, as `str.strip()` does it. */
export function stripSpace(text: string): string {
  return text.replace(edgeSpace, '');
}

/** The value of a decimal digit of any script, or -1. Unicode lays the digits of a script in runs of ten, from zero. */
export function digitValue(point: string): number {
  const code = point.codePointAt(0) ?? 0;
  if (code < 0x80) {
    return code >= 0x30 && code <= 0x39 ? code - 0x30 : -1;
  }
  let start = code;
  while (/\p{Nd}/u.test(String.fromCodePoint(start))) {
    start -= 1;
  }
  return start === code ? -1 : (code - start - 1) % 10;
}

/** Digits of every script as ASCII digits; the rest stays. */
export function asciiDigits(text: string): string {
  return text.replace(/(?![0-9])\p{Nd}/gu, (digit) => String(digitValue(digit)));
}

// Code points in base 36, single or first-last, from the Unicode data: superscripts and circled digits, and numbers among the ideographs.
const digitsBesidesDecimal = pointSet(
  '4y-4z 55 3u1-3u9 53u 6eo 6es-6ex 6f4-6fd 76o-76w 778-77g 77s-780 7ai 7at-7b1 7b3 7sm-7su 7sw-7t4 7t6-7te 1glc-1glf ' +
    '1heo-1hew 1hsi-1hsq 2q68-2q6i',
);
const numericLetters = pointSet(
  'a9x adf b3e bpp feo fer fev fex fh9 fik fis fiu fjz-fk0 fkv fl4 fm5 fow g04 g1y g2x g2z g31 gg1 gg3-gg5 ggc gjl-gjo h5n ' +
    'hkh hkp inu iri-irj irw-iry is0 jjy jm4 kia lxi mty nem pdy q3w rse rsj rw0 tnl tom tos tq0 tti 1d9n 1d9v 1da0 1dbm 1dch ' +
    '1dcj 1ddp 2t4x 2t7o 2tb6 2tcx 2uy2 2v0j 2v0s 2v18 2vai 2vb1 2vbt 305s 31co 34t7 3ckt 468g',
);

function pointSet(text: string): Set<number> {
  const points = new Set<number>();
  for (const part of text.split(' ')) {
    const [first = '', last = first] = part.split('-');
    for (let point = Number.parseInt(first, 36); point <= Number.parseInt(last, 36); point += 1) {
      points.add(point);
    }
  }
  return points;
}

/** `isdigit()` of one character: decimal digits, superscripts, circled digits. */
export function isDigit(point: string): boolean {
  return /\p{Nd}/u.test(point) || digitsBesidesDecimal.has(point.codePointAt(0) ?? 0);
}

/** `isnumeric()` of one character: also fractions, Roman numerals and ideographs that are numbers. */
export function isNumeric(point: string): boolean {
  return /\p{N}/u.test(point) || numericLetters.has(point.codePointAt(0) ?? 0);
}

/** One character in title case, which differs from upper case for ligatures, digraphs, Georgian and the Greek iota subscript. */
export function titleCase(point: string): string {
  const code = point.codePointAt(0) ?? 0;
  if (code < 0x80) {
    return point.toUpperCase();
  }
  if (code >= 0x1c4 && code <= 0x1cc) {
    return String.fromCodePoint(code - ((code - 0x1c4) % 3) + 1);
  }
  if (code >= 0x1f1 && code <= 0x1f3) {
    return '\u01f2';
  }
  if (code >= 0x10d0 && code <= 0x10ff) {
    return point;
  }
  const upper = point.toUpperCase();
  if (upper.length === 1 || code === 0x149 || code > 0xffff) {
    return upper;
  }
  const subscript = point.normalize('NFD').includes('\u0345');
  return subscript ? `${upper.slice(0, -1)}\u0345`.normalize('NFC') : upper.charAt(0) + upper.slice(1).toLowerCase();
}

/** The text folded for comparison without case. */
export function caseFold(text: string): string {
  if (/^[\0-\x7f]*$/.test(text)) {
    return text.toLowerCase();
  }
  let folded = '';
  for (const point of text) {
    if (/[\u13a0-\u13fd\uab70-\uabbf]/.test(point)) {
      folded += point.toUpperCase();
    } else if (point === '\u0131') {
      folded += point;
    } else {
      folded += point === '\u1e9e' ? 'ss' : point.toUpperCase().toLowerCase();
    }
  }
  return folded;
}
