import type { Scalar } from 'yaml';

/**
 * The place in the file's source of the character at `offset` of a scalar's text as YAML reads it, for every style: plain, quoted,
 * `|` and `>`. Undefined when it cannot be told.
 */
export function sourceOffset(source: string, scalar: Scalar, offset: number): number | undefined {
  const [start, end] = scalar.range ?? [0, 0];
  const written = source.slice(start, end);
  const offsets = offsetsOf(written, scalar);
  const found = offset === offsets?.length ? (offsets.at(-1) ?? -1) + 1 : offsets?.[offset];
  return found === undefined ? undefined : start + found;
}

/** For each character of the scalar's text, where it stands in what is written. */
function offsetsOf(written: string, scalar: Scalar): number[] | undefined {
  const byStyle = scalar.type === undefined ? undefined : BY_STYLE[scalar.type];
  return byStyle?.(written, scalar.source ?? '');
}

const BY_STYLE: Record<Scalar.Type, (written: string, text: string) => number[] | undefined> = {
  PLAIN: (written, text) => align(text, flowPieces(written, 0, written.length)),
  QUOTE_SINGLE: (written, text) => align(text, splitQuotes(flowPieces(written, 1, written.length - 1))),
  QUOTE_DOUBLE: doubleQuoted,
  BLOCK_LITERAL: block,
  BLOCK_FOLDED: block,
};

/** A stretch of what is written that stands in the text letter by letter. */
interface Piece {
  at: number;
  text: string;
  /** Whether it follows the piece before it on the same line, with nothing of the text in between. */
  joined?: boolean;
}

/** Finds each piece in the text; between two lines of it may only stand what became of the line's end: a space or line feeds. */
function align(text: string, pieces: Piece[]): number[] | undefined {
  const offsets: number[] = [];
  let lineEnd = 0;
  for (const piece of pieces) {
    if (piece.text === '') {
      continue;
    }
    const between = piece.joined ? 0 : separator(text, offsets.length, piece.text);
    if (!text.startsWith(piece.text, offsets.length + between)) {
      break;
    }
    offsets.push(...Array.from({ length: between }, () => lineEnd));
    offsets.push(...Array.from(piece.text.split(''), (_, index) => piece.at + index));
    lineEnd = piece.at + piece.text.length;
  }
  const rest = text.slice(offsets.length);
  return /^[ \n]*$/.test(rest) ? [...offsets, ...rest.split('').map(() => lineEnd)] : undefined;
}

/** How long what became of a line's end is: line feeds, or the one space of a folded line. */
function separator(text: string, from: number, next: string): number {
  let length = 0;
  while (text[from + length] === '\n') {
    length += 1;
  }
  return length === 0 && text[from] === ' ' && !text.startsWith(next, from) ? 1 : length;
}

/** The lines of a plain or single-quoted scalar, without the white space that folding drops. */
function flowPieces(written: string, from: number, to: number): Piece[] {
  const lines = linesOf(written.slice(from, to));
  return lines.map(({ at, text }, index) => {
    const trimmed = index < lines.length - 1 ? text.trimEnd() : text;
    const kept = index > 0 ? trimmed.trimStart() : trimmed;
    return { at: from + at + (trimmed.length - kept.length), text: kept };
  });
}

/** In single quotes, `''` is one quote. */
function splitQuotes(pieces: Piece[]): Piece[] {
  return pieces.flatMap((piece) => {
    let at = piece.at;
    return piece.text.split("''").map((between, index, all) => {
      const part = { at, text: index < all.length - 1 ? `${between}'` : between, joined: index > 0 };
      at += between.length + 2;
      return part;
    });
  });
}

const DOUBLE_QUOTED = /(?<nothing>\\\r?\n[ \t]*)|\\(?:x..|u.{4}|U(?<point>.{8})|.)|(?<fold>[ \t]*\r?\n[ \t\r\n]*)|./sy;

function doubleQuoted(written: string, text: string): number[] | undefined {
  const offsets: number[] = [];
  DOUBLE_QUOTED.lastIndex = 1;
  while (DOUBLE_QUOTED.lastIndex < written.length - 1) {
    const at = DOUBLE_QUOTED.lastIndex;
    const groups = DOUBLE_QUOTED.exec(written)?.groups ?? {};
    offsets.push(...Array.from({ length: unitsOf(groups) }, () => at));
  }
  return offsets.length === text.length ? offsets : undefined;
}

/** How many UTF-16 units of the text one element of a double-quoted scalar makes. */
function unitsOf({ nothing, point, fold }: Record<string, string | undefined>): number {
  if (nothing !== undefined) {
    return 0;
  }
  if (fold !== undefined) {
    return Math.max(1, fold.split('\n').length - 2);
  }
  return point !== undefined && Number.parseInt(point, 16) > 0xffff ? 2 : 1;
}

/** The indentation is not known here (it may be given in the header), so each one that could be is tried against the text. */
function block(written: string, text: string): number[] | undefined {
  const bodyStart = written.indexOf('\n') + 1;
  const lines = linesOf(written.slice(bodyStart));
  const widest = Math.max(0, ...lines.map((line) => line.text.search(/[^ ]|$/)));
  for (let indent = widest; indent >= 0; indent--) {
    const pieces = lines.map((line) => ({ at: bodyStart + line.at + indent, text: line.text.slice(indent) }));
    const offsets = align(text, pieces);
    if (offsets !== undefined) {
      return offsets;
    }
  }
  return undefined;
}

function linesOf(written: string): Piece[] {
  let at = 0;
  return written.split('\n').map((line) => {
    const piece = { at, text: line.replace(/\r$/, '') };
    at += line.length + 1;
    return piece;
  });
}
