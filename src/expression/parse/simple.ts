import type { BinaryOperator } from '../value.ts';
import type { Grammar } from './grammar.ts';
import { startsValue } from './starts-value.ts';
import type { Expression, Statement } from './syntax.ts';
import { checkTarget } from './target.ts';

const AUGMENTED: Record<string, BinaryOperator> = {
  '+=': '+',
  '-=': '-',
  '*=': '*',
  '/=': '/',
  '//=': '//',
  '%=': '%',
  '**=': '**',
  '@=': '@',
  '&=': '&',
  '|=': '|',
  '^=': '^',
  '<<=': '<<',
  '>>=': '>>',
};

/** A statement that stands within one line. */
export function parseSimple(grammar: Grammar): Statement {
  const { cursor } = grammar;
  const { token } = cursor;
  switch (token.type === 'name' ? token.text : '') {
    case 'pass':
    case 'break':
    case 'continue':
      cursor.advance();
      return { kind: token.text as 'pass' | 'break' | 'continue', at: token.at };
    case 'return': {
      cursor.advance();
      return { kind: 'return', at: token.at, value: startsValue(cursor) ? grammar.list() : undefined };
    }
    case 'raise':
      return parseRaise(grammar);
    case 'assert': {
      cursor.advance();
      const test = grammar.single();
      return { kind: 'assert', at: token.at, test, message: cursor.accept(',') ? grammar.single() : undefined };
    }
    case 'del': {
      cursor.advance();
      const target = grammar.list();
      checkTarget(cursor, target, 'delete');
      return { kind: 'del', at: token.at, targets: [target] };
    }
    default:
      return parseAssignment(grammar);
  }
}

function parseRaise(grammar: Grammar): Statement {
  const { cursor } = grammar;
  const { at } = cursor.advance();
  const exception = startsValue(cursor) ? grammar.single() : undefined;
  const cause = exception && cursor.accept('from') ? grammar.single() : undefined;
  return { kind: 'raise', at, exception, cause };
}

function parseAssignment(grammar: Grammar): Statement {
  const { cursor } = grammar;
  const { at } = cursor.token;
  const first = starredList(grammar);
  const operator = cursor.token.type === 'operator' ? AUGMENTED[cursor.token.text] : undefined;
  if (operator) {
    if (first.kind !== 'name' && first.kind !== 'attribute' && first.kind !== 'subscript') {
      cursor.fail(first, 'illegal expression for augmented assignment: a name, an attribute or x[…] stands there');
    }
    const operatorAt = cursor.advance().at;
    return { kind: 'augmented', at: operatorAt, target: first, operator, value: grammar.list() };
  }
  if (cursor.at(':') && first.kind !== 'starred') {
    cursor.fail(cursor.token, 'not supported: annotations (leave out the colon and what follows it up to `=`)');
  }
  const values = [first];
  while (cursor.accept('=')) {
    values.push(starredList(grammar));
  }
  const value = values.pop() ?? first;
  if (value.kind === 'starred') {
    cursor.fail(value, "can't use starred expression here");
  }
  if (values.length === 0) {
    return { kind: 'expression', at, value };
  }
  for (const target of values) {
    if (target.kind === 'starred') {
      cursor.fail(target, 'starred assignment target must be in a list or tuple');
    }
    checkTarget(cursor, target, 'assign to');
  }
  return { kind: 'assign', at, targets: values, value };
}

/** A value or bare tuple; a lone `*x`, which only its place can refuse, passes. */
function starredList(grammar: Grammar): Expression {
  return grammar.cursor.at('*') && grammar.cursor.peek(1).text === '' ? grammar.item() : grammar.list();
}
