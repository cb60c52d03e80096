import { Cursor } from './cursor.ts';
import type { Grammar } from './grammar.ts';
import { unescaped } from './literal.ts';
import type { Expression, JoinedPart, Replacement } from './syntax.ts';
import { type RawPart, type RawReplacement, type StringToken, SyntaxFault } from './token.ts';
import { tokenize } from './tokenizer.ts';

/** String literals, of which adjacent ones are one. */
export function parseStrings(grammar: Grammar): Expression {
  const { cursor } = grammar;
  const tokens: StringToken[] = [];
  for (let token = cursor.token; token.type === 'string'; token = cursor.token) {
    tokens.push(token);
    cursor.advance();
  }
  const at = tokens[0]?.at ?? 0;
  const bytes = tokens.filter((token) => token.prefix.includes('b'));
  if (bytes.length > 0) {
    if (bytes.length < tokens.length) {
      cursor.fail({ at }, 'cannot mix bytes and nonbytes literals');
    }
    return { kind: 'bytes', at, data: bytesOf(cursor, tokens) };
  }
  const parts: JoinedPart[] = [];
  for (const token of tokens) {
    addParts(grammar, parts, token.parts, token.prefix);
  }
  if (tokens.some((token) => token.prefix.includes('f'))) {
    return { kind: 'joined', at, parts };
  }
  return { kind: 'constant', at, value: parts.join('') };
}

function bytesOf(cursor: Cursor, tokens: StringToken[]): Uint8Array {
  const texts = tokens.flatMap((token) =>
    token.parts.map((part) => {
      const body = cursor.source.slice(part.at, part.end);
      const text = token.prefix.includes('r') ? body : unescaped(body, part.at, true);
      if (/[^\0-\x7f]/.test(body)) {
        cursor.fail(token, 'bytes can only contain ASCII literal characters');
      }
      return text;
    }),
  );
  return Uint8Array.from(Buffer.from(texts.join(''), 'latin1'));
}

function addParts(grammar: Grammar, parts: JoinedPart[], raw: RawPart[], prefix: string): void {
  for (const part of raw) {
    if (part.kind === 'text') {
      addText(parts, textOf(grammar.cursor, part.at, part.end, prefix));
      continue;
    }
    addText(parts, part.label);
    parts.push(replacement(grammar, part, prefix));
  }
}

function addText(parts: JoinedPart[], text: string): void {
  const last = parts.at(-1);
  if (text === '') {
    return;
  }
  if (typeof last === 'string') {
    parts[parts.length - 1] = last + text;
  } else {
    parts.push(text);
  }
}

function textOf(cursor: Cursor, at: number, end: number, prefix: string): string {
  const body = cursor.source.slice(at, end);
  const text = prefix.includes('f') ? body.replaceAll('{{', '{').replaceAll('}}', '}') : body;
  return prefix.includes('r') ? text.replace(/\r\n?/g, '\n') : unescaped(text, at, false);
}

function replacement(grammar: Grammar, raw: RawReplacement, prefix: string): Replacement {
  const { source, faults } = grammar.cursor;
  const tokens = tokenize({ source, from: raw.at, to: raw.end, lines: false }, faults);
  const cursor = new Cursor(source, tokens, faults);
  const inner = grammar.over(cursor);
  const value = inner.list();
  if (cursor.token.type !== 'end') {
    throw new SyntaxFault(cursor.token.at, 'f-string: invalid syntax in the expression');
  }
  const spec: JoinedPart[] = [];
  addParts(grammar, spec, raw.spec ?? [], prefix);
  const shown = raw.label !== '' && raw.conversion === '' && raw.spec === undefined ? 'r' : raw.conversion;
  return { value, conversion: conversionOf(shown), spec };
}

function conversionOf(letter: string): Replacement['conversion'] {
  return letter === 'r' || letter === 's' || letter === 'a' ? letter : '';
}
