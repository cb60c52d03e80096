import assert from 'node:assert/strict';
import { createLog } from '../../src/log.ts';
import { type Connection, openConnection } from '../../src/odoo/connection.ts';
import type { Json, JsonObject } from '../../src/odoo/json.ts';
import { type Sandbox, startSandbox } from '../../src/sandbox/sandbox.ts';
import { type CommandLine, commandLine } from '../support/command-line.ts';
import { type Boundary, FaultProxy, type Verdict } from '../support/fault-proxy.ts';
import { type RunningApp, runApp } from '../support/run-app.ts';
import { until } from '../support/until.ts';

const KEEP = `
model: res.partner
undo: true
retry: {from: 10ms, to: 20ms}
actions:
  - upsert: res.partner
    match: {ref: =payload.ref}
    values: {name: =payload.name, phone: =payload.phone, category_id: =payload.tags}
    keep_edits: [phone, category_id]
    as: partner
  - update: partner
    values: {street: =payload.street}
    if: payload.street
`;

describe('keep_edits', () => {
  let sandbox: Sandbox;
  let direct: Connection;
  let proxy: FaultProxy;
  let running: RunningApp;
  let cli: CommandLine;
  let variables: Record<string, string>;

  beforeEach(async () => {
    sandbox = await startSandbox();
    proxy = await FaultProxy.start(sandbox.url);
    const { database, login, password } = sandbox;
    variables = { ODOO_URL: proxy.url, ODOO_DATABASE: database, ODOO_LOGIN: login, ODOO_API_KEY: password };
    running = await runApp({ 'hooks/keep.yaml': KEEP }, { ...variables, ODOO_TIMEOUT: '1s' });
    cli = commandLine({});
    const settings = { ...sandbox, name: 'direct', timeout: 5000, concurrency: 1, context: {} };
    direct = openConnection(settings, createLog({ level: 'silent', readable: false }));
  });
  afterEach(async () => {
    cli.remove();
    await running.stop();
    await direct.close();
    await proxy.stop();
    await sandbox.stop();
  });

  async function send(payload: JsonObject): Promise<string> {
    const answer = await running.post('keep', { ref: 'K', name: 'Ann', ...payload });
    return answer.headers.get('Hookdoo-Delivery') ?? '';
  }
  async function settled(id: string): Promise<void> {
    const state = async () => (await running.app.store.get(id))?.state ?? '';
    await until(async () => !['received', 'running', 'waiting'].includes(await state()));
    assert.equal(await state(), 'done');
  }
  async function partner(): Promise<JsonObject> {
    const args = [[['ref', '=', 'K']], ['name', 'phone', 'street', 'category_id']];
    const found = await direct.rpc({ model: 'res.partner', method: 'search_read', args, kwargs: {} });
    assert.ok(Array.isArray(found) && found.length === 1);
    return found[0] as JsonObject;
  }
  async function edit(values: JsonObject): Promise<void> {
    const ids = [BigInt(String((await partner()).id))];
    await direct.rpc({ model: 'res.partner', method: 'write', ids, args: [values], kwargs: {} });
  }
  async function notes(): Promise<Json[]> {
    const args = [[['model', '=', 'res.partner']], ['body']];
    const found = await direct.rpc({ model: 'mail.message', method: 'search_read', args, kwargs: { order: 'id' } });
    return (Array.isArray(found) ? found : []).map((row) => (row as JsonObject).body ?? null);
  }
  /** Has the next call of that name go wrong, once. */
  function strike(name: string, at: Boundary, verdict: Verdict): void {
    proxy.watch = (boundary, call) => {
      if (call.name !== name || boundary !== at) {
        return 'pass';
      }
      proxy.watch = () => 'pass';
      return verdict;
    };
  }

  it('writes what it wrote last, also after a restart, and the other fields in any case', async () => {
    await send({ phone: '1', tags: [1] });
    await running.restart();
    await send({ phone: '2', tags: [1, 7] });

    const { phone, category_id } = await partner();
    assert.deepEqual([phone, category_id, await notes()], ['2', [1n, 7n], []]);
  });

  it('leaves what a person edited, and tells of it once for each value that comes in', async () => {
    await send({ phone: '1', tags: [1] });
    await edit({ phone: '555', category_id: [[6n, 0n, [7n]]] });

    await send({ phone: '2', tags: [1], name: 'Beth' });
    await send({ phone: '2', tags: [1] });
    await send({ phone: '3 <b>', tags: [1] });

    const { name, phone, category_id } = await partner();
    assert.deepEqual([name, phone, category_id], ['Ann', '555', [7n]]);
    assert.deepEqual(await notes(), [
      '<p>Edited here, so not overwritten: phone (phone): “555” is kept, “2” came in; category_id (category_id): [7] is kept, [[6,0,[1]]] came in</p>',
      '<p>Edited here, so not overwritten: phone (phone): “555” is kept, “3 &lt;b&gt;” came in</p>',
    ]);
  });

  it('writes again what a person emptied, or set back; what a person wrote just so counts as written', async () => {
    await send({ phone: '1', tags: [1] });
    await edit({ phone: false });
    await send({ phone: '2', tags: [1] });
    assert.equal((await partner()).phone, '2');

    await edit({ phone: '3' });
    await send({ phone: '3', tags: [1] });
    await send({ phone: '4', tags: [1] });

    assert.deepEqual([(await partner()).phone, await notes()], ['4', []]);
  });

  it('a delivery taken up again decides as before, whatever was written since', async () => {
    await send({ phone: '1', tags: [1] });
    proxy.watch = (boundary, { name, body }) =>
      name === 'res.partner.write' && body.includes('Elm') && boundary === 'asked' ? 502 : 'pass';
    const id = await send({ phone: '2', tags: [1], street: 'Elm street' });
    await send({ phone: '3', tags: [1] });
    proxy.watch = () => 'pass';
    await settled(id);

    const { phone, street } = await partner();
    assert.deepEqual([phone, street, await notes()], ['3', 'Elm street', []]);
    await send({ phone: '4', tags: [1] });
    assert.deepEqual([(await partner()).phone, await notes()], ['4', []]);
  });

  for (const at of ['asked', 'carried out'] as const) {
    it(`cut off when a write is ${at}: neither a false edit, nor written over an edit in between`, async () => {
      await send({ phone: '1', tags: [1] });
      strike('res.partner.write', at, 'cut');
      await settled(await send({ phone: '2', tags: [1] }));
      assert.deepEqual([(await partner()).phone, await notes()], ['2', []]);

      await edit({ phone: '555' });
      await send({ phone: '3', tags: [1] });

      assert.deepEqual([(await partner()).phone, (await notes()).length], ['555', 1]);
    });
  }

  it('cut off when a record is made: what it made is its own', async () => {
    strike('res.partner.create', 'carried out', 'cut');
    await settled(await send({ phone: '1', tags: [1] }));

    await send({ phone: '2', tags: [7] });

    const { phone, category_id } = await partner();
    assert.deepEqual([phone, category_id, await notes()], ['2', [7n], []]);
  });

  it('what is taken back counts as written', async () => {
    await send({ phone: '1', tags: [1] });
    const id = await send({ phone: '2', tags: [1] });
    const { code, stderr } = await cli.run(['replay', '--undo', id, '--config', running.folder], { variables });
    assert.deepEqual([code, stderr], [0, '']);
    assert.equal((await partner()).phone, '1');

    await send({ phone: '3', tags: [1] });

    assert.deepEqual([(await partner()).phone, await notes()], ['3', []]);
  });

  it('a field that is not written is refused by the check', async () => {
    const wrong = 'model: res.partner\nactions:\n  - {update: record, values: {phone: x}, keep_edits: [fone]}\n';
    const other = commandLine({ wrong });

    const { code, stdout, stderr } = await other.run(['check']);

    other.remove();
    assert.equal(code, 1);
    assert.match(stdout + stderr, /`values` has no field `fone`; allowed: phone/);
  });
});
