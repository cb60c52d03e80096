import { z } from 'zod';
import type { VerifyFault } from './scheme.ts';
import { SHAPES } from './schemes/index.ts';

/** `verify` as a preset has it: several in a list are alternatives, of which the first counts that has its credentials. */
export type PresetVerify = Tree | Tree[];
type Tree = PresetLeaf | { all: Tree[] } | { any: Tree[] };
export type PresetLeaf = { scheme: keyof typeof SHAPES } & Record<string, unknown>;

/** What a person must give to a scheme, in either of two ways. */
const CREDENTIALS: Partial<Record<keyof typeof SHAPES, string[][]>> = {
  hmac: [['secret', 'secrets']],
  standard_webhooks: [['secret', 'secrets']],
  digest: [['secret', 'secrets']],
  token: [['token', 'tokens']],
  basic: [['user'], ['password', 'passwords']],
  ip: [['addresses']],
  ed25519: [['public_key']],
};

export type Own = Readonly<Record<string, unknown>>;

/** The preset's `verify` with what the hook gives: secrets, tokens, other settings. A key that no scheme of it knows is a fault. */
export function fillPreset(preset: PresetVerify, own: Own): { tree: unknown; faults: VerifyFault[] } {
  const alternatives = Array.isArray(preset) ? preset : [preset];
  const chosen = alternatives.find((tree) => missing(tree, own).length === 0);
  if (chosen === undefined) {
    const ways = alternatives.map((tree) => missing(tree, own).join(' and '));
    return { tree: undefined, faults: [{ path: [], message: `\`verify\` needs ${[...new Set(ways)].join(', or ')}` }] };
  }
  const allowed = [...new Set(leavesOf(chosen).flatMap(ownKeys))];
  const elsewhere = new Set(alternatives.flatMap(leavesOf).flatMap(ownKeys));
  const faults = Object.keys(own)
    .filter((key) => !allowed.includes(key))
    .map((key) => ({
      path: [],
      key,
      message: elsewhere.has(key) ? `\`${key}\` does not go with the other keys here` : `unknown key \`${key}\``,
      allowed: ['preset', ...allowed],
    }));
  return { tree: filled(chosen, own), faults };
}

/** What the tree still needs from the hook, as words. */
function missing(tree: Tree, own: Own): string[] {
  return leavesOf(tree).flatMap((leaf) =>
    (CREDENTIALS[leaf.scheme] ?? [])
      .filter((names) => !names.some((name) => name in own || name in leaf))
      .map(([name]) => `\`${name}\``),
  );
}

function leavesOf(tree: Tree): PresetLeaf[] {
  if ('all' in tree && Array.isArray(tree.all)) {
    return tree.all.flatMap(leavesOf);
  }
  if ('any' in tree && Array.isArray(tree.any)) {
    return tree.any.flatMap(leavesOf);
  }
  return isLeaf(tree) ? [tree] : [];
}

function isLeaf(tree: Tree): tree is PresetLeaf {
  return 'scheme' in tree;
}

function ownKeys({ scheme }: PresetLeaf): string[] {
  return Object.keys(SHAPES[scheme].shape).filter((key) => key !== 'scheme');
}

function filled(tree: Tree, own: Own): unknown {
  if (isLeaf(tree)) {
    const known = ownKeys(tree);
    return { ...tree, ...Object.fromEntries(Object.entries(own).filter(([key]) => known.includes(key))) };
  }
  return Object.fromEntries(
    Object.entries(tree).map(([key, inner]) => [key, inner.map((one: Tree) => filled(one, own))]),
  );
}

/** The shape of a preset's `verify` in YAML; the whole of it is checked once a hook gives the secrets. */
export const PresetVerify: z.ZodType<PresetVerify> = z.lazy(() => z.union([TreeShape, z.array(TreeShape).min(1)]));

const LeafShape = z.looseObject({ scheme: z.enum(Object.keys(SHAPES) as (keyof typeof SHAPES)[]) });
const TreeShape: z.ZodType<Tree> = z.lazy(() =>
  z.union([
    z.strictObject({ all: z.array(TreeShape).min(1) }),
    z.strictObject({ any: z.array(TreeShape).min(1) }),
    LeafShape,
  ]),
);
