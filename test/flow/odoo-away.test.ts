import assert from 'node:assert/strict';
import { type GatedOdoo, gatedOdoo } from '../support/gated-odoo.ts';
import { type RunningApp, runApp } from '../support/run-app.ts';
import { until } from '../support/until.ts';

const RETRY = 'retry: {from: 20ms, to: 50ms}\n';
const CREATE = `
model: res.partner
actions:
  - create: res.partner
    values: {name: =payload.name, ref: =payload.ref}
`;
const TWO = `
model: res.partner
actions:
  - create: res.partner
    values: {name: First, ref: =payload.ref, comment: =str(datetime.datetime.now())}
    as: first
  - run: |
      if first.name != 'First':
          raise UserError('not read')
  - create: res.partner
    values: {name: Second, ref: =payload.ref}
`;
const HOOKS = {
  'hooks/create.yaml': CREATE + RETRY,
  'hooks/again.yaml': `${CREATE}${RETRY}repeat: true\n`,
  'hooks/upsert.yaml': `
model: res.partner
actions:
  - upsert: res.partner
    match: {ref: =payload.ref}
    values: {name: =payload.name}
${RETRY}`,
  'hooks/two.yaml': TWO.replace(', comment: =str(datetime.datetime.now())', '') + RETRY,
  'hooks/stored.yaml': `${CREATE}${RETRY}answer: stored\nredact: [payload.pin]\n`,
  'hooks/brief.yaml': `${CREATE}retry: {for: 100ms, from: 20ms}\n`,
};

describe('an Odoo that is away, slow or silent', () => {
  let odoo: GatedOdoo;
  let running: RunningApp;

  async function begin(more: Record<string, string> = {}): Promise<void> {
    odoo = await gatedOdoo();
    running = await runApp(HOOKS, { ...odoo.variables, ...more });
  }
  afterEach(async () => {
    odoo.open();
    await running.stop();
    await odoo.stop();
  });

  function count(ref: string) {
    return odoo.rpc({ model: 'res.partner', method: 'search_count', args: [[['ref', '=', ref]]], kwargs: {} });
  }
  async function state(id: string): Promise<string | undefined> {
    return (await running.app.store.get(id))?.state;
  }
  function idOf({ headers }: { headers: Headers }): string {
    return headers.get('Hookdoo-Delivery') ?? '';
  }

  it('202 when Odoo cannot take it, which it does by itself when it can', async () => {
    await begin();
    odoo.lose('call');

    const answer = await running.post('create', { name: 'Ann', ref: 'A' });

    assert.deepEqual([answer.status, answer.body], [202, { status: 'ok', delivery: idOf(answer) }]);
    odoo.lose('nothing');
    await until(async () => (await state(idOf(answer))) === 'done');
    assert.equal(await count('A'), 1n);
  });

  it('202 when Odoo is slower than a sender waits; the outcome is as it were', async () => {
    await begin({ ANSWER: '50ms' });
    odoo.shut();

    const answer = await running.post('create', { name: 'Ann', ref: 'A' });

    assert.equal(answer.status, 202);
    odoo.open();
    await until(async () => (await state(idOf(answer))) === 'done');
    assert.equal(await count('A'), 1n);
  });

  it('a finished step is not done twice: what was done is replayed, and the rest is done', async () => {
    await begin();
    odoo.lose('call', 1);
    const answer = await running.post('two', { ref: 'B' });
    const made = odoo.calls.filter((call) => call === 'res.partner.create').length;
    odoo.lose('nothing');

    await until(async () => (await state(idOf(answer))) === 'done');

    assert.deepEqual([answer.status, made], [202, 1]);
    assert.equal(await count('B'), 2n);
  });

  it('a bare create whose answer was lost is not made again, and waits for a person', async () => {
    await begin({ ODOO_TIMEOUT: '300ms' });
    odoo.lose('answer');

    const answer = await running.post('create', { name: 'Ann', ref: 'C' });
    odoo.lose('nothing');

    assert.equal(answer.status, 202);
    await until(async () => (await state(idOf(answer))) === 'failed');
    const log = await running.app.store.get(idOf(answer));
    assert.equal(log?.code, 'outcome_unknown');
    assert.match(log?.reason ?? '', /Look in Odoo.*hookdoo replay --repeat/s);
    assert.deepEqual(
      log?.journal.map(({ answer, fault }) => [answer, fault]),
      [[undefined, undefined]],
    );
    assert.equal(await count('C'), 1n);

    assert.equal(await running.app.store.replay(idOf(answer), { anew: false, repeat: true }), undefined);
    await until(async () => (await state(idOf(answer))) === 'done');
    assert.equal(await count('C'), 2n);
  });

  it('an upsert whose answer was lost is looked up, and made once', async () => {
    await begin({ ODOO_TIMEOUT: '60s' });
    odoo.lose('answer');

    const answer = await running.post('upsert', { name: 'Ann', ref: 'D' });
    odoo.lose('nothing');

    assert.equal(answer.status, 202);
    await until(async () => (await state(idOf(answer))) === 'done');
    assert.equal(await count('D'), 1n);
  });

  it('a create is made again where the hook says `repeat`, not before the first could be over', async () => {
    await begin({ ODOO_TIMEOUT: '300ms' });
    odoo.lose('answer');
    const begun = Date.now();

    const answer = await running.post('again', { name: 'Ann', ref: 'E' });
    odoo.lose('nothing');

    await until(async () => (await state(idOf(answer))) === 'done');
    assert.equal(await count('E'), 2n);
    assert.ok(Date.now() - begun >= 300);
  });

  it('takes everything while Odoo is down, and carries it out when it is back', async () => {
    await begin();
    odoo.leave();
    const answers = await Promise.all(
      Array.from({ length: 200 }, (_, n) => running.post('stored', { name: `N ${n}`, ref: 'F', pin: `pin-${n}` })),
    );
    assert.ok(answers.every(({ status }) => status === 200));
    await until(() => running.lines.some((line) => line.includes('its deliveries wait')));

    odoo.comeBack();

    await until(async () => (await running.app.store.list({ state: 'done', limit: 500 })).length === 200);
    assert.equal(await count('F'), 200n);
    assert.equal(await running.app.store.pending(), 0);
  });

  it('gives up after `retry.for`', async () => {
    await begin();
    odoo.lose('call');

    const answer = await running.post('brief', { name: 'Ann', ref: 'G' });

    await until(async () => (await state(idOf(answer))) === 'failed');
    assert.match((await running.app.store.get(idOf(answer)))?.reason ?? '', /given up after 0\.1 seconds/);
  });

  it('is taken up again after a stop in the middle', async () => {
    await begin();
    odoo.leave();
    const answer = await running.post('stored', { name: 'Ann', ref: 'H', pin: 'pin-1' });
    await until(async () => (await state(idOf(answer))) === 'waiting');
    await running.restart();
    odoo.comeBack();

    await until(async () => (await state(idOf(answer))) === 'done');
    assert.equal(await count('H'), 1n);
  });

  it('503 past the limit of what may wait', async () => {
    await begin({ WAITING: '3' });
    odoo.shut();
    const answers = [];
    for (let n = 0; n < 4; n += 1) {
      answers.push(await running.post('stored', { name: 'Ann', ref: `I${n}` }));
    }

    assert.deepEqual(
      answers.map(({ status }) => status),
      [200, 200, 200, 503],
    );
    assert.partialDeepStrictEqual(answers[3], { body: { code: 'queue_full' } });
    assert.ok(answers[3]?.headers.has('Retry-After'));
  });
});
