import type { z } from 'zod';
import { parseDuration } from '../duration.ts';
import type { Dict } from '../expression/dict.ts';
import { truth } from '../expression/operations/truth.ts';
import type { Scheme } from '../verify/scheme.ts';
import type { BodyForm } from './body-form.ts';
import { Compiler, type Run } from './compiler.ts';
import type { HookContext } from './context.ts';
import { type Deed, deedsOf } from './deeds.ts';
import { compileKeys, KEY_NAMES, type KeyCode } from './delivery-keys.ts';
import { compileFetches, type FetchStep, fetchDeeds } from './fetch-key.ts';
import { compileGuard } from './guard.ts';
import type { Handshake } from './handshake.ts';
import { HookFile, SomeKeys } from './hook-file.ts';
import type { PlacedTest } from './hook-test.ts';
import { checkShape, type Issue } from './issue.ts';
import type { OnFailed } from './on-failed-key.ts';
import { type CheckPayload, compilePayloadSchema } from './payload-schema.ts';
import { type Merged, withPreset } from './preset.ts';
import type { Rate } from './rate-key.ts';
import { compileReply, type Reply, type ReplyKey } from './reply-key.ts';
import { DEFAULT_RETRY, type Retry } from './retry-key.ts';
import { placing, runCode } from './scope.ts';
import { compileSteps, type NamedStep } from './steps.ts';
import { compileTarget, type Target } from './target.ts';
import { compileMap } from './template.ts';

/** One declared endpoint, compiled. */
export interface Hook {
  /** The file's path under hooks/, without `.yaml`. */
  name: string;
  file: string;
  description: string | undefined;
  enabled: boolean;
  connection: string;
  /** The connections that `fetch` reads from. */
  sources: string[];
  model: string;
  methods: ('POST' | 'GET')[];
  /** The URL's secret, where the file gives one. */
  secret: string | undefined;
  /** What follows /hook/ in its URL; undefined for a hook whose URL is a secret. */
  path: string | undefined;
  /** Who may call it, beside who knows its URL. */
  verify: Scheme | undefined;
  handshakes: Handshake[];
  /** What the sender is answered when all is well. */
  reply: Run<Reply> | undefined;
  body: BodyForm;
  /** How many requests it takes; undefined: all. */
  rate: Rate | undefined;
  checkPayload: CheckPayload | undefined;
  /** When the sender is answered. */
  answer: 'done' | 'stored';
  keys: KeyCode;
  /** How long `unique` holds, in milliseconds; undefined: as long as the first delivery is kept. */
  uniqueFor: number | undefined;
  retry: Retry;
  /** Whether any call may be made again after an unknown outcome. */
  repeat: boolean;
  /** Whether old values are kept before a write. */
  undo: boolean;
  onFailed: OnFailed | undefined;
  /** What is fetched for `when`, and what after it, each in its order. */
  fetches: { beforeWhen: FetchStep[]; afterWhen: FetchStep[] };
  /** Whether its calls may be sent together with those of other deliveries. */
  batch: boolean;
  /** What it is known to do before it runs. */
  deeds: Deed[];
  /** Whether the delivery is one to work on. */
  when: Run<boolean> | undefined;
  target: Target;
  /** Whether the target record is to be found at all: it is given, or an expression uses it. */
  hasTarget: boolean;
  steps: NamedStep[];
  /** The Odoo context; it may depend on the payload. */
  contextOf: Run<Dict>;
  /** Names that some expression of the hook reads. */
  used: ReadonlySet<string>;
  /** Names of attributes that some expression reads. */
  mentioned: ReadonlySet<string>;
  logCalls: boolean;
  redact: string[];
  /** Values of the file that were filled in for `${…}`: they must not be written anywhere. */
  secrets: readonly string[];
  tests: PlacedTest[];
}

/** Reads the content of a hook file; gives the compiled hook, or all its faults. */
export function parseHook(raw: unknown, surroundings: HookContext): { hook: Hook } | { issues: Issue[] } {
  const merged = withPreset(raw, surroundings);
  const { content, context } = merged;
  const compiler = new Compiler(context);
  compiler.issues.push(...merged.issues);
  const checked = checkShape(HookFile, content);
  if ('issues' in checked) {
    const sound = checkShape(SomeKeys, withoutFaulty(content, checked.issues));
    if ('value' in sound) {
      compileParts(sound.value, merged, compiler);
    }
    return { issues: ownIssues([...checked.issues, ...compiler.issues], merged) };
  }
  const file = checked.value;
  const parts = compileParts(file, merged, compiler);
  const reads = fetchDeeds(parts.fetches);
  const hook: Hook = {
    name: context.name,
    file: context.file,
    description: file.description,
    enabled: file.enabled,
    model: file.model,
    methods: file.methods,
    secret: file.secret,
    path: file.path,
    body: file.body,
    rate: file.rate,
    answer: file.answer,
    keys: compileKeys(file, context, compiler.issues),
    uniqueFor: file.unique_for === undefined ? undefined : parseDuration(file.unique_for),
    retry: file.retry ?? DEFAULT_RETRY,
    repeat: file.repeat,
    undo: file.undo,
    onFailed: file.on_failed,
    batch: file.batch,
    deeds: [...reads, ...deedsOf(file, compiler)],
    sources: [...new Set(reads.flatMap(({ connection }) => connection ?? []))],
    ...parts,
    hasTarget: file.target_record !== undefined || compiler.used.has('record') || compiler.used.has('records'),
    used: compiler.used,
    mentioned: compiler.mentioned,
    logCalls: file.log_calls,
    redact: [...file.redact, ...(parts.verify?.hides ?? [])],
    secrets: context.secrets ?? [],
    tests: file.tests.map((test, index) => ({ ...test, place: compiler.place(['tests', index]) })),
  };
  return compiler.issues.length > 0 ? { issues: ownIssues(compiler.issues, merged) } : { hook };
}

/** The faults as those of the hook's own file: what its preset brought stands there in the line that names it. */
function ownIssues(issues: Issue[], { added }: Merged): Issue[] {
  return issues.map((issue) => {
    const key = String(issue.path[0]);
    return added.has(key)
      ? { path: ['verify', 'preset'], message: `\`${key}\` of this preset: ${issue.message}` }
      : issue;
  });
}

/** The keys of the file whose shape is right: their code is compiled too, so that its faults are told at once with the others. */
function withoutFaulty(raw: unknown, issues: Issue[]): Record<string, unknown> {
  const faulty = new Set(issues.map(({ path, key }) => path[0] ?? key));
  const keys = typeof raw === 'object' && raw !== null ? Object.entries(raw) : [];
  return Object.fromEntries(keys.filter(([key]) => !faulty.has(key)));
}

type Parts = Pick<
  Hook,
  | 'connection'
  | 'checkPayload'
  | 'contextOf'
  | 'fetches'
  | 'when'
  | 'target'
  | 'steps'
  | 'verify'
  | 'handshakes'
  | 'reply'
>;

function compileParts(file: z.output<typeof SomeKeys>, merged: Merged, compiler: Compiler): Parts {
  const { model = '', models, target_record, context = {}, actions = [] } = file;
  if (file.path !== undefined && file.secret !== undefined) {
    compiler.fault(
      ['secret'],
      'a hook with a `path` has no other address; leave `secret` out (that of the sender stands in `verify`)',
    );
  }
  return {
    ...compileGuard(merged, file, compiler),
    reply: file.reply === undefined ? undefined : compileReplyKey(file.reply, compiler),
    connection: chooseConnection(file.odoo, compiler),
    checkPayload: compilePayloadSchema(file.payload, ['payload'], compiler),
    contextOf: compileMap(context, ['context'], compiler),
    ...compileBeginning(file, compiler),
    target: compileTarget({ model, models, target_record }, compiler),
    steps: compileSteps(actions, ['actions'], compiler),
  };
}

function chooseConnection(name: string | undefined, compiler: Compiler): string {
  const { connections } = compiler.context;
  if (name === undefined) {
    if (connections.length > 1) {
      compiler.issues.push({
        path: [],
        message: 'there are several connections, so `odoo` must name one',
        allowed: connections,
      });
    }
    return connections[0] ?? '';
  }
  if (!connections.includes(name)) {
    compiler.issues.push({ path: ['odoo'], message: `there is no connection \`${name}\``, allowed: connections });
  }
  return name;
}

function compileReplyKey(key: ReplyKey, { context, issues }: Compiler): Run<Reply> {
  const compiler = new Compiler(context, KEY_NAMES);
  const reply = compileReply(key, ['reply'], compiler);
  issues.push(...compiler.issues);
  return reply;
}

/** `when`, with what is fetched before it because it looks at it, and what is fetched only once it holds. */
function compileBeginning(file: z.output<typeof SomeKeys>, compiler: Compiler): Pick<Hook, 'fetches' | 'when'> {
  const fetches = compileFetches(file.fetch, compiler);
  if (file.when === undefined) {
    return { fetches: { beforeWhen: [], afterWhen: fetches }, when: undefined };
  }
  const code = compiler.expression(file.when, ['when']);
  const place = (offset?: number) => compiler.place(['when'], offset);
  const needed = fetches.findLastIndex(({ name }) => code.uses.has(name)) + 1;
  return {
    fetches: { beforeWhen: fetches.slice(0, needed), afterWhen: fetches.slice(needed) },
    when: (scope) => placing(place, () => truth(runCode(code, scope, place))),
  };
}
