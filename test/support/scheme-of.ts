import assert from 'node:assert/strict';
import { RequestError } from '../../src/errors.ts';
import { checkShape } from '../../src/hook/issue.ts';
import { asSent, type Draft } from '../../src/verify/draft.ts';
import { fillPreset } from '../../src/verify/fill-preset.ts';
import { publicKeys } from '../../src/verify/keys/public-keys.ts';
import { BUILT_IN } from '../../src/verify/presets/index.ts';
import type { Scheme } from '../../src/verify/scheme.ts';
import { compileVerify, type VerifySurroundings } from '../../src/verify/verifier.ts';
import { VerifyTree } from '../../src/verify/verify-key.ts';

const SURROUNDINGS: VerifySurroundings = { publicUrl: undefined, trustedProxies: [], secretUrl: false };

/** The scheme that stands in YAML like this; a fault in it fails the test. */
export function schemeOf(tree: unknown, changes: Partial<VerifySurroundings> = {}): Scheme {
  const checked = checkShape(VerifyTree, tree);
  assert.ok('value' in checked, JSON.stringify(checked));
  const { scheme, faults } = compileVerify(checked.value, { ...SURROUNDINGS, ...changes });
  assert.deepEqual(faults, []);
  return scheme;
}

/** The scheme of a preset with these secrets and settings. */
export function presetScheme(
  name: string,
  own: Record<string, unknown>,
  changes: Partial<VerifySurroundings> = {},
): Scheme {
  const preset = BUILT_IN[name];
  assert.ok(preset, `there is a preset ${name}`);
  const { tree, faults } = fillPreset(preset.verify, own);
  assert.deepEqual(faults, []);
  return schemeOf(tree, changes);
}

/** A request as a sender makes it; a text as its body. */
export function draft({
  body = '',
  ...changes
}: Partial<Omit<Draft, 'body'>> & { body?: string | Uint8Array } = {}): Draft {
  const bytes = typeof body === 'string' ? Buffer.from(body) : body;
  return { method: 'POST', url: 'https://hooks.example.com/hook/test', headers: [], body: bytes, ...changes };
}

/** What is wrong with a request, or undefined. `now` is in milliseconds since 1970; `key` is what stands at the URL of any key. */
export async function refusal(
  scheme: Scheme,
  request: Draft,
  { now = Date.now(), key, address = '127.0.0.1' }: { now?: number; key?: string; address?: string } = {},
): Promise<string | undefined> {
  const fetchText = async () => key ?? assert.fail('no key is fetched');
  try {
    await scheme.check({ ...asSent(request), address }, { now: () => now, keys: publicKeys(fetchText) });
    return undefined;
  } catch (error) {
    assert.ok(error instanceof RequestError, String(error));
    assert.ok([401, 503].includes(error.status));
    return error.detail ?? '';
  }
}
