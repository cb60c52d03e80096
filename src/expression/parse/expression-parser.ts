import type { BinaryOperator } from '../value.ts';
import { parseAtom } from './atom.ts';
import { parseComprehension } from './comprehension.ts';
import type { Cursor } from './cursor.ts';
import type { Grammar } from './grammar.ts';
import { parseParameters } from './parameters.ts';
import { startsValue } from './starts-value.ts';
import type { CompareOperator, Comparison, Expression, UnaryOperator } from './syntax.ts';
import { parseTrailers } from './trailer.ts';

const LEVELS: Record<string, number> = {
  '|': 1,
  '^': 2,
  '&': 3,
  '<<': 4,
  '>>': 4,
  '+': 5,
  '-': 5,
  '*': 6,
  '/': 6,
  '//': 6,
  '%': 6,
  '@': 6,
};

/** The grammar of expressions over these tokens. */
export function grammarOf(cursor: Cursor): Grammar {
  const grammar: Grammar = {
    cursor,
    over: grammarOf,
    single: () => cursor.nested(() => single(grammar)),
    item: () => item(grammar),
    list: () => list(grammar),
    operand: () => operators(grammar, 1),
    disjunction: () => logic(grammar, 'or'),
    comprehension: (form, element, value) => parseComprehension(grammar, form, element, value),
  };
  return grammar;
}

function single(grammar: Grammar): Expression {
  const { cursor } = grammar;
  if (cursor.at('lambda')) {
    const { at } = cursor.advance();
    const parameters = parseParameters(cursor, ':', grammar.single);
    cursor.expect(':');
    return { kind: 'lambda', at, parameters, body: grammar.single() };
  }
  const value = grammar.disjunction();
  if (!cursor.at('if')) {
    return value;
  }
  cursor.advance();
  const test = grammar.disjunction();
  if (!cursor.at('else')) {
    cursor.fail(cursor.token, "expected 'else' after 'if' expression");
  }
  cursor.advance();
  return { kind: 'conditional', at: value.at, test, value, otherwise: grammar.single() };
}

function item(grammar: Grammar): Expression {
  const { cursor } = grammar;
  const { at } = cursor.token;
  if (cursor.accept('*')) {
    return { kind: 'starred', at, value: grammar.operand() };
  }
  const value = grammar.single();
  if (!cursor.at(':=')) {
    return value;
  }
  cursor.advance();
  if (value.kind !== 'name') {
    return cursor.fail(value, 'cannot use assignment expressions here: a name stands before `:=`');
  }
  return { kind: 'walrus', at, target: value, value: grammar.single() };
}

function list(grammar: Grammar): Expression {
  const { cursor } = grammar;
  const first = starredOrSingle(grammar);
  if (!cursor.at(',')) {
    if (first.kind === 'starred') {
      cursor.fail(first, "can't use starred expression here");
    }
    return first;
  }
  const items = [first];
  while (cursor.accept(',') && startsValue(cursor)) {
    items.push(starredOrSingle(grammar));
  }
  return { kind: 'tuple', at: first.at, items };
}

function starredOrSingle(grammar: Grammar): Expression {
  return grammar.cursor.at('*') ? item(grammar) : grammar.single();
}

function logic(grammar: Grammar, operator: 'or' | 'and'): Expression {
  const inner = () => (operator === 'or' ? logic(grammar, 'and') : negation(grammar));
  const first = inner();
  if (!grammar.cursor.at(operator)) {
    return first;
  }
  const operands = [first];
  while (grammar.cursor.accept(operator)) {
    operands.push(inner());
  }
  return { kind: 'logic', at: first.at, operator, operands };
}

function negation(grammar: Grammar): Expression {
  const { cursor } = grammar;
  if (!cursor.at('not')) {
    return comparison(grammar);
  }
  const { at } = cursor.advance();
  return { kind: 'unary', at, operator: 'not', operand: cursor.nested(() => negation(grammar)) };
}

function comparison(grammar: Grammar): Expression {
  const first = grammar.operand();
  const rest: Comparison['rest'] = [];
  for (;;) {
    const { at } = grammar.cursor.token;
    const operator = compareOperator(grammar.cursor);
    if (!operator) {
      return rest.length === 0 ? first : { kind: 'comparison', at: first.at, first, rest };
    }
    rest.push({ operator, value: grammar.operand(), at });
  }
}

function compareOperator(cursor: Cursor): CompareOperator | undefined {
  const { token } = cursor;
  switch (token.type === 'operator' || token.type === 'name' ? token.text : '') {
    case '==':
    case '!=':
    case '<':
    case '<=':
    case '>':
    case '>=':
    case 'in':
      cursor.advance();
      return token.text as CompareOperator;
    case 'not':
      if (cursor.peek(1).text !== 'in') {
        return undefined;
      }
      cursor.advance();
      cursor.advance();
      return 'not in';
    case 'is':
      cursor.advance();
      return cursor.accept('not') ? 'is not' : 'is';
    default:
      return undefined;
  }
}

function operators(grammar: Grammar, level: number): Expression {
  const { cursor } = grammar;
  let left = unary(grammar);
  for (;;) {
    const { token } = cursor;
    const found = token.type === 'operator' ? (LEVELS[token.text] ?? 0) : 0;
    if (found < level) {
      return left;
    }
    cursor.advance();
    const right = operators(grammar, found + 1);
    left = { kind: 'binary', at: token.at, operator: token.text as BinaryOperator, left, right };
  }
}

function unary(grammar: Grammar): Expression {
  const { cursor } = grammar;
  const { token } = cursor;
  if (token.type === 'operator' && (token.text === '-' || token.text === '+' || token.text === '~')) {
    cursor.advance();
    return {
      kind: 'unary',
      at: token.at,
      operator: token.text as UnaryOperator,
      operand: cursor.nested(() => unary(grammar)),
    };
  }
  const base = parseTrailers(grammar, parseAtom(grammar));
  if (!cursor.at('**')) {
    return base;
  }
  const { at } = cursor.advance();
  return { kind: 'binary', at, operator: '**', left: base, right: cursor.nested(() => unary(grammar)) };
}
