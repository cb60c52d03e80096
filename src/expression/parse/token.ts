/** A piece of an f-string as it stands in the source: text still to be unescaped, or a `{…}`. */
export type RawPart = { kind: 'text'; at: number; end: number } | RawReplacement;

/** A `{…}` of an f-string: its expression stands from `at` to `end`. */
export interface RawReplacement {
  kind: 'replacement';
  at: number;
  end: number;
  /** The text that `{x=}` shows before the value, else empty. */
  label: string;
  conversion: string;
  spec: RawPart[] | undefined;
}

/** A string literal: `prefix` in lower case; the parts of a string that is no f-string are one text. */
export interface StringToken {
  type: 'string';
  at: number;
  end: number;
  text: string;
  prefix: string;
  parts: RawPart[];
}

export interface PlainToken {
  type: 'name' | 'number' | 'operator' | 'newline' | 'indent' | 'dedent' | 'end';
  at: number;
  end: number;
  text: string;
}

export type Token = PlainToken | StringToken;

/** A place where the source is not Python, or not of the part of Python that is spoken here. */
export class SyntaxFault extends Error {
  override readonly name = 'SyntaxFault';
  readonly offset: number;
  /** Whether the block below makes no sense without the line, so that no faults are looked for in it. */
  readonly withBlock: boolean;

  constructor(offset: number, message: string, withBlock = false) {
    super(message);
    this.offset = offset;
    this.withBlock = withBlock;
  }
}
