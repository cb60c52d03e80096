import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { openStore } from '../../src/deliveries/open-store.ts';
import { makeSecret } from '../../src/verify/url-secrets.ts';
import { send } from '../support/http-client.ts';
import { type RunningApp, runApp } from '../support/run-app.ts';
import { until } from '../support/until.ts';

const HOOK = 'model: res.partner\nactions:\n  - find: res.partner\n    where: {id: 1}\n';

describe('the secrets of hooks', () => {
  let running: RunningApp;

  beforeEach(async () => {
    running = await runApp({
      'hooks/kept.yaml': HOOK,
      'hooks/given.yaml': `${HOOK}secret: 0123456789abcdef0123456789abcdef\n`,
    });
  });
  afterEach(() => running.stop());

  it('are made at first load, or given in the file', async () => {
    assert.match(await running.path('kept'), /^\/web\/hook\/[0-9a-f]{32}$/);
    assert.equal(await running.path('given'), '/web/hook/0123456789abcdef0123456789abcdef');
    assert.deepEqual([(await running.post('kept', {})).status, (await running.post('given', {})).status], [200, 200]);
  });

  it('rotated by another process work at once, the old one until its grace ends', async () => {
    const old = await running.path('kept');
    const other = await openStore(path.join(running.folder, '..', 'hookdoo.db'));

    await other.rotateSecret('kept', makeSecret(), Date.now() + 60_000);

    const fresh = await running.path('kept');
    assert.notEqual(fresh, old);
    assert.equal((await send(running.app.port, old)).status, 200);
    assert.equal((await send(running.app.port, fresh)).status, 200);

    await other.rotateSecret('kept', makeSecret(), Date.now());
    await other.close();

    assert.equal((await send(running.app.port, old)).status, 404);
    assert.equal((await send(running.app.port, fresh)).status, 404);
    assert.equal((await send(running.app.port, await running.path('kept'))).status, 200);
  });

  it('are made for a hook that is added while the server runs', async () => {
    const before = running.app.config();
    writeFileSync(path.join(running.folder, 'hooks/added.yaml'), HOOK);
    await until(() => running.app.config() !== before);

    assert.equal((await running.post('added', {})).status, 200);
  });
});
