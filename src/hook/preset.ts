import { z } from 'zod';
import { fillPreset, type Own, PresetVerify } from '../verify/fill-preset.ts';
import { BUILT_IN } from '../verify/presets/index.ts';
import { BodyKey } from './body-form.ts';
import type { HookContext, PresetSource } from './context.ts';
import { compileKeys, Expression } from './delivery-keys.ts';
import { compileHandshakes, HandshakeKey } from './handshake.ts';
import { checkShape, type Issue } from './issue.ts';
import { ReplyKey } from './reply-key.ts';

/** The keys of a hook that a preset may have. */
const HOOK_KEYS = {
  event: Expression.optional(),
  unique: Expression.optional(),
  unique_for: z.string().optional(),
  order_key: Expression.optional(),
  version: Expression.optional(),
  split: Expression.optional(),
  body: BodyKey.optional(),
  methods: z.array(z.enum(['POST', 'GET'])).optional(),
  answer: z.enum(['done', 'stored']).optional(),
  handshake: HandshakeKey.optional(),
  reply: ReplyKey.optional(),
  redact: z.array(z.string()).optional(),
};

/** What a preset file holds: config/presets/NAME.yaml (docs/verify.md). */
export const PresetFile = z.strictObject({
  about: z.string().optional(),
  verify: PresetVerify,
  ...HOOK_KEYS,
  waits: z.string().optional(),
  thin: z.string().optional(),
  unsure: z.array(z.string()).optional(),
});

/** Checks a preset on its own, so that its faults are told in its own file, and once. */
export function checkPreset(raw: unknown, context: HookContext): Issue[] {
  const checked = checkShape(PresetFile, raw);
  if ('issues' in checked) {
    return checked.issues;
  }
  const issues: Issue[] = [];
  const preset = checked.value;
  // A hook may give the order key that the preset's version needs.
  compileKeys({ order_key: 'None', ...preset }, context, issues);
  compileHandshakes(preset.handshake, { secrets: [], token: '' }, context, issues);
  return issues;
}

/** A hook's content with what its preset adds. */
export interface Merged {
  content: unknown;
  context: HookContext;
  /** `verify` with its preset filled in. */
  verify: unknown;
  handshakeToken: string | undefined;
  issues: Issue[];
  /** The keys that come from the preset. */
  added: ReadonlySet<string>;
}

/** Puts the preset that a hook names under the hook's own keys; `null` takes a key of the preset away. */
export function withPreset(raw: unknown, context: HookContext): Merged {
  const own = isMap(raw) ? raw : {};
  const issues: Issue[] = [];
  const { verify, name, handshakeToken } = fillVerify(own.verify, context, issues);
  const preset = name === undefined ? undefined : presetOf(name, context);
  const merged: Merged = { content: raw, context, verify, handshakeToken, issues, added: new Set() };
  if (preset === undefined || !isMap(preset.content)) {
    return merged;
  }
  const given = Object.entries(preset.content).filter(([key]) => key in HOOK_KEYS);
  const added = new Set(given.map(([key]) => key).filter((key) => !(key in own)));
  const kept = Object.entries(own).filter(([key, value]) => value !== null || !(key in HOOK_KEYS));
  const placeAt: HookContext['placeAt'] = (path, offset) =>
    added.has(String(path[0])) && preset.placeAt !== undefined
      ? preset.placeAt(path, offset)
      : added.has(String(path[0]))
        ? context.placeAt(['verify', 'preset'])
        : context.placeAt(path, offset);
  return {
    ...merged,
    content: { ...Object.fromEntries(given.filter(([key]) => added.has(key))), ...Object.fromEntries(kept) },
    context: { ...context, placeAt },
    added,
  };
}

function presetOf(name: string, { presets }: HookContext): PresetSource | undefined {
  const own = presets?.get(name);
  const builtIn = Object.hasOwn(BUILT_IN, name) ? BUILT_IN[name] : undefined;
  return own ?? (builtIn && { content: builtIn });
}

/** Fills the presets that stand in `verify`, itself or in its `all` and `any`. */
function fillVerify(
  raw: unknown,
  context: HookContext,
  issues: Issue[],
): { verify: unknown; name: string | undefined; handshakeToken: string | undefined } {
  const names = new Set<string>();
  const tokens: string[] = [];
  const fill = (part: unknown, path: (string | number)[]): unknown => {
    if (!isMap(part)) {
      return part;
    }
    const { preset, handshake_token, ...own } = part;
    if (typeof handshake_token === 'string') {
      tokens.push(handshake_token);
    }
    if (typeof preset === 'string') {
      names.add(preset);
      return fillOne(preset, own, path, context, issues);
    }
    const inner = ['all', 'any'].find((key) => Array.isArray(part[key]));
    const list = inner === undefined ? undefined : part[inner];
    return inner === undefined || !Array.isArray(list)
      ? part
      : { ...part, [inner]: list.map((one, at) => fill(one, [...path, inner, at])) };
  };
  const verify = fill(raw, ['verify']);
  const [name, ...others] = names;
  if (others.length > 0) {
    issues.push({ path: ['verify'], message: 'a hook has one sender, so `verify` names one preset' });
  }
  return { verify, name, handshakeToken: tokens[0] };
}

function fillOne(name: string, own: Own, path: (string | number)[], context: HookContext, issues: Issue[]): unknown {
  const preset = presetOf(name, context);
  if (preset === undefined) {
    const allowed = [...Object.keys(BUILT_IN), ...(context.presets?.keys() ?? [])].sort();
    issues.push({ path: [...path, 'preset'], message: `there is no preset \`${name}\``, allowed });
    return undefined;
  }
  if ('scheme' in own || 'all' in own || 'any' in own) {
    return own;
  }
  const checked = checkShape(PresetFile, preset.content);
  if ('issues' in checked) {
    // Told at the preset's own file.
    return 'none';
  }
  const { tree, faults } = fillPreset(checked.value.verify, own);
  issues.push(...faults.map((fault) => ({ ...fault, path: [...path, ...fault.path] })));
  return tree;
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
