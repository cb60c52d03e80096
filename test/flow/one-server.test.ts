import assert from 'node:assert/strict';
import { type App, startApp } from '../../src/app.ts';
import { openStore } from '../../src/deliveries/open-store.ts';
import { createLog } from '../../src/log.ts';
import { type RunningApp, runApp } from '../support/run-app.ts';
import { until } from '../support/until.ts';

const HOOK = 'model: res.partner\nactions:\n  - create: res.partner\n    values: {name: =payload.name}\n';

describe('a second server on the same store', () => {
  let first: RunningApp;
  beforeEach(async () => {
    first = await runApp({ 'hooks/contact.yaml': HOOK });
  });

  it('waits until the first has stopped, then serves', async () => {
    const lines: string[] = [];
    const log = createLog({ level: 'info', readable: false, write: (line) => lines.push(line) });
    const starting: Promise<App> = startApp(first.folder, { variables: {}, configFolder: undefined }, log);
    await until(() => lines.some((line) => line.includes('another server serves this store')));

    assert.equal((await first.post('contact', { name: 'x' })).status, 200);
    await first.app.stop();
    const second = await starting;

    assert.equal((await fetch(`http://127.0.0.1:${second.port}/healthz`)).status, 200);
    await second.stop();
    await first.stop();
  });

  it('is none where only the command line looks on', async () => {
    const store = await openStore(first.app.config().store);

    assert.equal(await store.isServed(), true);
    await first.app.stop();
    assert.equal(await store.isServed(), false);

    await store.close();
    await first.stop();
  });
});
