import { z } from 'zod';
import { HookRefused } from '../errors.ts';
import { Bytes } from '../expression/bytes.ts';
import { typeName } from '../expression/operations/type-name.ts';
import type { Value } from '../expression/value.ts';
import { requestUrl } from '../outgoing/guard.ts';
import { shownUrl } from '../outgoing/shown-url.ts';
import type { Compiler, Path } from './compiler.ts';
import { LARGEST_FILE } from './download.ts';
import { Address, compileAddress, compileHeaders, RequestKeys } from './requests.ts';
import type { Running } from './running.ts';
import { compileTemplate } from './template.ts';

/** Where a file comes from. */
export const FileKeys = {
  content: z.unknown().describe('The file: Base64 text, or bytes.').optional(),
  text: z.unknown().describe('The file, as plain text.').optional(),
  url: Address.describe('Where the file is downloaded from.').optional(),
  ...RequestKeys,
};
type FileKeys = z.output<z.ZodObject<typeof FileKeys>>;

/** A file. `shown` stands for its bytes in log and journal, where they are not known before they are wanted. */
export type File = { bytes: Buffer; shown?: undefined } | { shown: string; bytes(): Promise<Buffer> };

const SOURCES = ['content', 'text', 'url'] as const;

/** Compiles where the file comes from. */
export function compileFile(raw: FileKeys, path: Path, compiler: Compiler): (running: Running) => Promise<File> {
  const [source, ...more] = SOURCES.filter((key) => raw[key] !== undefined);
  if (source === undefined || more.length > 0) {
    compiler.fault(path, 'give `content`, `text` or `url`, one of the three');
  }
  if (raw.url !== undefined) {
    return compileDownload(raw, raw.url, path, compiler);
  }
  const key = raw.content === undefined ? 'text' : 'content';
  const place = compiler.place([...path, key]);
  const value = compileTemplate(raw[key] ?? null, [...path, key], compiler);
  return async (running) => {
    const given = await running.evaluate(value);
    const bytes = key === 'content' ? contentBytes(given) : textBytes(given);
    if (bytes === undefined) {
      const wanted = key === 'content' ? 'Base64 text, or bytes' : 'text';
      const message = `\`${key}\` gave ${given === null ? 'None' : `a value of type ${typeName(given)}`} that is not ${wanted}`;
      throw new HookRefused('bad_value', message, { place });
    }
    if (bytes.length > LARGEST_FILE) {
      const message = `the file has ${bytes.length} bytes; at most ${LARGEST_FILE} are attached`;
      throw new HookRefused('bad_value', message, { place });
    }
    return { bytes };
  };
}

function compileDownload(
  raw: FileKeys,
  url: string,
  path: Path,
  compiler: Compiler,
): (running: Running) => Promise<File> {
  const { secrets = [] } = compiler.context;
  const address = compileAddress(url, [...path, 'url'], compiler);
  const headers = compileHeaders(raw, path, compiler);
  return async (running) => {
    const [from, sent] = await running.evaluate((scope) => [address(scope), headers(scope)]);
    const shown = `(${shownUrl(requestUrl(from), secrets, 'with query')})`;
    const request = { url: from, headers: sent, secrets };
    return { shown, bytes: () => running.downloads.get(request) };
  };
}

const BASE64 = /^[A-Za-z0-9+/_-]*={0,2}$/;

/** The bytes of Base64 text, with or without a `data:` URL's head; bytes are themselves, unless they are what b64encode gives. */
function contentBytes(value: Value): Buffer | undefined {
  if (value instanceof Bytes) {
    const text = Buffer.from(value.data).toString('latin1');
    return text.length % 4 === 0 && BASE64.test(text) ? Buffer.from(text, 'base64') : Buffer.from(value.data);
  }
  if (typeof value !== 'string') {
    return undefined;
  }
  const text = value.replace(/^data:[^,]*;base64,/, '').replace(/\s+/g, '');
  return BASE64.test(text) && text.replace(/=+$/, '').length % 4 !== 1 ? Buffer.from(text, 'base64') : undefined;
}

function textBytes(value: Value): Buffer | undefined {
  return typeof value === 'string' ? Buffer.from(value) : value instanceof Bytes ? Buffer.from(value.data) : undefined;
}
