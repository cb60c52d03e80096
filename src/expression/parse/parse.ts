import type { Fault } from '../value.ts';
import { Cursor } from './cursor.ts';
import { grammarOf } from './expression-parser.ts';
import { parseProgram } from './statement-parser.ts';
import type { Expression, Statement } from './syntax.ts';
import { SyntaxFault } from './token.ts';
import { tokenize } from './tokenizer.ts';

/** The source as one expression, which may be a bare tuple; undefined when it has faults, which are added to `faults`. */
export function parseExpressionSource(source: string, faults: Fault[]): Expression | undefined {
  const tokens = tokenize({ source, from: 0, to: source.length, lines: false }, faults);
  const cursor = new Cursor(source, tokens, faults);
  try {
    if (cursor.token.type === 'end') {
      cursor.fail(cursor.token, 'an expression is missing');
    }
    const expression = grammarOf(cursor).list();
    if (cursor.at('=')) {
      cursor.fail(cursor.token, 'invalid syntax: `=` assigns, which an expression cannot; to compare write `==`');
    }
    if (cursor.token.type !== 'end') {
      cursor.unexpected();
    }
    return faults.length === 0 ? expression : undefined;
  } catch (error) {
    addFault(error, faults);
    return undefined;
  }
}

/** The source as statements. Its faults are added to `faults`; the statements without a fault come back all the same. */
export function parseProgramSource(source: string, faults: Fault[]): Statement[] {
  const tokens = tokenize({ source, from: 0, to: source.length, lines: true }, faults);
  const cursor = new Cursor(source, tokens, faults);
  try {
    return parseProgram(grammarOf(cursor));
  } catch (error) {
    addFault(error, faults);
    return [];
  }
}

function addFault(error: unknown, faults: Fault[]): void {
  if (!(error instanceof SyntaxFault)) {
    throw error;
  }
  faults.push({ offset: error.offset, message: error.message });
}
