import assert from 'node:assert/strict';
import { publicKeys } from '../../../src/verify/keys/public-keys.ts';
import { type KnownSecret, makeSecret, urlSecrets } from '../../../src/verify/url-secrets.ts';
import type { GuardedHook } from '../../../src/verify/verified-request.ts';
import { rawRequest } from '../../support/raw-request.ts';

describe('URL secrets', () => {
  let hooks: Map<string, GuardedHook>;
  let stored: KnownSecret[];
  const means = { now: Date.now, keys: publicKeys(() => assert.fail('no key is fetched')) };
  const secrets = urlSecrets({ hooks: () => hooks, stored: async () => stored }, means);

  function guarded(secret?: string): GuardedHook {
    return { secret, path: undefined, verify: undefined };
  }

  async function opens(secret: string): Promise<string | undefined> {
    return (await secrets.find(secret))?.hook;
  }

  beforeEach(() => {
    hooks = new Map([
      ['orders', guarded()],
      ['contacts', guarded('given-in-the-file')],
    ]);
    stored = [{ hook: 'orders', secret: 'kept', expiresAt: undefined }];
  });

  it('open the hook they belong to, kept or given', async () => {
    assert.equal(await opens('kept'), 'orders');
    assert.equal(await opens('given-in-the-file'), 'contacts');
  });

  it('open nothing when they are unknown, empty, or another case', async () => {
    for (const secret of ['', 'KEPT', 'kept ', 'kep', '__proto__', 'toString']) {
      assert.equal(await opens(secret), undefined);
    }
  });

  it('given in the file replace the kept ones of the same hook', async () => {
    stored = [{ hook: 'contacts', secret: 'kept-before', expiresAt: undefined }];

    assert.equal(await opens('kept-before'), undefined);
    assert.equal(await opens('given-in-the-file'), 'contacts');
  });

  it('of a hook that is gone open nothing', async () => {
    assert.equal(await opens('kept'), 'orders');

    hooks = new Map();

    assert.equal(await opens('kept'), undefined);
  });

  it('both open during a rotation, and the old one no more once it has expired', async () => {
    const grace = (expiresAt: number): KnownSecret[] => [
      { hook: 'orders', secret: 'new', expiresAt: undefined },
      { hook: 'orders', secret: 'kept', expiresAt },
    ];

    stored = grace(Date.now() + 60_000);
    assert.deepEqual([await opens('kept'), await opens('new')], ['orders', 'orders']);

    stored = grace(Date.now());
    assert.deepEqual([await opens('kept'), await opens('new')], [undefined, 'orders']);
  });

  it('verify a request by being known', async () => {
    const request = rawRequest();

    const verified = await (await secrets.find('kept'))?.verify(request, '/web/hook/kept');

    assert.deepEqual([verified?.hook, verified?.request], ['orders', request]);
  });

  it('verify a request by what the hook asks for beside', async () => {
    const check = (): never => assert.fail('not verified');
    hooks = new Map([['orders', { ...guarded(), verify: { check } }]]);

    const door = await secrets.find('kept');

    await assert.rejects(async () => await door?.verify(rawRequest(), '/web/hook/kept'), /not verified/);
  });

  it('of a hook that is called by a path open nothing', async () => {
    hooks = new Map([['orders', { ...guarded(), path: 'orders' }]]);

    assert.equal(await opens('kept'), undefined);
  });

  it('are 32 hex digits, never the same', () => {
    const made = Array.from({ length: 100 }, makeSecret);

    assert.ok(made.every((secret) => /^[0-9a-f]{32}$/.test(secret)));
    assert.equal(new Set(made).size, 100);
  });
});
