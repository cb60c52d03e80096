import assert from 'node:assert/strict';
import { type CommandLine, commandLine } from '../support/command-line.ts';
import { HOSTILE_BODIES } from '../support/hostile-bodies.ts';
import { send } from '../support/http-client.ts';
import { type RunningApp, runApp } from '../support/run-app.ts';

const NAMED = `
model: res.partner
log_calls: true
unique: payload.id
order_key: "payload['__proto__'] if '__proto__' in payload else None"
redact: [payload.__proto__.card, payload.constructor.card]
actions:
  - create: res.partner
    values: {name: "=str(payload.get('toString', payload.name))", comment: "=json.dumps(payload)"}
`;
const ALL = "model: res.partner\nactions:\n  - run: env['res.partner'].create(payload)\n";
const SPLIT = `
model: res.partner
split: payload.events
actions:
  - create: res.partner
    values: {name: "=f'{sorted(payload)}'"}
`;
const CHECKED = `
model: res.partner
payload: {type: object, required: [name], properties: {name: {type: string}, n: {type: integer}}, additionalProperties: false}
actions:
  - create: res.partner
    values: {name: =payload.name}
`;

const FLOAT = `
model: res.partner
context: {rate: "=float(payload.rate or 1)"}
actions:
  - call: search_count
    on: env['res.partner']
    args: [[[color, '=', "=float(payload.name)"]]]
`;

describe('hostile payloads', () => {
  let running: RunningApp;
  let cli: CommandLine;
  before(async () => {
    running = await runApp({
      'hooks/named.yaml': NAMED,
      'hooks/all.yaml': ALL,
      'hooks/split.yaml': SPLIT,
      'hooks/checked.yaml': CHECKED,
      'hooks/float.yaml': FLOAT,
    });
    cli = commandLine({});
  });
  after(async () => {
    cli.remove();
    await running.stop();
  });

  const hookdoo = async (...args: string[]) => (await cli.run([...args, '--config', running.folder])).stdout;

  async function postBytes(hook: string, body: string | Uint8Array, type = 'application/json') {
    const init = { method: 'POST', headers: { 'Content-Type': type }, body: Buffer.from(body) };
    const answer = await send(running.app.port, await running.path(hook), init);
    const { code } = answer.body as { code?: string };
    return { status: answer.status, code, id: answer.headers.get('Hookdoo-Delivery') ?? '' };
  }

  async function nameOfNewest(): Promise<unknown> {
    const rows = await running.odoo('res.partner', 'search_read', [[]], {
      fields: ['name'],
      order: 'id desc',
      limit: 1n,
    });
    return Array.isArray(rows) && rows[0] !== null && typeof rows[0] === 'object' && !Array.isArray(rows[0])
      ? rows[0]?.name
      : undefined;
  }

  for (const [name, body, code] of HOSTILE_BODIES) {
    it(`are refused, kept, and shown: ${name}`, async () => {
      const answer = await postBytes('checked', body);

      assert.deepEqual([answer.status, answer.code], [400, code]);
      const kept = await running.app.store.get(answer.id);
      assert.deepEqual(Buffer.from(kept?.request.body ?? []), Buffer.from(body));
      assert.equal(kept?.state, 'rejected');
      assert.equal((await running.post('checked', { name: 'well' })).status, 200);
    });
  }

  it('name prototypes and reach none', async () => {
    const body = '{"id":"p1","name":"x","__proto__":"lane","constructor":{"prototype":{"a":1}},"toString":"text"}';

    const { status, id } = await postBytes('named', body);

    assert.equal(status, 200);
    assert.equal(await nameOfNewest(), 'text');
    const kept = await running.app.store.get(id);
    assert.equal(kept?.keys.order, 'lane');
    assert.equal(Buffer.from(kept?.request.body ?? []).toString(), body);
    assert.deepEqual(Object.keys(Object.prototype), []);
    assert.equal(JSON.parse(await hookdoo('show', id, '--json')).request.body, body);
    assert.equal((await postBytes('named', body)).status, 200);
    assert.equal((await running.app.store.list({ hook: 'named', state: 'duplicate', limit: 9 })).length, 1);
  });

  it('are hidden where `redact` names a key of a prototype', async () => {
    const body = '{"id":"p2","name":"x","__proto__":{"card":"4111 1111"},"constructor":{"card":"4222 2222"}}';

    const { status, id } = await postBytes('named', body);

    assert.deepEqual([status, (await running.app.store.get(id))?.state], [422, 'failed']);
    assert.doesNotMatch(await hookdoo('show', id, '--json'), /4111|4222/);
  });

  it('keep every key when they are split, sent to Odoo, and carried out again', async () => {
    const { status } = await postBytes('split', '{"events":[{"__proto__":{"a":1},"constructor":1,"b":2}]}');
    assert.equal(status, 200);
    assert.equal(await nameOfNewest(), "['__proto__', 'b', 'constructor']");

    const [item] = await running.app.store.list({ hook: 'split', limit: 1 });
    assert.equal(await running.app.store.replay(item?.id ?? '', { anew: true, repeat: false }), undefined);
    await hookdoo('replay', item?.id ?? '', '--yes');

    assert.equal(await nameOfNewest(), "['__proto__', 'b', 'constructor']");
    for (const key of ['__proto__', 'constructor', 'toString']) {
      const answer = await postBytes('all', `{"name":"x","${key}":{"name":"polluted"}}`);
      assert.deepEqual([key, answer.status], [key, 422]);
    }
  });

  it('that come to what cannot be sent to Odoo are refused by the hook', async () => {
    const answers = [await postBytes('float', '{"name":"inf"}'), await postBytes('float', '{"name":"1","rate":"nan"}')];

    assert.deepEqual(
      answers.map(({ status, code }) => [status, code]),
      [
        [422, 'raised'],
        [422, 'raised'],
      ],
    );
    const [, name] = await running.app.store.list({ hook: 'float', limit: 2 });
    assert.match(name?.reason ?? '', /float\.yaml:5:5: ValueError: Out of range float values are not JSON compliant/);
  });

  it('as forms and queries too', async () => {
    const form = 'application/x-www-form-urlencoded';

    const { status } = await postBytes('named', '__proto__=lane&constructor=1&toString=form&id=f1', form);
    const many = await postBytes('named', 'a&'.repeat(400_000), form);

    assert.deepEqual([status, await nameOfNewest()], [200, 'form']);
    assert.deepEqual([many.status, many.code], [400, 'invalid_body']);
  });

  it('cannot forge a line of the log, nor steer a terminal', async () => {
    const forged = '\\u001b[2J\\u009b31m\\r\\n{\\"level\\":\\"info\\"}\\u2028\\u202e';
    const before = running.lines.length;
    const { id } = await postBytes('named', `{"id":"${forged}","name":"${forged}","__proto__":["${forged}"]}`);
    const query = `${await running.path('named')}?a=%1b%5b2J%0d%0aX-Forged:%201%c2%9b`;
    const { headers } = await send(running.app.port, query, { method: 'POST', body: '{' });
    const second = headers.get('Hookdoo-Delivery') ?? '';

    const shown = [await hookdoo('show', id), await hookdoo('show', second), await hookdoo('log', '--limit', '50')];
    const json = [await hookdoo('show', id, '--json'), await hookdoo('log', '--json', '--limit', '50')];

    const lines = running.lines.slice(before);
    assert.deepEqual(
      lines.map((line) => JSON.parse(line).delivery),
      [id, second],
    );
    for (const text of [...shown, ...json, ...lines]) {
      assert.doesNotMatch(text.replaceAll('\n', ''), /[\p{Cc}\p{Bidi_Control}\u2028\u2029]/u);
      assert.doesNotMatch(text, /^(X-Forged|\{"level":"info"\})/m);
    }
  });
});
