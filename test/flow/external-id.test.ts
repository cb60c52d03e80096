import assert from 'node:assert/strict';
import { type Sandbox, startSandbox } from '../../src/sandbox/sandbox.ts';
import { externalIds } from '../support/external-ids.ts';
import { FaultProxy, type Verdict } from '../support/fault-proxy.ts';
import { type RunningApp, runApp } from '../support/run-app.ts';
import { until } from '../support/until.ts';

// Children of different fields go into no table: they are written after the load.
const CHILDREN = `
model: res.partner
retry: {from: 10ms, to: 20ms}
actions:
  - create: res.partner
    external_id: =payload.id
    values: {name: =payload.id, ref: =payload.id, child_ids: [{name: a}, {name: b, phone: "1"}]}
    as: made
  - create: res.partner
    external_id: =payload.id + '-other'
    values: {name: =payload.id, parent_id: =made}
`;

const UPSERT = `
model: res.partner
retry: {from: 10ms, to: 20ms}
actions:
  - upsert: res.partner
    match: {ref: =payload.ref}
    values: {name: =payload.name}
`;

describe('external ids and what is written', () => {
  externalIds(() => ({}));
});

describe('deliveries whose calls are cut off', () => {
  let sandbox: Sandbox;
  let proxy: FaultProxy;
  let running: RunningApp;

  before(async () => {
    sandbox = await startSandbox();
    proxy = await FaultProxy.start(sandbox.url);
    const { database, login, password } = sandbox;
    const variables = { ODOO_URL: proxy.url, ODOO_DATABASE: database, ODOO_LOGIN: login, ODOO_API_KEY: password };
    const hooks = { 'hooks/upsert.yaml': UPSERT, 'hooks/children.yaml': CHILDREN };
    running = await runApp(hooks, { ...variables, ODOO_TIMEOUT: '1s' });
  });
  afterEach(() => {
    proxy.watch = () => 'pass';
  });
  after(async () => {
    await running.stop();
    await proxy.stop();
    await sandbox.stop();
  });

  it('does not create what another delivery, whose call was cut off, may still be creating', async () => {
    const creates: string[] = [];
    proxy.watch = (boundary, { name }) => {
      if (name !== 'res.partner.create' || boundary !== 'asked') {
        return 'pass';
      }
      creates.push(name);
      return creates.length === 1 ? 'cut' : 'pass';
    };

    const answers = await Promise.all([1, 2, 3].map((n) => running.post('upsert', { ref: 'M', name: `Name ${n}` })));

    const ids = answers.map(({ headers }) => headers.get('Hookdoo-Delivery') ?? '');
    for (const id of ids) {
      await until(async () => (await running.app.store.get(id))?.state === 'done');
    }
    assert.deepEqual(creates.length, 2);
    assert.equal(await running.odoo('res.partner', 'search_count', [[['ref', '=', 'M']]]), 1n);
  });

  for (const [name, at] of [
    ['res.partner.load', 'asked'],
    ['res.partner.load', 'carried out'],
    ['res.partner.write', 'asked'],
    ['res.partner.write', 'carried out'],
  ] as const) {
    it(`make a record whole by external id, when ${name} is cut off as it is ${at}, and what follows it too`, async () => {
      const id = `${name} ${at}`;
      const struck = new Set<string>();
      const once = (what: string, verdict: Verdict): Verdict => {
        const isFirst = !struck.has(what);
        struck.add(what);
        return isFirst ? verdict : 'pass';
      };
      proxy.watch = (boundary, { name: passing, body }) => {
        // The record that follows fails at first, so that all before it is gone through once more.
        if (passing === 'res.partner.load' && body.includes('-other')) {
          return boundary === 'asked' ? once('other', 502) : 'pass';
        }
        return passing === name && boundary === at ? once('cut', 'cut') : 'pass';
      };

      const { headers } = await running.post('children', { id });

      const delivery = headers.get('Hookdoo-Delivery') ?? '';
      await until(async () => !['running', 'waiting'].includes((await running.app.store.get(delivery))?.state ?? ''));
      const { state, reason } = (await running.app.store.get(delivery)) ?? {};
      assert.deepEqual([state, reason], ['done', undefined]);
      const rows = await running.odoo('res.partner', 'search_read', [[['ref', '=', id]], ['child_ids']]);
      assert.ok(Array.isArray(rows));
      // Two that were given, and the record that came after.
      assert.deepEqual(
        rows.map((row) => Object(row).child_ids.length),
        [3],
      );
      assert.deepEqual([...struck], ['cut', 'other']);
    });
  }
});
