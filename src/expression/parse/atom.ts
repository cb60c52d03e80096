import type { Grammar } from './grammar.ts';
import { numberValue } from './literal.ts';
import { parseStrings } from './string-literal.ts';
import type { DictEntry, Expression } from './syntax.ts';

const CONSTANTS: Record<string, null | boolean> = { None: null, True: true, False: false };

/** A literal, a name, or something in brackets. */
export function parseAtom(grammar: Grammar): Expression {
  const { cursor } = grammar;
  const { token } = cursor;
  switch (token.type) {
    case 'number':
      cursor.advance();
      return { kind: 'constant', at: token.at, value: numberValue(token.text) };
    case 'string':
      return parseStrings(grammar);
    case 'name':
      return nameOrConstant(grammar);
    case 'operator':
      return bracketed(grammar);
    default:
      return cursor.unexpected();
  }
}

function nameOrConstant({ cursor }: Grammar): Expression {
  const { token } = cursor;
  const constant = Object.hasOwn(CONSTANTS, token.text) ? CONSTANTS[token.text] : undefined;
  if (constant !== undefined) {
    cursor.advance();
    return { kind: 'constant', at: token.at, value: constant };
  }
  if (cursor.isKeyword(token)) {
    return cursor.unexpected();
  }
  cursor.identifier('a name');
  return { kind: 'name', at: token.at, name: token.text.normalize('NFKC') };
}

function bracketed(grammar: Grammar): Expression {
  const { cursor } = grammar;
  const { token } = cursor;
  switch (token.text) {
    case '(':
      cursor.advance();
      return parenthesised(grammar, token.at);
    case '[':
      cursor.advance();
      return listDisplay(grammar, token.at);
    case '{':
      cursor.advance();
      return braces(grammar, token.at);
    case '...':
      return cursor.fail(token, 'not supported: ...');
    default:
      return cursor.unexpected();
  }
}

function parenthesised(grammar: Grammar, at: number): Expression {
  const { cursor } = grammar;
  if (cursor.accept(')')) {
    return { kind: 'tuple', at, items: [] };
  }
  const first = grammar.item();
  if (cursor.at('for')) {
    const generator = grammar.comprehension('generator', first);
    cursor.expect(')');
    return generator;
  }
  if (!cursor.at(',')) {
    cursor.expect(')');
    if (first.kind === 'starred') {
      cursor.fail(first, 'cannot use starred expression here');
    }
    // In parentheses a comparison does not chain with its neighbours, nor does a tuple merge: the tree holds them apart already.
    return first;
  }
  const items = rest(grammar, first, ')');
  return { kind: 'tuple', at, items };
}

function listDisplay(grammar: Grammar, at: number): Expression {
  const { cursor } = grammar;
  if (cursor.accept(']')) {
    return { kind: 'list', at, items: [] };
  }
  const first = grammar.item();
  if (cursor.at('for')) {
    const comprehension = grammar.comprehension('list', first);
    cursor.expect(']');
    return comprehension;
  }
  return { kind: 'list', at, items: rest(grammar, first, ']') };
}

function rest(grammar: Grammar, first: Expression, closing: string): Expression[] {
  const { cursor } = grammar;
  const items = [first];
  while (cursor.accept(',') && !cursor.at(closing)) {
    items.push(grammar.item());
  }
  cursor.expect(closing);
  return items;
}

function braces(grammar: Grammar, at: number): Expression {
  const { cursor } = grammar;
  if (cursor.accept('}')) {
    return { kind: 'dict', at, entries: [] };
  }
  if (cursor.at('**')) {
    return dictDisplay(grammar, at, entry(grammar));
  }
  const first = grammar.item();
  if (cursor.at(':') && first.kind !== 'starred') {
    cursor.advance();
    return dictDisplay(grammar, at, { key: first, value: grammar.single() });
  }
  if (cursor.at('for')) {
    const comprehension = grammar.comprehension('set', first);
    cursor.expect('}');
    return comprehension;
  }
  return { kind: 'set', at, items: rest(grammar, first, '}') };
}

function dictDisplay(grammar: Grammar, at: number, first: DictEntry): Expression {
  const { cursor } = grammar;
  if (cursor.at('for')) {
    if (!first.key) {
      return cursor.fail(cursor.token, 'dict unpacking cannot be used in dict comprehension');
    }
    const comprehension = grammar.comprehension('dict', first.key, first.value);
    cursor.expect('}');
    return comprehension;
  }
  const entries = [first];
  while (cursor.accept(',') && !cursor.at('}')) {
    entries.push(entry(grammar));
  }
  cursor.expect('}');
  return { kind: 'dict', at, entries };
}

function entry(grammar: Grammar): DictEntry {
  const { cursor } = grammar;
  if (cursor.accept('**')) {
    return { key: undefined, value: grammar.operand() };
  }
  const key = grammar.single();
  cursor.expect(':');
  return { key, value: grammar.single() };
}
