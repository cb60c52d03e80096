import assert from 'node:assert/strict';
import { type KnownSecret, makeSecret, urlSecrets } from '../../../src/verify/url-secrets.ts';

describe('URL secrets', () => {
  let hooks: Map<string, { secret: string | undefined }>;
  let stored: KnownSecret[];
  const secrets = urlSecrets({ hooks: () => hooks, stored: async () => stored });

  async function opens(secret: string): Promise<string | undefined> {
    return (await secrets.find(secret))?.hook;
  }

  beforeEach(() => {
    hooks = new Map([
      ['orders', { secret: undefined }],
      ['contacts', { secret: 'given-in-the-file' }],
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
    const door = await secrets.find<{ body: string }>('kept');

    const verified = door?.verify({ body: 'x' });

    assert.deepEqual([verified?.hook, verified?.request.body], ['orders', 'x']);
  });

  it('are 32 hex digits, never the same', () => {
    const made = Array.from({ length: 100 }, makeSecret);

    assert.ok(made.every((secret) => /^[0-9a-f]{32}$/.test(secret)));
    assert.equal(new Set(made).size, 100);
  });
});
