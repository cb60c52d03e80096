import { z } from 'zod';
import type { Dict } from '../expression/dict.ts';
import { PayloadDict } from '../expression/payload.ts';
import { str } from '../expression/repr.ts';
import type { Value } from '../expression/value.ts';
import type { Json } from '../odoo/json.ts';
import { faultOf } from '../outgoing/guard.ts';
import { hideSecrets } from '../outgoing/shown-url.ts';
import type { Compiler, Path, Run } from './compiler.ts';
import { compileMap, compileTemplate } from './template.ts';

// What `fetch`, `attach` and `send` have in common: a request to a server other than Odoo.

/** Where a request goes. */
export const Address = z.string().min(1).describe('The URL; an expression behind `=`.');

/** What is sent along. */
export const RequestKeys = {
  headers: z
    .record(z.string(), z.string())
    .describe('Headers of the request; a value that begins with `=` is an expression.')
    .default({}),
  basic: z
    .strictObject({ user: z.string(), password: z.string() })
    .describe('A user and a password, for HTTP basic authentication.')
    .optional(),
};

interface RequestParts {
  headers: Record<string, string>;
  basic?: { user: string; password: string } | undefined;
}

/** Compiles the URL of a request; one that is written out is checked at once. */
export function compileAddress(text: string, path: Path, compiler: Compiler): Run<string> {
  const run = compileTemplate(text, path, compiler);
  if (!text.startsWith('=')) {
    const url = URL.parse(text);
    const fault = url === null ? 'is no URL' : faultOf(url);
    if (fault !== undefined) {
      compiler.fault(path, `this ${fault}; it must be such as https://api.example.com/orders`);
    }
  }
  return (scope) => str(run(scope));
}

/** Compiles the headers of a request, with those of its authentication. */
export function compileHeaders(
  { headers, basic }: RequestParts,
  path: Path,
  compiler: Compiler,
): Run<Record<string, string>> {
  const run = compileMap(headers, [...path, 'headers'], compiler);
  const login = basic && `Basic ${Buffer.from(`${basic.user}:${basic.password}`).toString('base64')}`;
  return (scope) => {
    const given = [...run(scope).entries()].map(([name, value]) => [str(name), str(value)]);
    return { ...(login !== undefined && { Authorization: login }), ...Object.fromEntries(given) };
  };
}

/** JSON that came from another server, its objects readable as `answer.key`, as a payload's are. */
export function answerValue(json: Json): Value {
  if (Array.isArray(json)) {
    return json.map(answerValue);
  }
  if (typeof json !== 'object' || json === null) {
    return json;
  }
  const dict: Dict = new PayloadDict();
  for (const [key, value] of Object.entries(json)) {
    dict.set(key, answerValue(value));
  }
  return dict;
}

/** JSON as it may be written, without values that were filled in from the configuration's surroundings. */
export function withoutSecrets(json: Json, secrets: readonly string[]): Json {
  if (typeof json === 'string') {
    return hideSecrets(json, secrets);
  }
  if (Array.isArray(json)) {
    return json.map((item) => withoutSecrets(item, secrets));
  }
  if (typeof json !== 'object' || json === null) {
    return json;
  }
  return Object.fromEntries(Object.entries(json).map(([key, value]) => [key, withoutSecrets(value, secrets)]));
}
