import { createHmac } from 'node:crypto';
import { z } from 'zod';
import { bind } from '../expression/arguments.ts';
import { raise } from '../expression/exception.ts';
import { Builtin } from '../expression/function.ts';
import { truth } from '../expression/operations/truth.ts';
import { str } from '../expression/repr.ts';
import type { Value } from '../expression/value.ts';
import { HANDSHAKES } from '../verify/handshakes.ts';
import { equalTexts } from '../verify/schemes/equal.ts';
import { Compiler, type Path, type Run } from './compiler.ts';
import type { HookContext } from './context.ts';
import { KEY_NAMES } from './delivery-keys.ts';
import type { Issue } from './issue.ts';
import { compileReply, type Reply, ReplyKey } from './reply-key.ts';
import { placing, runCode } from './scope.ts';

const METHODS = ['POST', 'GET', 'HEAD', 'OPTIONS'] as const;

const Entry = z.strictObject({
  method: z.enum(METHODS).describe('The HTTP method; GET is HEAD too.').default('POST'),
  when: z
    .string()
    .min(1)
    .describe('An expression: whether a request is this handshake; default: each one of the method is.')
    .optional(),
  verified: z
    .boolean()
    .describe('false: the sender does not sign it, so it is answered before the sender is verified.')
    .default(true),
  log: z.string().min(1).describe('An expression: what a person must know of it, for the log.').optional(),
  reply: ReplyKey.optional(),
});

/** The key `handshake`. */
export const HandshakeKey = z
  .union([z.enum(Object.keys(HANDSHAKES)), z.array(Entry).min(1)])
  .describe('Requests by which a sender tries the address: they are answered, and are no deliveries.');
export type HandshakeKey = z.output<typeof HandshakeKey>;

/** One compiled handshake. */
export interface Handshake {
  method: (typeof METHODS)[number];
  verified: boolean;
  isOne: Run<boolean>;
  log: Run<string> | undefined;
  reply: Run<Reply>;
}

/** What handshakes may use beside payload, headers and query. */
export interface HandshakeSecrets {
  /** The secrets that the sender signs with, the current one first. */
  secrets: readonly string[];
  /** What the sender shows when the webhook is made. */
  token: string | undefined;
}

const FUNCTIONS = ['hmac_sha256', 'is_token'];

/** Compiles the handshakes of a hook. */
export function compileHandshakes(
  key: HandshakeKey | undefined,
  { secrets, token }: HandshakeSecrets,
  context: HookContext,
  issues: Issue[],
): Handshake[] {
  const entries = typeof key === 'string' ? z.array(Entry).parse(HANDSHAKES[key]) : (key ?? []);
  return entries.map((entry, index) => {
    const compiler = new Compiler(context, new Set([...KEY_NAMES, ...FUNCTIONS]));
    const path = ['handshake', index];
    const handshake = compileEntry(entry, path, compiler);
    // Who could have any text signed could sign a delivery.
    if (!entry.verified && compiler.used.has('hmac_sha256')) {
      compiler.fault(path, '`hmac_sha256` needs `verified: true`: a stranger must not have texts signed');
    }
    if (compiler.used.has('is_token') && token === undefined) {
      compiler.fault(
        ['verify'],
        '`handshake_token` is missing in `verify`: the token that the sender shows when the webhook is made',
      );
    }
    issues.push(...compiler.issues);
    return withFunctions(handshake, functionsFor(secrets, token));
  });
}

function compileEntry(entry: z.output<typeof Entry>, path: Path, compiler: Compiler): Handshake {
  const { method, verified, when, log, reply } = entry;
  return {
    method,
    verified,
    isOne: when === undefined ? () => true : compile(when, [...path, 'when'], compiler, truth),
    log: log === undefined ? undefined : compile(log, [...path, 'log'], compiler, str),
    reply: compileReply(reply ?? { headers: {} }, [...path, 'reply'], compiler),
  };
}

function compile<T>(source: string, path: Path, compiler: Compiler, as: (value: Value) => T): Run<T> {
  const code = compiler.expression(source, path);
  const place = (offset?: number) => compiler.place(path, offset);
  return (scope) => placing(place, () => as(runCode(code, scope, place)));
}

function functionsFor(secrets: readonly string[], token: string | undefined): [string, Value][] {
  const sign = new Builtin('hmac_sha256', (args) => {
    const [text] = bind('hmac_sha256', ['text'], 1, args);
    if (typeof text !== 'string') {
      return raise('TypeError', 'hmac_sha256() takes a text');
    }
    return createHmac('sha256', secrets[0] ?? '')
      .update(text)
      .digest('hex');
  });
  const isToken = new Builtin('is_token', (args) => {
    const [text] = bind('is_token', ['text'], 1, args);
    return token !== undefined && typeof text === 'string' && equalTexts(text, token);
  });
  return [
    ['hmac_sha256', sign],
    ['is_token', isToken],
  ];
}

function withFunctions(handshake: Handshake, functions: [string, Value][]): Handshake {
  const within =
    <T>(run: Run<T>): Run<T> =>
    ({ names }) =>
      run({ names: new Map([...names, ...functions]) });
  return {
    ...handshake,
    isOne: within(handshake.isOne),
    log: handshake.log && within(handshake.log),
    reply: within(handshake.reply),
  };
}
