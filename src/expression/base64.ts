import { bind } from './arguments.ts';
import { Bytes } from './bytes.ts';
import { raise } from './exception.ts';
import { Builtin } from './function.ts';
import { truth } from './operations/truth.ts';
import { typeName } from './operations/type-name.ts';
import type { Value } from './value.ts';

/** `base64.b64encode(s, altchars=None)`: bytes to bytes. */
export const b64encode = new Builtin('b64encode', (args) => {
  const [data = null, alternatives = null] = bind('b64encode', ['s', 'altchars'], 1, args);
  if (!(data instanceof Bytes)) {
    return raise('TypeError', `a bytes-like object is required, not '${typeName(data)}'`);
  }
  let text = Buffer.from(data.data).toString('base64');
  if (alternatives !== null) {
    const [plus, slash] = needPair(alternatives);
    text = text.replaceAll('+', plus).replaceAll('/', slash);
  }
  return new Bytes(Buffer.from(text, 'latin1'));
});

/** `base64.b64decode(s, altchars=None, validate=False)` of bytes or an ASCII str. */
export const b64decode = new Builtin('b64decode', (args) => {
  const [data = null, alternatives = null, validate = false] = bind(
    'b64decode',
    ['s', 'altchars', 'validate'],
    1,
    args,
  );
  let text = asciiText(data);
  if (alternatives !== null) {
    const [plus, slash] = needPair(alternatives);
    text = text.replaceAll(plus, '+').replaceAll(slash, '/');
  }
  const wellFormed = /^[A-Za-z0-9+/]*={0,2}$/.test(text);
  if (!wellFormed && truth(validate)) {
    raise('Error', 'Only base64 data is allowed');
  }
  return new Bytes(Buffer.from(wellFormed && text.length % 4 === 0 ? text : dataCharacters(text), 'base64'));
});

// Python leaves out what is no base64, and stops where padding completes a group of four.
function dataCharacters(text: string): string {
  let data = '';
  let padding = 0;
  for (const character of text) {
    if (character === '=') {
      padding += 1;
      if (data.length % 4 >= 2 && (data.length % 4) + padding >= 4) {
        return data;
      }
    } else if (/[A-Za-z0-9+/]/.test(character)) {
      data += character;
      padding = 0;
    }
  }
  if (data.length % 4 === 1) {
    const count = `number of data characters (${data.length}) cannot be 1 more than a multiple of 4`;
    raise('Error', `Invalid base64-encoded string: ${count}`);
  }
  return data.length % 4 === 0 ? data : raise('Error', 'Incorrect padding');
}

function asciiText(value: Value): string {
  if (value instanceof Bytes) {
    return Buffer.from(value.data).toString('latin1');
  }
  if (typeof value !== 'string') {
    return raise('TypeError', `argument should be a bytes-like object or ASCII string, not '${typeName(value)}'`);
  }
  return /^[\0-\x7f]*$/.test(value)
    ? value
    : raise('ValueError', 'string argument should contain only ASCII characters');
}

function needPair(value: Value): [string, string] {
  const text = asciiText(value);
  return text.length === 2 ? [text.charAt(0), text.charAt(1)] : raise('AssertionError', `b'${text}'`);
}
