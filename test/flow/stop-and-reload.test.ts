import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { type GatedOdoo, gatedOdoo } from '../support/gated-odoo.ts';
import { type RunningApp, runApp } from '../support/run-app.ts';
import { until } from '../support/until.ts';

function twoContacts(second: string): string {
  return `
model: res.partner
actions:
  - create: res.partner
    values: {name: =payload.name}
  - create: res.partner
    values: {name: "${second}"}
`;
}

describe('a delivery under way', () => {
  let odoo: GatedOdoo;
  let running: RunningApp;

  beforeEach(async () => {
    odoo = await gatedOdoo();
    running = await runApp({ 'hooks/two.yaml': twoContacts('as it was') }, odoo.variables);
  });
  afterEach(async () => {
    odoo.open();
    await running.stop();
    await odoo.stop();
  });

  function count(name: string) {
    return odoo.rpc({ model: 'res.partner', method: 'search_count', args: [[['name', '=', name]]], kwargs: {} });
  }

  it('is finished and answered when the server is told to stop', async () => {
    odoo.shut();
    const answer = running.post('two', { name: 'in flight' });
    await until(() => odoo.held() === 1);

    const stopped = running.app.stop();
    await assert.rejects(fetch(`http://127.0.0.1:${running.app.port}/healthz`));
    odoo.open();

    assert.deepEqual((await answer).body, { status: 'ok' });
    await stopped;
    assert.deepEqual([await count('in flight'), await count('as it was')], [1n, 1n]);
  });

  it('finishes with the hook it began with, while the next one gets the edited hook', async () => {
    odoo.shut();
    const answer = running.post('two', { name: 'begun before' });
    await until(() => odoo.held() === 1);
    const before = running.app.config();
    writeFileSync(path.join(running.folder, 'hooks/two.yaml'), twoContacts('as edited'));
    await until(() => running.app.config() !== before);

    odoo.open();

    assert.equal((await answer).status, 200);
    assert.deepEqual([await count('as it was'), await count('as edited')], [1n, 0n]);
    assert.equal((await running.post('two', { name: 'begun after' })).status, 200);
    assert.deepEqual([await count('as it was'), await count('as edited')], [1n, 1n]);
  });
});
