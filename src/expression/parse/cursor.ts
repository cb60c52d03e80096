import type { Fault } from '../value.ts';
import { SyntaxFault, type Token } from './token.ts';

const DEEPEST = 100;

const NOT_SUPPORTED: Record<string, string> = {
  import: 'datetime, dateutil, time, json, b64encode and float_round are at hand without it',
  from: 'datetime, dateutil, time, json, b64encode and float_round are at hand without it',
  class: 'use dicts and functions',
  global: 'return the value from the function',
  nonlocal: 'return the value from the function, or change a list or dict',
  async: 'calls to Odoo wait by themselves',
  await: 'calls to Odoo wait by themselves',
  with: 'use try … finally; a context is set by record.with_context(…)',
  yield: 'build a list and return it',
};

const KEYWORDS = new Set(
  (
    'False None True and as assert async await break class continue def del elif else except finally for from global if import in is ' +
    'lambda nonlocal not or pass raise return try while with yield'
  ).split(' '),
);

/** Goes through the tokens of a source; what both halves of the parser stand on. */
export class Cursor {
  readonly source: string;
  readonly faults: Fault[];
  readonly #tokens: Token[];
  #index = 0;
  #depth = 0;

  constructor(source: string, tokens: Token[], faults: Fault[]) {
    this.source = source;
    this.#tokens = tokens;
    this.faults = faults;
  }

  get token(): Token {
    return this.peek(0);
  }

  peek(ahead: number): Token {
    const last = this.#tokens.length - 1;
    return this.#tokens[Math.min(this.#index + ahead, last)] as Token;
  }

  advance(): Token {
    const token = this.token;
    this.#index += 1;
    return token;
  }

  back(): void {
    this.#index -= 1;
  }

  /** Whether the token is this operator or keyword. */
  at(text: string): boolean {
    const token = this.token;
    return (token.type === 'operator' || token.type === 'name') && token.text === text;
  }

  /** Steps over the operator or keyword when it is there. */
  accept(text: string): boolean {
    if (this.at(text)) {
      this.#index += 1;
      return true;
    }
    return false;
  }

  /** Steps over the operator or keyword, which must be there. */
  expect(text: string): Token {
    if (!this.at(text)) {
      this.fail(this.token, `invalid syntax: expected '${text}'${this.#found()}`);
    }
    return this.advance();
  }

  /** The name of a variable, parameter or attribute. */
  identifier(what: string): Token {
    const token = this.token;
    if (token.type !== 'name' || KEYWORDS.has(token.text)) {
      this.fail(token, `invalid syntax: expected ${what}${this.#found()}`);
    }
    if (token.text.startsWith('_') && token.text !== '_') {
      this.faults.push({ offset: token.at, message: `not supported: names that begin with _ (${token.text})` });
    }
    return this.advance();
  }

  isKeyword(token: Token): boolean {
    return token.type === 'name' && KEYWORDS.has(token.text);
  }

  fail(token: { at: number }, message: string): never {
    throw new SyntaxFault(token.at, message);
  }

  /** Refuses the token: with the reason when it begins something of Python that is left out here. */
  unexpected(): never {
    const token = this.token;
    const instead = token.type === 'name' ? NOT_SUPPORTED[token.text] : undefined;
    if (instead !== undefined) {
      this.fail(token, `not supported: ${token.text} (${instead})`);
    }
    if (token.type === 'indent') {
      this.fail(token, 'unexpected indent');
    }
    return this.fail(token, `invalid syntax${this.#found().replace(/^, /, ': ')}`);
  }

  /** Reads something nested, which may nest only so deep. */
  nested<Result>(read: () => Result): Result {
    this.#depth += 1;
    if (this.#depth > DEEPEST) {
      this.fail(this.token, `nested too deeply: more than ${DEEPEST} levels`);
    }
    const result = read();
    this.#depth -= 1;
    return result;
  }

  /** After a fault within a statement: goes to the end of its line, and into the block below it. */
  recover(): void {
    this.#depth = 0;
    while (this.token.type !== 'newline' && this.token.type !== 'end') {
      this.#index += 1;
    }
    if (this.token.type === 'newline') {
      this.#index += 1;
    }
  }

  #found(): string {
    const token = this.token;
    switch (token.type) {
      case 'end':
        return ', the text ends here';
      case 'newline':
        return ', the line ends here';
      case 'indent':
      case 'dedent':
        return '';
      default:
        return `, found ${token.text.length > 30 ? `${token.text.slice(0, 30)}…` : token.text}`;
    }
  }
}
