import type { Cursor } from './cursor.ts';
import type { Expression, Parameter, Parameters } from './syntax.ts';

interface Reading extends Parameters {
  starred: boolean;
}

/** The parameters of a `def` or `lambda`, up to the token that closes them. */
export function parseParameters(cursor: Cursor, closing: ')' | ':', readDefault: () => Expression): Parameters {
  const reading: Reading = {
    positional: [],
    positionalOnly: 0,
    rest: undefined,
    keywordOnly: [],
    keywords: undefined,
    starred: false,
  };
  const seen = new Set<string>();
  while (!cursor.at(closing)) {
    if (reading.keywords) {
      cursor.fail(cursor.token, 'arguments cannot follow var-keyword argument');
    }
    const added = readOne(cursor, reading, readDefault);
    if (added && seen.has(added.name)) {
      cursor.fail(added, `duplicate argument '${added.name}' in function definition`);
    }
    if (added) {
      seen.add(added.name);
    }
    if (!cursor.accept(',')) {
      break;
    }
  }
  if (reading.starred && !reading.rest && reading.keywordOnly.length === 0) {
    cursor.fail(cursor.token, 'named arguments must follow bare *');
  }
  const { starred: _, ...parameters } = reading;
  return parameters;
}

function readOne(cursor: Cursor, reading: Reading, readDefault: () => Expression): Parameter | undefined {
  const token = cursor.token;
  if (cursor.accept('**')) {
    reading.keywords = named(cursor);
    return reading.keywords;
  }
  if (cursor.accept('/')) {
    if (reading.positional.length === 0 || reading.starred || reading.positionalOnly > 0) {
      cursor.fail(token, 'invalid syntax: `/` stands once, after the parameters given by position');
    }
    reading.positionalOnly = reading.positional.length;
    return undefined;
  }
  if (cursor.accept('*')) {
    if (reading.starred) {
      cursor.fail(token, '* argument may appear only once');
    }
    reading.starred = true;
    reading.rest = cursor.at(',') ? undefined : named(cursor);
    return reading.rest;
  }
  const parameter = named(cursor);
  parameter.default = cursor.accept('=') ? readDefault() : undefined;
  const list = reading.starred ? reading.keywordOnly : reading.positional;
  if (!reading.starred && !parameter.default && list.at(-1)?.default) {
    cursor.fail(parameter, 'non-default argument follows default argument');
  }
  list.push(parameter);
  return parameter;
}

function named(cursor: Cursor): Parameter {
  const { at, text } = cursor.identifier('the name of a parameter');
  return { at, name: text, default: undefined };
}
