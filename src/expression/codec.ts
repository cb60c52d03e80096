import { make } from './budget.ts';
import { raise } from './exception.ts';
import { codePoints } from './text-index.ts';

type Codec = 'utf-8' | 'utf-8-sig' | 'ascii' | 'latin-1';

const codecs: Record<string, Codec> = {
  utf_8: 'utf-8',
  utf8: 'utf-8',
  u8: 'utf-8',
  utf: 'utf-8',
  utf_8_sig: 'utf-8-sig',
  ascii: 'ascii',
  us_ascii: 'ascii',
  latin_1: 'latin-1',
  latin1: 'latin-1',
  latin: 'latin-1',
  l1: 'latin-1',
  iso_8859_1: 'latin-1',
  iso8859_1: 'latin-1',
};

// Encodings that Python has and this has not: they must not be called unknown.
const missing =
  /^(?:utf_?(?:16|32|7)|cp\d+|windows_\d+|iso_?8859_\d+|mac|koi8|big5|gb|shift|euc|hz|idna|punycode|hex|base64|rot13)/;

function codecNamed(encoding: string): Codec {
  const name = encoding.toLowerCase().replace(/[^a-z0-9.]+/g, '_');
  const codec = Object.hasOwn(codecs, name) ? codecs[name] : undefined;
  if (codec === undefined) {
    raise(
      'LookupError',
      missing.test(name) ? `not supported: the encoding ${encoding}` : `unknown encoding: ${encoding}`,
    );
  }
  return codec;
}

/** `text.encode(encoding, errors)`. Raises UnicodeEncodeError and LookupError. */
export function encodeText(text: string, encoding: string, errors: string): Uint8Array {
  const codec = codecNamed(encoding);
  make(text.length);
  const limit = { 'utf-8': 0x110000, 'utf-8-sig': 0x110000, ascii: 0x80, 'latin-1': 0x100 }[codec];
  const bad = limit === 0x110000 ? /[\ud800-\udfff]/u : limit === 0x80 ? /[^\0-\x7f]/u : /[^\0-\xff]/u;
  const fitting = bad.test(text) ? replaced(text, codec, bad, errors) : text;
  if (limit < 0x110000) {
    return Buffer.from(fitting, 'latin1');
  }
  return Buffer.from(codec === 'utf-8-sig' ? `\ufeff${fitting}` : fitting, 'utf8');
}

function replaced(text: string, codec: Codec, bad: RegExp, errors: string): string {
  switch (errors) {
    case 'strict':
      return refuse(text, codec, bad);
    case 'ignore':
      return text.replace(new RegExp(bad, 'gu'), '');
    case 'replace':
      return text.replace(new RegExp(bad, 'gu'), '?');
    case 'xmlcharrefreplace':
      return text.replace(new RegExp(bad, 'gu'), (point) => `&#${point.codePointAt(0)};`);
    case 'backslashreplace':
      return text.replace(new RegExp(bad, 'gu'), (point) => escaped(point.codePointAt(0) ?? 0));
    case 'surrogateescape':
    case 'surrogatepass':
    case 'namereplace':
      return raise('LookupError', `not supported: the error handler ${errors}`);
    default:
      return raise('LookupError', `unknown error handler name '${errors}'`);
  }
}

function refuse(text: string, codec: Codec, bad: RegExp): never {
  const points = codePoints(text);
  const first = points.findIndex((point) => bad.test(point));
  let last = first;
  while (bad.test(points[last + 1] ?? '')) {
    last += 1;
  }
  const name = codec === 'utf-8-sig' ? 'utf-8' : codec;
  const reason = {
    'utf-8': 'surrogates not allowed',
    ascii: 'ordinal not in range(128)',
    'latin-1': 'ordinal not in range(256)',
  };
  const what =
    first === last
      ? `character '${escaped(points[first]?.codePointAt(0) ?? 0)}' in position ${first}`
      : `characters in position ${first}-${last}`;
  return raise('UnicodeEncodeError', `'${name}' codec can't encode ${what}: ${reason[name]}`);
}

function escaped(code: number): string {
  const hex = code.toString(16);
  return code < 0x100
    ? `\\x${hex.padStart(2, '0')}`
    : code < 0x10000
      ? `\\u${hex.padStart(4, '0')}`
      : `\\U${hex.padStart(8, '0')}`;
}

/** `data.decode(encoding, errors)`. Raises UnicodeDecodeError and LookupError. */
export function decodeBytes(data: Uint8Array, encoding: string, errors: string): string {
  const codec = codecNamed(encoding);
  make(data.length);
  if (codec === 'latin-1') {
    return Buffer.from(data).toString('latin1');
  }
  const text = new Decoder(data, codec === 'ascii', errors).text();
  return codec === 'utf-8-sig' ? text.replace(/^\ufeff/, '') : text;
}

/** Goes through bytes that may not be well-formed UTF-8 (or ASCII), and deals with each fault as `errors` says. */
class Decoder {
  readonly #data: Uint8Array;
  readonly #ascii: boolean;
  readonly #errors: string;

  constructor(data: Uint8Array, ascii: boolean, errors: string) {
    this.#data = data;
    this.#ascii = ascii;
    this.#errors = errors;
  }

  text(): string {
    const clean = Buffer.from(this.#data);
    if (!this.#ascii || clean.every((byte) => byte < 0x80)) {
      try {
        return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(clean);
      } catch {
        // Not well-formed: found and dealt with below.
      }
    }
    let text = '';
    for (let at = 0; at < this.#data.length; ) {
      const { length, fault } = this.#sequence(at);
      text += fault === undefined ? clean.toString('utf8', at, at + length) : this.#handle(at, length, fault);
      at += length;
    }
    return text;
  }

  /** How long the character or the fault at this byte is. */
  #sequence(at: number): { length: number; fault: string | undefined } {
    const first = this.#data[at] ?? 0;
    if (first < 0x80) {
      return { length: 1, fault: undefined };
    }
    if (this.#ascii) {
      return { length: 1, fault: 'ordinal not in range(128)' };
    }
    if (first < 0xc2 || first > 0xf4) {
      return { length: 1, fault: 'invalid start byte' };
    }
    const size = first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
    const low = first === 0xe0 ? 0xa0 : first === 0xf0 ? 0x90 : 0x80;
    const high = first === 0xed ? 0x9f : first === 0xf4 ? 0x8f : 0xbf;
    for (let index = 1; index < size; index += 1) {
      const byte = this.#data[at + index];
      if (byte === undefined) {
        return { length: index, fault: 'unexpected end of data' };
      }
      if (byte < (index === 1 ? low : 0x80) || byte > (index === 1 ? high : 0xbf)) {
        return { length: index, fault: 'invalid continuation byte' };
      }
    }
    return { length: size, fault: undefined };
  }

  #handle(at: number, length: number, fault: string): string {
    const bytes = Array.from(this.#data.subarray(at, at + length), (byte) => byte.toString(16).padStart(2, '0'));
    switch (this.#errors) {
      case 'strict': {
        const codec = this.#ascii ? 'ascii' : 'utf-8';
        const what =
          length === 1 ? `byte 0x${bytes[0]} in position ${at}` : `bytes in position ${at}-${at + length - 1}`;
        return raise('UnicodeDecodeError', `'${codec}' codec can't decode ${what}: ${fault}`);
      }
      case 'ignore':
        return '';
      case 'replace':
        return '\ufffd';
      case 'backslashreplace':
        return bytes.map((byte) => `\\x${byte}`).join('');
      default:
        return raise('LookupError', `unknown error handler name '${this.#errors}'`);
    }
  }
}
