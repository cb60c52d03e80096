import { Dict } from './dict.ts';
import { PayloadDict } from './payload.ts';
import { maxIntegerDigits } from './repr.ts';
import { textLength } from './text-index.ts';
import type { Value } from './value.ts';

/** How deep a JSON text may nest, and how many keys and items it may hold in all. */
export interface JsonLimits {
  depth: number;
  keys: number;
}

/** What a JSON text lacks at a place, in Python's words. */
export type JsonReason =
  | 'Expecting value'
  | 'Expecting property name enclosed in double quotes'
  | "Expecting ':' delimiter"
  | "Expecting ',' delimiter"
  | 'Extra data'
  | 'Unterminated string starting at'
  | 'Invalid control character at'
  | 'Invalid \\escape'
  | 'Invalid \\uXXXX escape'
  | 'Unexpected UTF-8 BOM (decode using utf-8-sig)'
  | 'too deep'
  | 'too many keys'
  | 'too many digits'
  | 'too large a number'
  | 'lone surrogate';

const PLAIN: Partial<Record<JsonReason, string>> = {
  'Expecting value': 'a value was expected',
  'Expecting property name enclosed in double quotes': 'a key in double quotes was expected',
  "Expecting ':' delimiter": '`:` was expected after the key',
  "Expecting ',' delimiter": '`,` or the closing bracket was expected',
  'Extra data': 'nothing more was expected after the value',
  'Unterminated string starting at': 'the text that begins here has no closing quote',
  'Invalid control character at':
    'a line end or control character within a text must be written as an escape, such as \\n',
  'Invalid \\escape': 'after \\ stands one of " \\ / b f n r t u',
  'Invalid \\uXXXX escape': 'after \\u stand four hexadecimal digits',
  'Unexpected UTF-8 BOM (decode using utf-8-sig)': 'the text begins with a byte order mark, which JSON has not',
};

/** A text that is no JSON, or goes past a limit: `line:column: what was expected there`. Line and column count from 1. */
export class JsonFault extends Error {
  override readonly name = 'JsonFault';
  readonly reason: JsonReason;
  readonly line: number;
  readonly column: number;
  /** Code points before the place. */
  readonly position: number;

  constructor(reason: JsonReason, text: string, offset: number, detail?: string) {
    const before = text.slice(0, offset);
    const lineStart = before.lastIndexOf('\n') + 1;
    const line = before.split('\n').length;
    const column = textLength(before.slice(lineStart)) + 1;
    super(`line ${line}, column ${column}: ${detail ?? PLAIN[reason] ?? reason}`);
    this.reason = reason;
    this.line = line;
    this.column = column;
    this.position = textLength(before);
  }
}

/**
 * A request's JSON body as values, its objects readable as `payload.key`; of equal keys the last counts, as in Python. Throws JsonFault,
 * also for what Python reads and neither a store nor Odoo can keep: NaN, Infinity, numbers beyond a float's range, lone surrogates.
 */
export function parsePayload(text: string, limits: JsonLimits): Value {
  return new Reader(text, limits, () => new PayloadDict(), false).document();
}

/** A JSON text as Python's `json.loads` reads it, NaN and Infinity included. Throws JsonFault. */
export function parseJson(text: string, limits: JsonLimits): Value {
  return new Reader(text, limits, () => new Dict(), true).document();
}

const BLANKS = /[ \t\n\r]*/y;
const NUMBER = /-?(?:0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?/y;
const UNESCAPED = /[ !#-[\]-\uffff]*/y;
const ESCAPES: Record<string, string> = { '"': '"', '\\': '\\', '/': '/', b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };
const WORDS: [string, Value][] = [
  ['true', true],
  ['false', false],
  ['null', null],
];
const PYTHON_WORDS: [string, Value][] = [
  ...WORDS,
  ['NaN', Number.NaN],
  ['Infinity', Infinity],
  ['-Infinity', -Infinity],
];

class Reader {
  readonly #text: string;
  readonly #limits: JsonLimits;
  readonly #newDict: () => Dict;
  readonly #python: boolean;
  #position = 0;
  #depth = 0;
  #keys = 0;

  constructor(text: string, limits: JsonLimits, newDict: () => Dict, python: boolean) {
    this.#text = text;
    this.#limits = limits;
    this.#newDict = newDict;
    this.#python = python;
  }

  document(): Value {
    if (this.#text.startsWith('\ufeff')) {
      this.#fail('Unexpected UTF-8 BOM (decode using utf-8-sig)', 0);
    }
    this.#skipBlanks();
    const value = this.#value();
    this.#skipBlanks();
    if (this.#position < this.#text.length) {
      this.#fail('Extra data');
    }
    return value;
  }

  #value(): Value {
    switch (this.#text[this.#position]) {
      case '"':
        return this.#string();
      case '{':
        return this.#nested(() => this.#object());
      case '[':
        return this.#nested(() => this.#array());
      default:
        return this.#numberOrWord();
    }
  }

  #nested<Result>(read: () => Result): Result {
    this.#depth += 1;
    if (this.#depth > this.#limits.depth) {
      this.#fail('too deep', this.#position, `nested more than ${this.#limits.depth} levels deep, the deepest allowed`);
    }
    this.#position += 1;
    this.#skipBlanks();
    const result = read();
    this.#depth -= 1;
    return result;
  }

  #object(): Dict {
    const dict = this.#newDict();
    if (this.#accept('}')) {
      return dict;
    }
    do {
      this.#skipBlanks();
      if (this.#text[this.#position] !== '"') {
        this.#fail('Expecting property name enclosed in double quotes');
      }
      this.#count();
      const key = this.#string();
      this.#skipBlanks();
      if (!this.#accept(':')) {
        this.#fail("Expecting ':' delimiter");
      }
      this.#skipBlanks();
      dict.set(key, this.#value());
      this.#skipBlanks();
    } while (this.#accept(','));
    if (!this.#accept('}')) {
      this.#fail("Expecting ',' delimiter");
    }
    return dict;
  }

  #array(): Value[] {
    const list: Value[] = [];
    if (this.#accept(']')) {
      return list;
    }
    do {
      this.#skipBlanks();
      this.#count();
      list.push(this.#value());
      this.#skipBlanks();
    } while (this.#accept(','));
    if (!this.#accept(']')) {
      this.#fail("Expecting ',' delimiter");
    }
    return list;
  }

  #count(): void {
    this.#keys += 1;
    if (this.#keys > this.#limits.keys) {
      this.#fail('too many keys', this.#position, `more than ${this.#limits.keys} keys and items, the most allowed`);
    }
  }

  #string(): string {
    const start = this.#position;
    this.#position += 1;
    let value = '';
    let mayHaveHalves = false;
    for (;;) {
      UNESCAPED.lastIndex = this.#position;
      UNESCAPED.test(this.#text);
      value += this.#text.slice(this.#position, UNESCAPED.lastIndex);
      this.#position = UNESCAPED.lastIndex;
      const character = this.#text[this.#position];
      if (character === '"') {
        this.#position += 1;
        if (mayHaveHalves && !value.isWellFormed()) {
          this.#fail('lone surrogate', start, 'a text with half of a character in it (a lone surrogate)');
        }
        return value;
      }
      if (character === '\\') {
        value += this.#escape(start);
        // Only an escape can bring half of a character in: the text itself was UTF-8.
        mayHaveHalves = !this.#python;
      } else {
        this.#fail(
          character === undefined ? 'Unterminated string starting at' : 'Invalid control character at',
          character === undefined ? start : undefined,
        );
      }
    }
  }

  #escape(start: number): string {
    const at = this.#position;
    const letter = this.#text[at + 1];
    if (letter === undefined) {
      return this.#fail('Unterminated string starting at', start);
    }
    if (letter === 'u') {
      const digits = this.#text.slice(at + 2, at + 6);
      if (!/^[\da-fA-F]{4}$/.test(digits)) {
        this.#fail('Invalid \\uXXXX escape', at + 1);
      }
      this.#position += 6;
      return String.fromCharCode(Number.parseInt(digits, 16));
    }
    const plain = Object.hasOwn(ESCAPES, letter) ? ESCAPES[letter] : undefined;
    this.#position += 2;
    return plain ?? this.#fail('Invalid \\escape', at);
  }

  #numberOrWord(): Value {
    NUMBER.lastIndex = this.#position;
    const match = NUMBER.exec(this.#text);
    if (!match) {
      return this.#word();
    }
    const [digits, fraction, exponent] = match;
    this.#position += digits.length;
    if (fraction !== undefined || exponent !== undefined) {
      const number = Number(digits);
      if (!this.#python && !Number.isFinite(number)) {
        this.#fail('too large a number', this.#position - digits.length, 'a number beyond the range of a float');
      }
      return number;
    }
    if (digits.length > maxIntegerDigits) {
      const detail = `a number of more than ${maxIntegerDigits} digits`;
      this.#fail('too many digits', this.#position - digits.length, detail);
    }
    return BigInt(digits);
  }

  #word(): Value {
    for (const [word, value] of this.#python ? PYTHON_WORDS : WORDS) {
      if (this.#text.startsWith(word, this.#position)) {
        this.#position += word.length;
        return value;
      }
    }
    return this.#fail('Expecting value');
  }

  #accept(character: string): boolean {
    if (this.#text[this.#position] !== character) {
      return false;
    }
    this.#position += 1;
    return true;
  }

  #skipBlanks(): void {
    const code = this.#text.charCodeAt(this.#position);
    if (code <= 32) {
      BLANKS.lastIndex = this.#position;
      BLANKS.test(this.#text);
      this.#position = BLANKS.lastIndex;
    }
  }

  #fail(reason: JsonReason, offset = this.#position, detail?: string): never {
    throw new JsonFault(reason, this.#text, offset, detail);
  }
}
