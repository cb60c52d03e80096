import { RequestError } from '../errors.ts';
import type { Draft } from './draft.ts';
import type { Means, Scheme, SchemeContext, VerifyFault } from './scheme.ts';
import { compileLeaf } from './schemes/index.ts';
import { notVerified, type Sent } from './sent.ts';
import type { VerifyTree } from './verify-key.ts';

/** What `verify` of a hook is compiled with. */
export type VerifySurroundings = Pick<SchemeContext, 'publicUrl' | 'trustedProxies' | 'secretUrl'>;

/** Compiles the `verify` of a hook; gives its faults too. */
export function compileVerify(
  tree: VerifyTree,
  surroundings: VerifySurroundings,
): { scheme: Scheme; faults: VerifyFault[] } {
  const faults: VerifyFault[] = [];
  return { scheme: compileTree(tree, [], surroundings, faults), faults };
}

type Path = (string | number)[];

function compileTree(tree: VerifyTree, path: Path, surroundings: VerifySurroundings, faults: VerifyFault[]): Scheme {
  if (tree === 'none') {
    return { check: () => undefined, sign: (draft) => draft, hides: [], secrets: [] };
  }
  if ('all' in tree) {
    return allOf(tree.all.map((inner, at) => compileTree(inner, [...path, 'all', at], surroundings, faults)));
  }
  if ('any' in tree) {
    return anyOf(tree.any.map((inner, at) => compileTree(inner, [...path, 'any', at], surroundings, faults)));
  }
  return compileLeaf(tree, {
    ...surroundings,
    fault: (inner, message, more) => faults.push({ path: [...path, ...inner], message, ...more }),
  });
}

function allOf(schemes: readonly Scheme[]): Scheme {
  return {
    async check(sent, means) {
      for (const scheme of schemes) {
        await scheme.check(sent, means);
      }
    },
    sign: schemes.some(({ sign }) => sign === undefined) ? undefined : (draft, now) => signAll(schemes, draft, now),
    ...together(schemes),
  };
}

function signAll(schemes: readonly Scheme[], draft: Draft, now: number): Draft {
  return schemes.reduce((signed, scheme) => scheme.sign?.(signed, now) ?? signed, draft);
}

function anyOf(schemes: readonly Scheme[]): Scheme {
  return {
    check: (sent, means) => checkAny(schemes, sent, means),
    sign: schemes.some(({ sign }) => sign !== undefined) ? (draft, now) => signAny(schemes, draft, now) : undefined,
    ...together(schemes),
  };
}

/** By the first scheme that adds something: where a member needs nothing, such as an address, it cannot be known that it holds. */
function signAny(schemes: readonly Scheme[], draft: Draft, now: number): Draft {
  for (const { sign } of schemes) {
    const signed = sign?.(draft, now) ?? draft;
    if (signed !== draft) {
      return signed;
    }
  }
  return draft;
}

async function checkAny(schemes: readonly Scheme[], sent: Sent, means: Means): Promise<void> {
  const refusals: RequestError[] = [];
  for (const scheme of schemes) {
    try {
      await scheme.check(sent, means);
      return;
    } catch (error) {
      if (!(error instanceof RequestError)) {
        throw error;
      }
      refusals.push(error);
    }
  }
  // A key that cannot be had now may be the one that counts, so the sender is asked to come again.
  const notNow = refusals.find(({ status }) => status === 503);
  throw notNow ?? notVerified(refusals.map(({ detail, message }) => detail ?? message).join('; or '));
}

function together(schemes: readonly Scheme[]): Pick<Scheme, 'hides' | 'secrets'> {
  return { hides: schemes.flatMap(({ hides }) => hides), secrets: schemes.flatMap(({ secrets }) => secrets) };
}

/** Signs a request as the sender of a hook would. Undefined where only the sender can. Throws RequestError 401 when a part that is signed is missing. */
export function signRequest(scheme: Scheme, draft: Draft, now: number): Draft | undefined {
  return scheme.sign?.(draft, now);
}
