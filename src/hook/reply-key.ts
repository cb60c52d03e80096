import { z } from 'zod';
import { HookRefused } from '../errors.ts';
import type { Value } from '../expression/value.ts';
import { writeJson } from '../odoo/json.ts';
import { toJson } from '../records/json-value.ts';
import type { Compiler, Path, Run } from './compiler.ts';
import type { Scope } from './scope.ts';
import { compileMap, compileTemplate } from './template.ts';

const Status = z
  .union([z.bigint(), z.int()])
  .transform(Number)
  .refine((status) => status >= 200 && status <= 299, '`status` must be from 200 to 299');

/** What a sender is answered when all is well. */
export const ReplyKey = z
  .strictObject({
    status: Status.describe('The HTTP status; default 200.').optional(),
    type: z
      .string()
      .regex(/^[\w.+-]+\/[\w.+-]+(; ?[\w-]+=[\w-]+)?$/, '`type` must be a content type, such as text/plain')
      .describe('The content type; default: text/plain for a text, application/json for anything else.')
      .optional(),
    headers: z.record(z.string(), z.string()).describe('Further headers.').default({}),
    body: z
      .unknown()
      .describe('A text, or a map or list that is sent as JSON; a text that begins with `=` is an expression.')
      .optional(),
  })
  .describe('What the sender is answered instead of `{"status":"ok"}`.');
export type ReplyKey = z.output<typeof ReplyKey>;

/** An answer ready to be sent; no body: an empty one. */
export interface Reply {
  status: number;
  headers: [string, string][];
  type: string | undefined;
  body: string | undefined;
}

/** Compiles a reply; what its expressions raise comes as HookRefused. */
export function compileReply(key: ReplyKey, path: Path, compiler: Compiler): Run<Reply> {
  const headers = compileMap(key.headers, [...path, 'headers'], compiler);
  const body = key.body === undefined ? () => null : compileTemplate(key.body, [...path, 'body'], compiler);
  return (scope: Scope) => {
    const content = body(scope);
    return {
      status: key.status ?? 200,
      headers: [...headers(scope).entries()].map(([name, value]) => [String(name), headerValue(value)]),
      type:
        content === null ? undefined : (key.type ?? (typeof content === 'string' ? 'text/plain' : 'application/json')),
      body: content === null ? undefined : typeof content === 'string' ? content : writeJson(toJson(content)),
    };
  };
}

/** What may stand in a header: what came in with a request is repeated there. */
function headerValue(value: Value): string {
  if (typeof value !== 'string' || !/^[\t\x20-\x7e]*$/.test(value)) {
    throw new HookRefused('bad_value', 'the value of a header must be a text of ASCII characters');
  }
  return value;
}
