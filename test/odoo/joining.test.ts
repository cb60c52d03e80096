import assert from 'node:assert/strict';
import { type Json, parseJson } from '../../src/odoo/json.ts';
import { FaultProxy } from '../support/fault-proxy.ts';
import { type RunningApp, runApp } from '../support/run-app.ts';
import { until } from '../support/until.ts';
import { realOdoo } from './real-odoo.ts';

const HOOK = `
model: res.partner
answer: stored
actions:
  - create: res.partner
    values:
      {name: =payload.name, ref: =payload.ref, type: =payload.type, parent_id: =payload.parent, country_id: =payload.country}
`;
const COUNT = 120;
/** What Odoo does not take, with what it says of it. */
const WRONG = new Map([
  [17, { payload: { name: null }, reason: /name/i }],
  [60, { payload: { country: 987654 }, reason: /country|another model/i }],
  [61, { payload: { parent: 987654321 }, reason: /987654321|another model/ }],
]);

describe('many contacts at once, three of them wrong, on a real Odoo', () => {
  const marker = `joining-${Date.now()}`;
  let proxy: FaultProxy;
  let running: RunningApp;

  before(async () => {
    proxy = await FaultProxy.start((await realOdoo()).url);
    running = await runApp({ 'hooks/contacts.yaml': HOOK }, { ...process.env, ODOO_URL: proxy.url });
  });
  after(async () => {
    const ids = (await found()).map(({ id }) => id);
    await running.odoo('res.partner', 'unlink', [ids]);
    await running.stop();
    await proxy.stop();
  });

  async function found(): Promise<{ id: Json; name: Json; ref: Json }[]> {
    const rows = await running.odoo('res.partner', 'search_read', [[['ref', '=like', `${marker}-%`]], ['name', 'ref']]);
    return Array.isArray(rows) ? rows.map((row) => Object(row)) : [];
  }

  it('come in few calls, the wrong ones are refused for their own reason, and each journal is its own', async () => {
    const payloads = Array.from({ length: COUNT }, (_, n) => {
      const sound = { name: `Contact ${n}`, ref: `${marker}-${n}`, type: 'other', parent: null, country: null };
      return { ...sound, ...(WRONG.has(n) && { type: 'contact' }), ...WRONG.get(n)?.payload };
    });

    const answers = await Promise.all(payloads.map((payload) => running.post('contacts', payload)));
    const ids = answers.map(({ headers }) => headers.get('Hookdoo-Delivery') ?? '');
    await until(async () => (await running.app.store.pending()) === 0);

    const rows = new Map((await found()).map((row) => [row.ref, row]));
    assert.equal(rows.size, COUNT - WRONG.size);
    const creates = proxy.calls.filter(({ name }) => name === 'res.partner.create').length;
    assert.ok(creates < COUNT / 2, `${creates} calls`);
    for (const [n, id] of ids.entries()) {
      const log = await running.app.store.get(id);
      const [entry, ...others] = log?.journal ?? [];
      const wrong = WRONG.get(n);
      assert.deepEqual([others, entry?.isChange, log?.attempts], [[], true, 1]);
      assert.partialDeepStrictEqual(parseJson(entry?.call ?? 'null'), {
        model: 'res.partner',
        method: 'create',
        args: [{ name: payloads[n]?.name ?? false, ref: payloads[n]?.ref }],
      });
      if (wrong === undefined) {
        const row = rows.get(payloads[n]?.ref ?? '');
        assert.deepEqual([log?.state, entry?.answer, row?.name], ['done', String(row?.id), payloads[n]?.name]);
      } else {
        assert.equal(log?.state, 'failed');
        assert.match(log?.reason ?? '', wrong.reason);
        assert.match(entry?.fault ?? '', wrong.reason);
      }
    }
    console.log(`      ${COUNT} contacts in ${creates} calls`);
  });
});
