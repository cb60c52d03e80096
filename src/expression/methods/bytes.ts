import { bind, exactly } from '../arguments.ts';
import { Bytes } from '../bytes.ts';
import { decodeBytes } from '../codec.ts';
import { raise } from '../exception.ts';
import { typeName } from '../operations/type-name.ts';
import type { Value } from '../value.ts';
import { methodTable } from './method.ts';

/** The methods of bytes. */
export const bytesMethods = methodTable<Bytes>({
  decode(self, args) {
    const [encoding = 'utf-8', errors = 'strict'] = bind('decode', ['encoding', 'errors'], 0, args);
    return decode(self.data, encoding, errors);
  },
  hex(self, args) {
    exactly('bytes.hex', args, 0);
    return Buffer.from(self.data).toString('hex');
  },
  startswith(self, args) {
    const [prefix] = exactly('startswith', args, 1);
    return Buffer.from(self.data.subarray(0, need(prefix).length)).equals(need(prefix));
  },
  endswith(self, args) {
    const [suffix] = exactly('endswith', args, 1);
    const wanted = need(suffix);
    return wanted.length === 0 || Buffer.from(self.data.slice(-wanted.length)).equals(wanted);
  },
  strip(self, args) {
    exactly('strip', args, 0);
    return new Bytes(
      Buffer.from(
        Buffer.from(self.data)
          .toString('latin1')
          .replace(/^[ \t-\r]+|[ \t-\r]+$/g, ''),
        'latin1',
      ),
    );
  },
  upper: (self) => new Bytes(self.data.map((byte) => (byte >= 97 && byte <= 122 ? byte - 32 : byte))),
  lower: (self) => new Bytes(self.data.map((byte) => (byte >= 65 && byte <= 90 ? byte + 32 : byte))),
});

function need(value: Value | undefined): Uint8Array {
  return value instanceof Bytes ? value.data : raise('TypeError', "a bytes-like object is required, not 'str'");
}

/** The text that the bytes stand for. Raises UnicodeDecodeError, and LookupError for an encoding that is not known here. */
export function decode(data: Uint8Array, encoding: Value, errors: Value): string {
  return decodeBytes(data, name(encoding, 'encoding'), name(errors, 'errors'));
}

function name(value: Value, parameter: string): string {
  return typeof value === 'string'
    ? value
    : raise('TypeError', `decode() argument '${parameter}' must be str, not ${typeName(value)}`);
}
