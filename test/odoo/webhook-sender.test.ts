import assert from 'node:assert/strict';
import type { Json } from '../../src/odoo/json.ts';
import { type RunningApp, runApp } from '../support/run-app.ts';
import { until } from '../support/until.ts';

const HOOK = `
model: res.partner
verify: {preset: odoo}
actions:
  - upsert: res.partner
    match: {ref: "=f'copy-{payload.id}'"}
    values: {name: "=f'copy of {payload.name}'", email: =payload.email or None, phone: =payload.phone or None}
`;

// Odoo 14 sends no webhooks.
if (process.env.ODOO_VERSION !== '14') {
  describe('a real Odoo as a sender ("Send Webhook Notification")', () => {
    const marker = `Sender ${process.pid}-${Date.now()}`;
    let running: RunningApp;
    let rule: Json;

    before(async () => {
      running = await runApp({ 'hooks/partners.yaml': HOOK }, process.env);
      rule = await makeRule(running, marker);
    });
    after(async () => {
      const { odoo } = running;
      const actions = await odoo('ir.actions.server', 'search', [[['name', '=', marker]]]);
      await odoo('base.automation', 'unlink', [rule]);
      await odoo('ir.actions.server', 'unlink', [actions]);
      const left = await odoo('res.partner', 'search', [[['name', 'like', marker]]]);
      await odoo('res.partner', 'unlink', [left]);
      await running.stop();
    });

    async function states(): Promise<string[]> {
      await until(async () => (await running.app.store.pending()) === 0);
      return (await running.app.store.list({ hook: 'partners', limit: 100 })).map(({ state }) => state);
    }
    async function copies() {
      const found = await running.odoo('res.partner', 'search_read', [
        [['name', '=like', `copy of ${marker}%`]],
        ['name', 'email', 'phone'],
      ]);
      assert.ok(Array.isArray(found));
      return found;
    }

    it('tells a new contact many times over: one is made, with what is empty left empty', async () => {
      await running.odoo('res.partner', 'create', [{ name: `${marker} Zoë`, email: 'zoe@example.com' }]);

      const all = await states();
      assert.equal(all.filter((state) => state === 'done').length, 1);
      assert.ok(all.length > 5, `${all.length} requests for one contact`);
      const [copy, ...others] = await copies();
      assert.deepEqual(others, []);
      assert.deepEqual(
        { ...Object(copy), id: 0n },
        { id: 0n, name: `copy of ${marker} Zoë`, email: 'zoe@example.com', phone: false },
      );
    });

    it('changes it, and changes it back: the copy follows', async () => {
      const [partner] = Object(await running.odoo('res.partner', 'search', [[['name', '=', `${marker} Zoë`]]]));

      await running.odoo('res.partner', 'write', [[partner], { phone: '+32 2 290 34 90' }]);
      await states();
      const [changed] = await copies();
      await running.odoo('res.partner', 'write', [[partner], { phone: false }]);
      await states();
      const [back] = await copies();

      assert.deepEqual([Object(changed).phone, Object(back).phone], ['+32 2 290 34 90', false]);
      assert.equal((await states()).filter((state) => state === 'done').length, 3);
    });
  });
}

/** An automation rule without trigger fields, as people make them first, for the partners of this test alone. */
async function makeRule({ odoo, path, app }: RunningApp, marker: string): Promise<Json> {
  const model = firstOf(await odoo('ir.model', 'search', [[['model', '=', 'res.partner']]]));
  const fields = await odoo('ir.model.fields', 'search', [
    [
      ['model', '=', 'res.partner'],
      ['name', 'in', ['name', 'email', 'phone']],
    ],
  ]);
  const rule = await odoo('base.automation', 'create', [
    {
      name: marker,
      model_id: model,
      trigger: 'on_create_or_write',
      filter_domain: `[('name', '=like', '${marker}%')]`,
    },
  ]);
  const url = `http://127.0.0.1:${app.port}${await path('partners')}`;
  await odoo('ir.actions.server', 'create', [
    {
      name: marker,
      state: 'webhook',
      webhook_url: url,
      webhook_field_ids: [[6n, 0n, fields]],
      base_automation_id: rule,
      usage: 'base_automation',
      model_id: model,
    },
  ]);
  return [rule];
}

function firstOf(list: Json): Json {
  assert.ok(Array.isArray(list) && list[0] !== undefined);
  return list[0];
}
