import type { Fault } from '../value.ts';
import { readString } from './string-token.ts';
import { type PlainToken, SyntaxFault, type Token } from './token.ts';

const NAME = /[\p{ID_Start}_][\p{ID_Continue}]*/uy;
const NUMBER =
  /(?:0[xX](?:_?[\da-fA-F])+|0[oO](?:_?[0-7])+|0[bB](?:_?[01])+|(?:\d(?:_?\d)*)?\.\d(?:_?\d)*(?:[eE][+-]?\d(?:_?\d)*)?|\d(?:_?\d)*\.?(?:[eE][+-]?\d(?:_?\d)*)?)/y;
const OPERATOR =
  /\*\*=|\/\/=|>>=|<<=|\.\.\.|\*\*|\/\/|<<|>>|<=|>=|==|!=|->|:=|[+\-*/%@&|^]=|[-+*/%@&|^~<>()[\]{},:;.=]/y;
const CLOSED_BY: Record<string, string> = { '(': ')', '[': ']', '{': '}' };
const FOREIGN: [RegExp, string][] = [
  [/&&/y, 'write `and` for `&&`'],
  [/\|\|/y, 'write `or` for `||`'],
  [/!==|!/y, 'write `not` for `!`'],
  [/\?/y, 'write `x if condition else y`; a missing key of the payload gives None by itself'],
  [/`/y, 'text stands in single or double quotes, and f"…{x}…" fills values in'],
  [/\$/y, 'names have no `$`; the request body is `payload`'],
];

interface Range {
  source: string;
  from: number;
  to: number;
  /** In one expression line ends mean nothing, as within parentheses. */
  lines: boolean;
}

/** The tokens of a range of the source. What is no token is added to the faults and left out. */
export function tokenize(range: Range, faults: Fault[]): Token[] {
  const tokenizer = new Tokenizer(range, faults);
  return tokenizer.run();
}

class Tokenizer {
  readonly #source: string;
  readonly #to: number;
  readonly #lines: boolean;
  readonly #faults: Fault[];
  readonly #tokens: Token[] = [];
  readonly #indents: number[] = [];
  readonly #open: PlainToken[] = [];
  #position: number;
  #mismatched = false;

  constructor(range: Range, faults: Fault[]) {
    this.#source = range.source;
    this.#position = range.from;
    this.#to = range.to;
    this.#lines = range.lines;
    this.#faults = faults;
  }

  run(): Token[] {
    let lineStart = this.#lines;
    while (this.#position < this.#to || lineStart) {
      if (lineStart) {
        lineStart = false;
        this.#indentation();
      } else {
        lineStart = this.#next();
      }
    }
    this.#finish();
    return this.#tokens;
  }

  #finish(): void {
    const unclosed = this.#open.at(-1);
    if (unclosed && !this.#mismatched) {
      this.#fault(unclosed.at, `'${unclosed.text}' was never closed`);
    }
    if (this.#lines && this.#tokens.length > 0 && this.#tokens.at(-1)?.type !== 'newline') {
      this.#push('newline', this.#to, this.#to);
    }
    for (let level = this.#indents.length; level > 1; level--) {
      this.#push('dedent', this.#to, this.#to);
    }
    this.#push('end', this.#to, this.#to);
  }

  /** Reads the white space that begins a line, up to its first token; lines without one are passed over. */
  #indentation(): void {
    for (;;) {
      const [blanks = ''] = /^[ \t\f]*/.exec(this.#source.slice(this.#position, this.#to)) ?? [];
      const after = this.#position + blanks.length;
      const rest = this.#source.slice(after, after + 2);
      if (after >= this.#to || !/^(?:#|\r?\n|\r)/.test(rest)) {
        this.#position = after;
        if (after < this.#to) {
          this.#indent(blanks, after);
        }
        return;
      }
      this.#position = this.#lineEnd(after);
    }
  }

  #indent(blanks: string, at: number): void {
    let width = 0;
    for (const blank of blanks) {
      width += blank === '\t' ? 8 - (width % 8) : 1;
    }
    const current = this.#indents.at(-1);
    if (current === undefined || width > current) {
      this.#indents.push(width);
      if (current !== undefined) {
        this.#push('indent', at, at);
      }
      return;
    }
    while (width < (this.#indents.at(-1) ?? width)) {
      this.#indents.pop();
      this.#push('dedent', at, at);
    }
    if (this.#indents.at(-1) !== width) {
      this.#fault(at, 'unindent does not match any outer indentation level');
      this.#indents.push(width);
    }
  }

  /** Where the next line begins. */
  #lineEnd(from: number): number {
    const end = this.#source.indexOf('\n', from);
    return end < 0 || end >= this.#to ? this.#to : end + 1;
  }

  /** Reads one token; true when a line has ended. */
  #next(): boolean {
    const at = this.#position;
    const character = this.#source[at] ?? '';
    if (character === ' ' || character === '\t' || character === '\f') {
      this.#position += 1;
      return false;
    }
    if (character === '#') {
      const end = this.#source.indexOf('\n', at);
      this.#position = end < 0 || end > this.#to ? this.#to : end;
      return false;
    }
    if (character === '\n' || character === '\r') {
      return this.#newline(character);
    }
    if (character === '\\') {
      this.#continuation();
      return false;
    }
    this.#token(character);
    return false;
  }

  #newline(character: string): boolean {
    const at = this.#position;
    this.#position += character === '\r' && this.#source[at + 1] === '\n' ? 2 : 1;
    if (!this.#lines || this.#open.length > 0) {
      return false;
    }
    this.#push('newline', at, this.#position);
    return true;
  }

  #continuation(): void {
    const [line] = /^\\\r?\n/.exec(this.#source.slice(this.#position, this.#position + 3)) ?? [];
    if (line === undefined) {
      this.#fault(this.#position, 'unexpected character after line continuation character `\\`');
    }
    this.#position += line?.length ?? 1;
  }

  #token(character: string): void {
    const at = this.#position;
    try {
      const text = readString(this.#source, at);
      if (text) {
        this.#tokens.push(text);
        this.#position = text.end;
        return;
      }
    } catch (error) {
      this.#unreadable(error);
      return;
    }
    if (this.#match(NAME, 'name') || this.#match(NUMBER, 'number')) {
      this.#refuseWordAfterNumber();
      return;
    }
    if (!this.#foreign() && this.#match(OPERATOR, 'operator')) {
      this.#bracket();
    } else if (this.#position === at) {
      this.#fault(at, `invalid character '${String.fromCodePoint(this.#source.codePointAt(at) ?? 0)}'`);
      this.#position += character >= '\ud800' && character <= '\udbff' ? 2 : 1;
    }
  }

  /** A string that does not end: a stand-in takes its place, and reading goes on in the next line. */
  #unreadable(error: unknown): void {
    if (!(error instanceof SyntaxFault)) {
      throw error;
    }
    this.#fault(error.offset, error.message);
    const at = this.#position;
    const end = this.#source.indexOf('\n', at);
    this.#position = end < 0 || end > this.#to ? this.#to : end;
    this.#tokens.push({ type: 'string', at, end: this.#position, text: '', prefix: '', parts: [] });
  }

  #match(pattern: RegExp, type: PlainToken['type']): boolean {
    pattern.lastIndex = this.#position;
    const match = pattern.exec(this.#source);
    if (!match || match.index + match[0].length > this.#to) {
      return false;
    }
    const at = this.#position;
    this.#position += match[0].length;
    this.#push(type, at, this.#position);
    return true;
  }

  #refuseWordAfterNumber(): void {
    const token = this.#tokens.at(-1);
    if (token?.type !== 'number') {
      return;
    }
    const next = /^[\p{ID_Continue}]+/u.exec(this.#source.slice(this.#position, this.#position + 40));
    if (/^0\d/.test(token.text) && /^[\d_]+$/.test(token.text) && /[1-9]/.test(token.text)) {
      this.#fault(
        token.at,
        'leading zeros in decimal integer literals are not permitted; use an 0o prefix for octal integers',
      );
    } else if (next && /^[jJ]/.test(next[0])) {
      this.#fault(token.at, 'not supported: complex numbers');
      this.#position += next[0].length;
    } else if (next && !/^(?:and|or|if|else|in|is|not|for)\b/.test(next[0])) {
      this.#fault(token.at, 'invalid decimal literal');
      this.#position += next[0].length;
    }
  }

  #foreign(): boolean {
    for (const [pattern, hint] of FOREIGN) {
      pattern.lastIndex = this.#position;
      const match = pattern.exec(this.#source);
      if (match && !(match[0] === '!' && this.#source[this.#position + 1] === '=')) {
        this.#fault(this.#position, `invalid syntax: ${hint}`);
        this.#position += match[0].length;
        return true;
      }
    }
    return false;
  }

  #bracket(): void {
    const token = this.#tokens.at(-1);
    if (token?.type !== 'operator') {
      return;
    }
    if (CLOSED_BY[token.text]) {
      this.#open.push(token);
      return;
    }
    if (!')]}'.includes(token.text)) {
      return;
    }
    const opening = this.#open.pop();
    if (!opening) {
      this.#fault(token.at, `unmatched '${token.text}'`);
      this.#tokens.pop();
    } else if (CLOSED_BY[opening.text] !== token.text) {
      this.#fault(token.at, `closing parenthesis '${token.text}' does not match opening parenthesis '${opening.text}'`);
      this.#mismatched = true;
      token.text = CLOSED_BY[opening.text] ?? '';
    }
  }

  #push(type: PlainToken['type'], at: number, end: number): void {
    this.#tokens.push({ type, at, end, text: this.#source.slice(at, end) });
  }

  #fault(offset: number, message: string): void {
    this.#faults.push({ offset, message });
  }
}
