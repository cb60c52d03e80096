/** How a signature is written. */
export type Encoding = 'hex' | 'base64' | 'either';

/**
 * The bytes of a signature, or undefined when the text is not exactly what those bytes are written as: `Buffer.from` would pass over
 * what does not belong there.
 */
export function decode(text: string, encoding: Encoding): Uint8Array | undefined {
  if (encoding === 'either') {
    return decode(text, 'hex') ?? decode(text, 'base64');
  }
  const bytes = Buffer.from(text, encoding);
  const written = bytes.toString(encoding);
  const same = encoding === 'hex' ? text === written || text === written.toUpperCase() : text === written;
  return same && bytes.length > 0 ? bytes : undefined;
}

/** The text of a signature. */
export function encode(bytes: Uint8Array, encoding: Encoding): string {
  return Buffer.from(bytes).toString(encoding === 'base64' ? 'base64' : 'hex');
}
