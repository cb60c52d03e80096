import { bind, exactly } from '../arguments.ts';
import { Bytes } from '../bytes.ts';
import { raise } from '../exception.ts';
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
  const name = String(encoding).toLowerCase().replaceAll('_', '-');
  if (['latin-1', 'iso-8859-1', 'latin1'].includes(name)) {
    return Buffer.from(data).toString('latin1');
  }
  const ascii = name === 'ascii' || name === 'us-ascii';
  if (!ascii && name !== 'utf-8' && name !== 'utf8') {
    raise('LookupError', `unknown encoding: ${encoding}`);
  }
  const bad = ascii ? data.findIndex((byte) => byte > 127) : invalidAt(data);
  if (bad < 0) {
    return Buffer.from(data).toString('utf8');
  }
  if (errors === 'strict') {
    const byte = (data[bad] ?? 0).toString(16).padStart(2, '0');
    const reason = ascii ? 'ordinal not in range(128)' : 'invalid start byte';
    raise(
      'UnicodeDecodeError',
      `'${ascii ? 'ascii' : 'utf-8'}' codec can't decode byte 0x${byte} in position ${bad}: ${reason}`,
    );
  }
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(data);
  return errors === 'ignore' ? text.replaceAll('\ufffd', '') : text;
}

function invalidAt(data: Uint8Array): number {
  const text = Buffer.from(data).toString('utf8');
  const again = Buffer.from(text, 'utf8');
  return again.equals(data) ? -1 : again.findIndex((byte, index) => byte !== data[index]);
}
