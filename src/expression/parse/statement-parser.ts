import { parseCompound } from './compound.ts';
import type { Grammar } from './grammar.ts';
import { parseSimple } from './simple.ts';
import type { Statement } from './syntax.ts';
import { SyntaxFault } from './token.ts';

const CONTINUATIONS = ['elif', 'else', 'except', 'finally'];

/** All statements of a program. What is no statement is added to the faults and passed over. */
export function parseProgram(grammar: Grammar): Statement[] {
  const statements: Statement[] = [];
  while (grammar.cursor.token.type !== 'end') {
    statements.push(...parseStatement(grammar));
  }
  return statements;
}

function parseStatement(grammar: Grammar): Statement[] {
  const { cursor } = grammar;
  try {
    return parseCompound(grammar, () => parseBlock(grammar)) ?? parseLine(grammar);
  } catch (error) {
    if (!(error instanceof SyntaxFault)) {
      throw error;
    }
    cursor.faults.push({ offset: error.offset, message: error.message });
    cursor.recover();
    const known = cursor.faults.length;
    skipBlock(grammar);
    if (error.withBlock) {
      cursor.faults.length = known;
    }
    while (CONTINUATIONS.some((keyword) => cursor.at(keyword))) {
      cursor.recover();
      skipBlock(grammar);
    }
    return [];
  }
}

/** Reads the block below a statement that had a fault, for the faults within. */
function skipBlock(grammar: Grammar): void {
  if (grammar.cursor.token.type === 'indent') {
    grammar.cursor.advance();
    statementsUntilDedent(grammar);
  }
}

/** Simple statements up to the end of their line. */
function parseLine(grammar: Grammar): Statement[] {
  const { cursor } = grammar;
  const statements: Statement[] = [];
  do {
    if (cursor.token.type === 'newline') {
      break;
    }
    statements.push(parseSimple(grammar));
  } while (cursor.accept(';'));
  if (cursor.token.type !== 'newline') {
    cursor.unexpected();
  }
  cursor.advance();
  return statements;
}

/** What stands after the `:` of a compound statement: a line of simple statements, or an indented block. */
function parseBlock(grammar: Grammar): Statement[] {
  const { cursor } = grammar;
  if (!cursor.at(':')) {
    cursor.fail(cursor.token, "expected ':'");
  }
  cursor.advance();
  if (cursor.token.type !== 'newline') {
    return parseLine(grammar);
  }
  const line = cursor.advance();
  const next = cursor.advance();
  if (next.type !== 'indent') {
    cursor.back();
    throw new SyntaxFault(next.type === 'end' ? line.at : next.at, 'expected an indented block');
  }
  return statementsUntilDedent(grammar);
}

function statementsUntilDedent(grammar: Grammar): Statement[] {
  const { cursor } = grammar;
  const statements: Statement[] = [];
  cursor.nested(() => {
    while (cursor.token.type !== 'dedent' && cursor.token.type !== 'end') {
      statements.push(...parseStatement(grammar));
    }
  });
  if (cursor.token.type === 'dedent') {
    cursor.advance();
  }
  return statements;
}
