import assert from 'node:assert/strict';
import { type GatedOdoo, gatedOdoo } from '../support/gated-odoo.ts';
import { type RunningApp, runApp } from '../support/run-app.ts';
import { until } from '../support/until.ts';

const RETRY = 'answer: stored\nretry: {from: 20ms, to: 50ms}\n';
const CREATE = `
model: res.partner
actions:
  - create: res.partner
    values: {name: =payload.name, ref: =payload.ref}
${RETRY}`;
const HOOKS = {
  'hooks/create.yaml': CREATE,
  'hooks/alone.yaml': `${CREATE}batch: false\n`,
  'hooks/upsert.yaml': `
model: res.partner
actions:
  - upsert: res.partner
    match: {ref: =payload.ref}
    values: {name: =payload.name}
${RETRY}`,
};
const COUNT = 12;

describe('deliveries whose calls go together', () => {
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

  const creates = () => odoo.calls.filter((call) => call === 'res.partner.create').length;

  /** Holds the first two calls up until all deliveries are at work, so that the calls of the others wait. Gives the deliveries' ids. */
  async function postTogether(hook: string, ref: (n: number) => string): Promise<string[]> {
    odoo.shut();
    const answers = await Promise.all(
      Array.from({ length: COUNT }, (_, n) => running.post(hook, { name: `Name ${n}`, ref: ref(n) })),
    );
    const ids = answers.map(({ headers }) => headers.get('Hookdoo-Delivery') ?? '');
    await until(() => odoo.held() === 2);
    return ids;
  }
  async function settled(ids: string[]) {
    await until(async () => (await running.app.store.pending()) === 0);
    return await Promise.all(ids.map((id) => running.app.store.get(id)));
  }
  async function namesOf(refs: string): Promise<Map<unknown, unknown>> {
    const args = [[['ref', '=like', `${refs}%`]], ['name']];
    const rows = await odoo.rpc({ model: 'res.partner', method: 'search_read', args, kwargs: {} });
    return new Map((Array.isArray(rows) ? rows : []).map((row) => [Object(row).id, Object(row).name]));
  }

  it('are each told their own record, in few calls', async () => {
    await begin();
    const ids = await postTogether('create', (n) => `A${n}`);

    odoo.open();

    const logs = await settled(ids);
    const names = await namesOf('A');
    assert.ok(creates() <= 6, `${creates()} calls`);
    for (const [n, log] of logs.entries()) {
      const [entry, ...others] = log?.journal ?? [];
      assert.deepEqual([log?.state, log?.attempts, others], ['done', 1, []]);
      assert.match(entry?.call ?? '', new RegExp(`"args":\\[\\{"name":"Name ${n}","ref":"A${n}"\\}\\]`));
      assert.equal(names.get(BigInt(entry?.answer ?? '0')), `Name ${n}`);
    }
  });

  it('are each of unknown outcome when the answer to all is lost, and none is made twice', async () => {
    await begin({ ODOO_TIMEOUT: '300ms' });
    const ids = await postTogether('create', (n) => `B${n}`);

    odoo.lose('answer', 2);
    odoo.open();

    const logs = await settled(ids);
    assert.deepEqual(
      logs.map((log) => log?.code).filter((code) => code !== undefined),
      Array.from({ length: COUNT - 2 }, () => 'outcome_unknown'),
    );
    assert.equal((await namesOf('B')).size, COUNT);
  });

  it('look up what they made when the answer to all was lost', async () => {
    await begin({ ODOO_TIMEOUT: '60s' });
    const ids = await postTogether('upsert', (n) => `C${n}`);

    odoo.lose('answer', 2);
    odoo.open();
    await until(() => creates() > 2);
    odoo.lose('nothing');

    const logs = await settled(ids);
    assert.deepEqual(new Set(logs.map((log) => log?.state)), new Set(['done']));
    assert.equal((await namesOf('C')).size, COUNT);
  });

  it('are all tried again when Odoo undid what went together', async () => {
    await begin();
    const ids = await postTogether('create', (n) => `D${n}`);

    odoo.lose('call', 2);
    odoo.open();
    await until(async () => (await running.app.store.list({ state: 'waiting', limit: 100 })).length > 1);
    odoo.lose('nothing');

    const logs = await settled(ids);
    assert.deepEqual(new Set(logs.map((log) => log?.state)), new Set(['done']));
    assert.equal((await namesOf('D')).size, COUNT);
  });

  it('go one by one where the hook says so', async () => {
    await begin();
    const ids = await postTogether('alone', (n) => `E${n}`);

    odoo.open();

    await settled(ids);
    assert.equal(creates(), COUNT);
  });
});

const SETTINGS = `
server: {host: 127.0.0.1, port: 0}
store: hookdoo.db
connections:
  main:
    url: sandbox
    allow: {res.partner: [read, create]}
`;

describe('a hook that does what its connection does not allow', () => {
  it('is refused before anything is sent, its code too, with its line and the line that would allow it', async () => {
    const code = `
model: res.partner
actions:
  - create: res.partner
    values: {name: Kept}
    as: contact
  - run: |
      try:
          contact.unlink()
      except Exception:
          pass
log_calls: true
`;
    const running = await runApp({ 'hookdoo.yaml': SETTINGS, 'hooks/code.yaml': code });

    const answer = await running.post('code', {});

    const [delivery] = await running.app.store.list({ limit: 1 });
    const log = await running.app.store.get(delivery?.id ?? '');
    const { rpc } = running.app.connection('main');
    const kept = await rpc({
      model: 'res.partner',
      method: 'search_count',
      args: [[['name', '=', 'Kept']]],
      kwargs: {},
    });
    await running.stop();
    assert.equal(answer.status, 422);
    assert.partialDeepStrictEqual(answer.body, { code: 'not_allowed' });
    assert.match(
      log?.reason ?? '',
      /code\.yaml:7:\d+: `unlink` of res\.partner is not allowed .*`res\.partner: \[read, create, unlink\]` under `connections\.main\.allow`/,
    );
    assert.equal(kept, 1n);
  });
});
