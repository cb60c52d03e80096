import type { Scheme } from '../verify/scheme.ts';
import { compileVerify } from '../verify/verifier.ts';
import { VerifyTree } from '../verify/verify-key.ts';
import type { Compiler } from './compiler.ts';
import { compileHandshakes, type Handshake, type HandshakeKey } from './handshake.ts';
import { checkShape } from './issue.ts';
import type { Merged } from './preset.ts';

/** The form of `path`: what follows /hook/ in a URL, as it stands there. */
export const PATH = /^[A-Za-z0-9_~-][A-Za-z0-9_.~-]*(\/[A-Za-z0-9_~-][A-Za-z0-9_.~-]*)*$/;

/** What stands before a hook: who may call it, and the requests that are no deliveries. */
export interface Guard {
  verify: Scheme | undefined;
  handshakes: Handshake[];
}

/** Compiles `verify` and `handshake`; faults go to the compiler. */
export function compileGuard(
  merged: Merged,
  { path, handshake }: { path?: string | undefined; handshake?: HandshakeKey | undefined },
  compiler: Compiler,
): Guard {
  const verify = compileTree(merged, path, compiler);
  if (path !== undefined && verify === undefined && merged.verify === undefined && merged.issues.length === 0) {
    compiler.fault(
      ['path'],
      'a readable path needs `verify`: a preset or a scheme, or `verify: none` to let anybody call it',
    );
  }
  const secrets = { secrets: verify?.secrets ?? [], token: merged.handshakeToken };
  const handshakes = compileHandshakes(handshake, secrets, compiler.context, compiler.issues);
  return { verify, handshakes };
}

function compileTree({ verify }: Merged, path: string | undefined, compiler: Compiler): Scheme | undefined {
  if (verify === undefined) {
    return undefined;
  }
  const checked = checkShape(VerifyTree, verify);
  if ('issues' in checked) {
    compiler.issues.push(...checked.issues.map((issue) => ({ ...issue, path: ['verify', ...issue.path] })));
    return undefined;
  }
  const { publicUrl, trustedProxies = [] } = compiler.context;
  const { scheme, faults } = compileVerify(checked.value, { publicUrl, trustedProxies, secretUrl: path === undefined });
  compiler.issues.push(...faults.map((fault) => ({ ...fault, path: ['verify', ...fault.path] })));
  return scheme;
}
