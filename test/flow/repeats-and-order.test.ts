import assert from 'node:assert/strict';
import { type GatedOdoo, gatedOdoo } from '../support/gated-odoo.ts';
import { type RunningApp, runApp } from '../support/run-app.ts';
import { until } from '../support/until.ts';

const CONTACT = `
model: res.partner
actions:
  - create: res.partner
    values: {name: =payload.name, ref: =payload.ref}
`;
const HOOKS = {
  'hooks/once.yaml': `${CONTACT}unique: payload.event\n`,
  'hooks/stored.yaml': `${CONTACT}unique: payload.event\nanswer: stored\nredact: [payload.pin]\n`,
  'hooks/ordered.yaml': `${CONTACT}order_key: payload.ref\nversion: payload.v\nanswer: stored\n`,
  'hooks/split.yaml': `${CONTACT}split: payload.events\nunique: payload.event\nredact: [payload.events.pin]\n`,
  'hooks/parent.yaml': CONTACT,
  'hooks/late.yaml': `
model: res.partner
unique: payload.event
actions:
  - find: res.partner
    where: {ref: =payload.parent}
    as: parent
  - create: res.partner
    values: {name: =payload.name, ref: =payload.ref, parent_id: =parent}
`,
  'hooks/child.yaml': `
model: res.partner
answer: stored
actions:
  - find: res.partner
    where: {ref: =payload.parent}
    none: wait
    as: parent
  - create: res.partner
    values: {name: =payload.name, ref: =payload.ref, parent_id: =parent}
`,
};

describe('repeats, order and items', () => {
  let odoo: GatedOdoo;
  let running: RunningApp;

  beforeEach(async () => {
    odoo = await gatedOdoo();
    running = await runApp(HOOKS, odoo.variables);
  });
  afterEach(async () => {
    odoo.open();
    await running.stop();
    await odoo.stop();
  });

  function count(ref: string) {
    return odoo.rpc({ model: 'res.partner', method: 'search_count', args: [[['ref', '=', ref]]], kwargs: {} });
  }
  async function states(hook: string): Promise<string[]> {
    return (await running.app.store.list({ hook, limit: 100 })).map(({ state }) => state).reverse();
  }

  it('one event sent 8 times at once is carried out once; all are answered 200', async () => {
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => running.post('once', { event: 'e1', name: 'Ann', ref: 'A' })),
    );

    assert.deepEqual(new Set(answers.map(({ status }) => status)), new Set([200]));
    assert.equal(await count('A'), 1n);
    assert.deepEqual((await states('once')).sort(), ['done', ...Array.from({ length: 7 }, () => 'duplicate')]);
    const ids = answers.map(({ headers }) => headers.get('Hookdoo-Delivery'));
    assert.equal(new Set(ids).size, 8);
  });

  it('a repeat of a failed event runs that one again, and its sender is told the outcome', async () => {
    const event = { event: 'e2', name: 'Late', ref: 'L', parent: 'none' };
    const first = await running.post('late', event);
    const second = await running.post('late', event);
    await running.post('parent', { name: 'None', ref: 'none' });
    const third = await running.post('late', event);
    const fourth = await running.post('late', event);

    assert.deepEqual(
      [first, second, third, fourth].map(({ status }) => status),
      [422, 422, 200, 200],
    );
    assert.deepEqual(await states('late'), ['done', 'duplicate', 'duplicate', 'duplicate']);
    assert.equal((await running.app.store.get(first.headers.get('Hookdoo-Delivery') ?? ''))?.attempts, 3);
    assert.equal(await count('L'), 1n);
  });

  it('stored is answered at once, while Odoo has not answered yet', async () => {
    odoo.shut();

    const { status, body } = await running.post('stored', { event: 'e1', name: 'Bob', ref: 'B' });

    assert.deepEqual([status, body], [200, { status: 'ok' }]);
    await until(() => odoo.held() === 1);
    assert.deepEqual(await states('stored'), ['running']);
    odoo.open();
    await until(async () => (await states('stored'))[0] === 'done');
    assert.equal(await count('B'), 1n);
  });

  it('one order key runs one after another; others are not held back', async () => {
    odoo.shut();
    for (const v of [1, 2, 3]) {
      await running.post('ordered', { name: `first ${v}`, ref: 'C', v });
    }
    await running.post('ordered', { name: 'other', ref: 'D', v: 1 });

    await until(() => odoo.held() === 2);
    assert.deepEqual(await states('ordered'), ['running', 'received', 'received', 'running']);
    odoo.open();

    await until(async () => (await states('ordered')).every((state) => state === 'done'));
    const made = await odoo.rpc({
      model: 'res.partner',
      method: 'search_read',
      args: [[['ref', '=', 'C']], ['name']],
      kwargs: { order: 'id' },
    });
    assert.deepEqual(
      (made as { name: string }[]).map(({ name }) => name),
      ['first 1', 'first 2', 'first 3'],
    );
  });

  it('a version that is not newer than what was done is skipped, with the reason', async () => {
    for (const v of [
      '2026-03-01T10:00:00+02:00',
      '2026-03-01T09:00:00Z',
      '2026-03-01T08:30:00Z',
      '2026-03-01T09:00:00Z',
    ]) {
      await running.post('ordered', { name: v, ref: 'E', v });
    }

    await until(async () => (await states('ordered')).every((state) => state === 'done' || state === 'skipped'));

    assert.deepEqual(await states('ordered'), ['done', 'done', 'skipped', 'skipped']);
    const [last] = await running.app.store.list({ hook: 'ordered', limit: 1 });
    assert.match(last?.reason ?? '', /version .* is not newer than 2026-03-01T09:00:00Z/);
  });

  it('a split payload becomes a delivery for each item, each known by its own key', async () => {
    const events = [1, 2, 3].map((n) => ({ event: n, name: `Item ${n}`, ref: 'F', pin: `secret-${n}` }));

    const first = await running.post('split', { events: events.slice(0, 2) });
    const second = await running.post('split', { events });

    assert.deepEqual([first.status, second.status], [200, 200]);
    assert.equal(await count('F'), 3n);
    assert.deepEqual(
      (await states('split')).sort(),
      [...'dddddnn'].map((_, i) => (i < 5 ? 'done' : 'duplicate')),
    );
    const all = await running.app.store.list({ hook: 'split', limit: 10 });
    const kept = await Promise.all(all.map(({ id }) => running.app.store.get(id)));
    const bodies = kept.map((log) => Buffer.from(log?.request.body ?? []).toString());
    assert.ok(bodies.some((body) => body.includes('"Item 3"')));
    assert.doesNotMatch(bodies.join(''), /secret-/);
  });

  it('what waits for a missing parent is carried out once that came', async () => {
    await running.post('child', { parent: 'P', name: 'Child', ref: 'K' });
    await until(async () => (await states('child'))[0] === 'waiting');

    await running.post('parent', { name: 'Parent', ref: 'P' });

    await until(async () => (await states('child'))[0] === 'done');
    assert.equal(await count('K'), 1n);
  });
});
