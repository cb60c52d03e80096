import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { type RunningApp, runApp } from '../support/run-app.ts';

const CONTACT = `
model: res.partner
actions:
  - create: res.partner
    values: {name: =payload.name, vat: =payload.card.number}
`;

describe('the log of a delivery', () => {
  let running: RunningApp;

  before(async () => {
    running = await runApp({
      'hooks/logged.yaml': `${CONTACT}log_calls: true\nredact: [payload.card.number]\n`,
      'hooks/missing.yaml':
        'model: res.partner\nactions:\n  - find: res.partner\n    where: {name: nobody of this name}\n',
      'hooks/silent.yaml': CONTACT,
    });
  });
  after(() => running.stop());

  async function logOf(hook: string, body: unknown) {
    const { headers } = await running.post(hook, body, {
      'Content-Type': 'application/json',
      'X-Token': 'very-private',
    });
    const log = await running.app.store.get(headers.get('Hookdoo-Delivery') ?? '');
    assert.ok(log);
    return log;
  }

  it('has the raw request, each call with its time, and the outcome', async () => {
    const log = await logOf('logged', { name: 'Ann' });

    assert.deepEqual([log.hook, log.state, log.method, log.path], ['logged', 'done', 'POST', '/web/hook/(hidden)']);
    assert.equal(Buffer.from(log.request.body).toString(), '{"name":"Ann"}');
    const create = log.calls.find(({ call }) => JSON.parse(call).method === 'create');
    assert.match(create?.call ?? '', /"name":"Ann"/);
    assert.match(create?.answer ?? '', /\d/);
    assert.ok(create !== undefined && create.milliseconds > 0);
    assert.ok(log.milliseconds !== undefined && log.milliseconds >= 0);
  });

  it('has no calls where the hook does not ask for them', async () => {
    const log = await logOf('silent', { name: 'Ann' });

    assert.deepEqual([log.state, log.calls], ['done', []]);
  });

  it('has the raw bytes and the reason of what was refused', async () => {
    const unparsable = await logOf('silent', '{"name": ');
    const refused = await logOf('missing', {});

    assert.deepEqual([unparsable.state, unparsable.code], ['rejected', 'invalid_json']);
    assert.equal(Buffer.from(unparsable.request.body).toString(), '{"name": ');
    assert.deepEqual([refused.state, refused.code], ['failed', 'no_record']);
    assert.match(refused.reason ?? '', /hooks\/missing\.yaml:4:\d+: /);
  });

  it('has no secret: not in the store, not in the log', async () => {
    const number = '4111-1111-1111-1111';

    const log = await logOf('logged', { name: 'Ann', card: { number } });

    assert.equal(log.state, 'done');
    assert.match(JSON.stringify(log.calls), /\(hidden\)/);
    const [secret] = (await running.path('logged')).split('/').slice(-1);
    const files = ['hookdoo.db', 'hookdoo.db-wal'].map((name) =>
      readFileSync(path.join(running.folder, '..', name), 'latin1'),
    );
    const kept = files.join('');
    assert.ok(kept.includes(log.id));
    assert.equal(kept.includes(number), false);
    assert.equal(kept.includes('very-private'), false);
    assert.doesNotMatch(JSON.stringify([log, running.lines]), new RegExp(`very-private|${number}|${secret}`));
  });
});
