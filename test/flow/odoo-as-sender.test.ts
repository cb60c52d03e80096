import assert from 'node:assert/strict';
import { type RunningApp, runApp } from '../support/run-app.ts';
import { bodyOf, SAMPLES } from '../support/senders.ts';
import { until } from '../support/until.ts';

const HOOKS = {
  'hooks/partners.yaml': `
model: res.partner
verify: {preset: odoo}
actions:
  - upsert: res.partner
    match: {ref: "=f'odoo_{payload.id}'"}
    values: {name: =payload.name, email: "=payload.email or None"}
`,
  'hooks/topics.yaml': `
model: res.partner
path: topics
verify: {preset: woocommerce, secret: "s1"}
actions:
  - create: res.partner
    values: {name: =delivery.event, ref: topics}
`,
};

describe('Odoo as a sender', () => {
  let running: RunningApp;

  beforeEach(async () => {
    running = await runApp(HOOKS);
  });
  afterEach(async () => {
    await running.stop();
  });

  async function states(hook: string): Promise<string[]> {
    await until(async () => (await running.app.store.pending()) === 0);
    return (await running.app.store.list({ hook, limit: 100 })).map(({ state }) => state).reverse();
  }

  it('sends one change as 13 equal requests, one after another: one is carried out', async () => {
    const sample = SAMPLES.find(({ preset }) => preset === 'odoo');
    assert.ok(sample);
    const body = bodyOf(sample).toString();

    for (let sent = 0; sent < 13; sent += 1) {
      assert.equal((await running.post('partners', body)).status, 200);
    }

    assert.deepEqual(await states('partners'), ['done', ...Array.from({ length: 12 }, () => 'duplicate')]);
  });

  it('may change a record and change it back: all three states come to be', async () => {
    const state = (email: string) => ({
      _action: 'Tell(#1)',
      _id: 7,
      _model: 'res.partner',
      id: 7,
      name: 'Ada',
      email,
    });

    for (const email of ['a@example.com', 'b@example.com', 'b@example.com', 'a@example.com']) {
      await running.post('partners', state(email));
    }

    assert.deepEqual(await states('partners'), ['done', 'done', 'duplicate', 'done']);
    const [ada] = Object(await running.odoo('res.partner', 'search_read', [[['ref', '=', 'odoo_7']], ['email']]));
    assert.equal(ada?.email, 'a@example.com');
  });

  it('is told the same for the payloads of its manual, with `model` and `id` or with neither', async () => {
    const currency = await running.post('partners', { model: 'res.partner', id: '8', name: 'Bob', email: false });
    const contact = await running.post('partners', { name: 'Eve', email: 'eve@example.com' });

    assert.deepEqual([currency.status, contact.status], [200, 200]);
    const [bob] = await running.app.store.list({ hook: 'partners', key: 'res.partner,8', limit: 1 });
    assert.ok(bob);
    assert.deepEqual(await states('partners'), ['done', 'done']);
  });
});

describe('two events of one moment', () => {
  it('are both carried out, though neither is newer', async () => {
    const running = await runApp(HOOKS);
    const order = SAMPLES.find(({ preset }) => preset === 'woocommerce');
    const scheme = running.app.config().hooks.find(({ name }) => name === 'topics')?.verify;
    assert.ok(order && scheme?.sign);
    for (const topic of ['order.created', 'order.updated', 'order.updated']) {
      const url = 'https://hooks.example.com/hook/topics';
      const draft = { method: 'POST', url, body: bodyOf(order), headers: Object.entries(order.headers) };
      const sent = scheme.sign({ ...draft, headers: [...draft.headers.slice(0, 1), ['X-WC-Webhook-Topic', topic]] }, 0);
      const { headers, body } = sent;
      const init = { method: 'POST', headers, body: Buffer.from(body) };
      await fetch(`http://127.0.0.1:${running.app.port}/hook/topics`, init);
    }
    await until(async () => (await running.app.store.pending()) === 0);

    const all = await running.app.store.list({ hook: 'topics', limit: 10 });
    await running.stop();

    assert.deepEqual(all.map(({ state }) => state).reverse(), ['done', 'done', 'duplicate']);
  });
});
