import type { Cursor } from './cursor.ts';
import type { Grammar } from './grammar.ts';
import { startsValue } from './starts-value.ts';
import type { CallArgument, Expression } from './syntax.ts';

/** What follows a value: `.name`, `[index]`, `(arguments)`, any number of them. */
export function parseTrailers(grammar: Grammar, atom: Expression): Expression {
  const { cursor } = grammar;
  let value = atom;
  for (;;) {
    if (cursor.accept('.')) {
      const { at, text } = attributeName(cursor);
      value = { kind: 'attribute', at, value, name: text.normalize('NFKC') };
    } else if (cursor.at('[')) {
      cursor.advance();
      value = { kind: 'subscript', at: value.at, value, index: subscript(grammar) };
      cursor.expect(']');
    } else if (cursor.at('(')) {
      cursor.advance();
      value = { kind: 'call', at: value.at, callee: value, args: callArguments(grammar) };
      cursor.expect(')');
    } else {
      return value;
    }
  }
}

function attributeName(cursor: Cursor): { at: number; text: string } {
  const { token } = cursor;
  if (token.type === 'name' && token.text.startsWith('_')) {
    cursor.faults.push({ offset: token.at, message: `not supported: attributes that begin with _ (${token.text})` });
    return cursor.advance();
  }
  return cursor.identifier('the name of an attribute');
}

function subscript(grammar: Grammar): Expression {
  const { cursor } = grammar;
  const first = subscriptItem(grammar);
  if (!cursor.at(',')) {
    return first.kind === 'starred' ? { kind: 'tuple', at: first.at, items: [first] } : first;
  }
  const items = [first];
  while (cursor.accept(',') && !cursor.at(']')) {
    items.push(subscriptItem(grammar));
  }
  return { kind: 'tuple', at: first.at, items };
}

function subscriptItem(grammar: Grammar): Expression {
  const { cursor } = grammar;
  const { at } = cursor.token;
  const part = () => (startsValue(cursor) ? grammar.single() : undefined);
  const start = cursor.at(':') ? undefined : grammar.item();
  if (start && !cursor.at(':')) {
    return start;
  }
  cursor.expect(':');
  const stop = part();
  const step = cursor.accept(':') ? part() : undefined;
  return { kind: 'slice', at, start, stop, step };
}

function callArguments(grammar: Grammar): CallArgument[] {
  const { cursor } = grammar;
  const args: CallArgument[] = [];
  while (!cursor.at(')')) {
    const argument = callArgument(grammar);
    checkOrder(cursor, args, argument);
    args.push(argument);
    if (!cursor.accept(',')) {
      break;
    }
    if (
      argument.form === 'plain' &&
      argument.value.kind === 'comprehension' &&
      argument.name === 'bare' &&
      !cursor.at(')')
    ) {
      cursor.fail(argument, 'Generator expression must be parenthesized');
    }
  }
  return args;
}

function callArgument(grammar: Grammar): CallArgument {
  const { cursor } = grammar;
  const { token } = cursor;
  if (cursor.accept('**')) {
    return { form: 'spread keywords', at: token.at, name: '', value: grammar.single() };
  }
  if (cursor.accept('*')) {
    return { form: 'spread', at: token.at, name: '', value: grammar.single() };
  }
  if (token.type === 'name' && cursor.peek(1).type === 'operator' && cursor.peek(1).text === '=') {
    cursor.identifier('the name of an argument');
    cursor.advance();
    return { form: 'keyword', at: token.at, name: token.text, value: grammar.single() };
  }
  const value = grammar.item();
  if (cursor.at('for')) {
    return { form: 'plain', at: token.at, name: 'bare', value: grammar.comprehension('generator', value) };
  }
  if (cursor.at('=')) {
    cursor.fail(value, 'expression cannot contain assignment, perhaps you meant "=="?');
  }
  return { form: 'plain', at: token.at, name: '', value };
}

function checkOrder(cursor: Cursor, before: CallArgument[], argument: CallArgument): void {
  if (argument.form === 'plain' && before.some((other) => other.form === 'spread keywords')) {
    cursor.fail(argument, 'positional argument follows keyword argument unpacking');
  }
  if (argument.form === 'plain' && before.some((other) => other.form === 'keyword')) {
    cursor.fail(argument, 'positional argument follows keyword argument');
  }
  if (argument.form === 'plain' && argument.name === 'bare' && before.length > 0) {
    cursor.fail(argument, 'Generator expression must be parenthesized');
  }
  if (argument.form === 'spread' && before.some((other) => other.form === 'spread keywords')) {
    cursor.fail(argument, 'iterable argument unpacking follows keyword argument unpacking');
  }
  if (argument.form === 'keyword' && before.some((other) => other.form === 'keyword' && other.name === argument.name)) {
    cursor.fail(argument, `keyword argument repeated: ${argument.name}`);
  }
}
