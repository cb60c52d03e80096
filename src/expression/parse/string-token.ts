import { type RawPart, type RawReplacement, type StringToken, SyntaxFault } from './token.ts';

const STRING_START = /([rR][bB]?|[bB][rR]?|[fF][rR]?|[rR][fF]|[uU])?('''|"""|'|")/y;
const OPENING = '([{';
const CLOSING = ')]}';

/** The string literal that begins at the offset, or undefined when none does. Throws SyntaxFault when it does not end. */
export function readString(source: string, at: number): StringToken | undefined {
  STRING_START.lastIndex = at;
  const match = STRING_START.exec(source);
  if (!match) {
    return undefined;
  }
  const [opening, prefix = '', quote = "'"] = match;
  const reader = new StringReader(source, at, quote, prefix.toLowerCase());
  const parts = reader.body(at + opening.length);
  const end = reader.position;
  return { type: 'string', at, end, text: source.slice(at, end), prefix: prefix.toLowerCase(), parts };
}

class StringReader {
  position = 0;
  readonly #source: string;
  readonly #start: number;
  readonly #quote: string;
  readonly #prefix: string;

  constructor(source: string, start: number, quote: string, prefix: string) {
    this.#source = source;
    this.#start = start;
    this.#quote = quote;
    this.#prefix = prefix;
  }

  /** Reads from after the opening quote to after the closing one. */
  body(from: number): RawPart[] {
    this.position = from;
    const parts: RawPart[] = [];
    let textStart = from;
    while (!this.#source.startsWith(this.#quote, this.position)) {
      this.#refuseEnd();
      const character = this.#source[this.position];
      if (!this.#prefix.includes('f') || (character !== '{' && character !== '}')) {
        this.position += character === '\\' ? 2 : 1;
      } else if (this.#source[this.position + 1] === character) {
        this.position += 2;
      } else if (character === '}') {
        throw new SyntaxFault(this.position, "f-string: single '}' is not allowed");
      } else {
        parts.push({ kind: 'text', at: textStart, end: this.position }, this.#replacement());
        textStart = this.position;
      }
    }
    parts.push({ kind: 'text', at: textStart, end: this.position });
    this.position += this.#quote.length;
    return parts;
  }

  #refuseEnd(): void {
    const character = this.#source[this.position];
    const long = this.#quote.length === 3;
    if (character === undefined || (!long && character === '\n')) {
      const what = long ? 'triple-quoted string literal' : 'string literal';
      throw new SyntaxFault(this.#start, `unterminated ${what}: the closing ${this.#quote} is missing`);
    }
  }

  /** Reads from `{` to after its `}`. */
  #replacement(): RawReplacement {
    const at = this.position + 1;
    this.position = at;
    this.#expression();
    let end = this.position;
    let label = '';
    if (this.#source[this.position] === '=') {
      this.position += 1;
      this.#blanks();
      label = this.#source.slice(at, this.position);
    }
    let conversion = '';
    if (this.#source[this.position] === '!') {
      conversion = this.#source[this.position + 1] ?? '';
      if (!'rsa'.includes(conversion) || conversion === '') {
        throw new SyntaxFault(this.position, 'f-string: after `!` stands `r`, `s` or `a`');
      }
      this.position += 2;
      this.#blanks();
    }
    const spec = this.#source[this.position] === ':' ? this.#spec() : undefined;
    if (this.#source[this.position] !== '}') {
      throw new SyntaxFault(at - 1, "f-string: the closing '}' is missing");
    }
    if (this.#source.slice(at, end).trim() === '') {
      throw new SyntaxFault(at - 1, 'f-string: an expression is missing between `{` and `}`');
    }
    this.position += 1;
    end = Math.max(end, at);
    return { kind: 'replacement', at, end, label, conversion, spec };
  }

  #blanks(): void {
    while (/\s/.test(this.#source[this.position] ?? '')) {
      this.position += 1;
    }
  }

  /** Moves to what ends the expression: `}`, `:`, `!r`, or the `=` of `{x=}`. */
  #expression(): void {
    let depth = 0;
    for (;;) {
      const character = this.#source[this.position];
      if (character === undefined) {
        throw new SyntaxFault(this.#start, `unterminated string literal: the closing ${this.#quote} is missing`);
      }
      const nested = readString(this.#source, this.position);
      if (nested) {
        this.position = nested.end;
        continue;
      }
      if (depth === 0 && this.#endsExpression(character)) {
        return;
      }
      depth += OPENING.includes(character) ? 1 : CLOSING.includes(character) ? -1 : 0;
      this.position += 1;
    }
  }

  #endsExpression(character: string): boolean {
    const next = this.#source[this.position + 1] ?? '';
    switch (character) {
      case '}':
      case ':':
        return true;
      case '!':
        return next !== '=';
      case '=':
        return next !== '=' && !'=!<>'.includes(this.#source[this.position - 1] ?? '');
      default:
        return false;
    }
  }

  /** Reads the format spec, from `:` to before the `}`. */
  #spec(): RawPart[] {
    this.position += 1;
    const parts: RawPart[] = [];
    let textStart = this.position;
    for (;;) {
      this.#refuseEnd();
      const character = this.#source[this.position];
      if (character === '}') {
        parts.push({ kind: 'text', at: textStart, end: this.position });
        return parts;
      }
      if (character === '{') {
        parts.push({ kind: 'text', at: textStart, end: this.position }, this.#replacement());
        textStart = this.position;
      } else {
        this.position += 1;
      }
    }
  }
}
