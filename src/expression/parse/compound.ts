import { parseForTarget } from './comprehension.ts';
import type { Cursor } from './cursor.ts';
import type { Grammar } from './grammar.ts';
import { parseParameters } from './parameters.ts';
import type { Handler, If, Statement } from './syntax.ts';
import { SyntaxFault } from './token.ts';

type Block = () => Statement[];

/** A statement that holds blocks; undefined when none begins here. */
export function parseCompound(grammar: Grammar, block: Block): Statement[] | undefined {
  const { cursor } = grammar;
  const { token } = cursor;
  switch (token.type === 'name' ? token.text : token.text === '@' ? '@' : '') {
    case 'if':
      return [parseIf(grammar, block)];
    case 'while': {
      cursor.advance();
      const test = grammar.item();
      return [{ kind: 'while', at: token.at, test, body: block(), otherwise: parseElse(cursor, block) }];
    }
    case 'for': {
      cursor.advance();
      const target = parseForTarget(grammar);
      cursor.expect('in');
      const iterable = grammar.list();
      return [{ kind: 'for', at: token.at, target, iterable, body: block(), otherwise: parseElse(cursor, block) }];
    }
    case 'try':
      return [parseTry(grammar, block)];
    case 'def':
      return [parseDefinition(grammar, block)];
    case '@':
      return cursor.fail(token, 'not supported: decorators (call the function instead)');
    case 'match':
      return refuseMatch(cursor);
    default:
      return undefined;
  }
}

function parseElse(cursor: Cursor, block: Block): Statement[] {
  return cursor.accept('else') ? block() : [];
}

function parseIf(grammar: Grammar, block: Block): If {
  const { cursor } = grammar;
  const { at } = cursor.token;
  const branches: If['branches'] = [];
  do {
    cursor.advance();
    const test = grammar.item();
    if (cursor.at('=')) {
      cursor.fail(cursor.token, "invalid syntax. Maybe you meant '==' or ':=' instead of '='?");
    }
    branches.push({ test, body: block() });
  } while (cursor.at('elif'));
  return { kind: 'if', at, branches, otherwise: parseElse(cursor, block) };
}

function parseTry(grammar: Grammar, block: Block): Statement {
  const { cursor } = grammar;
  const { at } = cursor.advance();
  const body = block();
  const handlers: Handler[] = [];
  while (cursor.at('except')) {
    const handler = parseHandler(grammar, block);
    if (handlers.at(-1)?.type === undefined && handlers.length > 0) {
      cursor.fail(handler, "default 'except:' must be last");
    }
    handlers.push(handler);
  }
  const otherwise = handlers.length > 0 ? parseElse(cursor, block) : [];
  const final = cursor.accept('finally') ? block() : [];
  if (handlers.length === 0 && final.length === 0) {
    cursor.fail(cursor.token, "expected 'except' or 'finally' block");
  }
  return { kind: 'try', at, body, handlers, otherwise, final };
}

function parseHandler(grammar: Grammar, block: Block): Handler {
  const { cursor } = grammar;
  const { at } = cursor.advance();
  if (cursor.at('*')) {
    cursor.fail(cursor.token, 'not supported: except* (write except)');
  }
  const type = cursor.at(':') ? undefined : grammar.single();
  if (cursor.at(',')) {
    cursor.fail(cursor.token, 'multiple exception types must be parenthesized');
  }
  const name = type && cursor.accept('as') ? cursor.identifier('a name').text : undefined;
  return { at, type, name, body: block() };
}

function parseDefinition(grammar: Grammar, block: Block): Statement {
  const { cursor } = grammar;
  cursor.advance();
  const { at, text } = cursor.identifier('the name of the function');
  cursor.expect('(');
  const parameters = parseParameters(cursor, ')', grammar.single);
  cursor.expect(')');
  if (cursor.at('->')) {
    cursor.fail(cursor.token, 'not supported: annotations (leave out `->` and the type)');
  }
  return { kind: 'def', at, name: text, parameters, body: block() };
}

// `match` is a keyword only before a value: elsewhere it is a name like others.
function refuseMatch(cursor: Cursor): undefined {
  const next = cursor.peek(1);
  if (next.type === 'number' || next.type === 'string' || (next.type === 'name' && !cursor.isKeyword(next))) {
    throw new SyntaxFault(cursor.token.at, 'not supported: match (use if … elif)', true);
  }
  return undefined;
}
