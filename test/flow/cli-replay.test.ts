import assert from 'node:assert/strict';
import { type CommandLine, commandLine } from '../support/command-line.ts';
import { type GatedOdoo, gatedOdoo } from '../support/gated-odoo.ts';
import { type RunningApp, runApp } from '../support/run-app.ts';
import { until } from '../support/until.ts';

const FIND = `
model: res.partner
actions:
  - find: res.partner
    where: {ref: =payload.ref}
    as: found
  - update: found
    values: {name: =payload.name}
undo: true
`;

describe('replay and discard, beside the server', () => {
  let odoo: GatedOdoo;
  let running: RunningApp;
  let cli: CommandLine;

  beforeEach(async () => {
    odoo = await gatedOdoo();
    running = await runApp({ 'hooks/rename.yaml': FIND }, odoo.variables);
    cli = commandLine({});
  });
  afterEach(async () => {
    cli.remove();
    await running.stop();
    await odoo.stop();
  });

  const hookdoo = (...args: string[]) => cli.run([...args, '--config', running.folder], { variables: odoo.variables });

  async function make(ref: string): Promise<void> {
    await odoo.rpc({ model: 'res.partner', method: 'create', args: [{ name: 'Before', ref }], kwargs: {} });
  }
  async function names(): Promise<string[]> {
    const kwargs = { order: 'id' };
    const found = await odoo.rpc({
      model: 'res.partner',
      method: 'search_read',
      args: [[['ref', 'like', 'R']], ['name']],
      kwargs,
    });
    return (found as { name: string }[]).map(({ name }) => name);
  }
  async function send(ref: string): Promise<string> {
    return (await running.post('rename', { ref, name: 'After' })).headers.get('Hookdoo-Delivery') ?? '';
  }

  it('carries one out again, and tells the outcome', async () => {
    const id = await send('R1');

    const inVain = await hookdoo('replay', id);
    await make('R1');
    const well = await hookdoo('replay', id.slice(0, 15), '--json');

    assert.deepEqual([inVain.code, well.code], [1, 0], inVain.stderr + well.stderr);
    assert.match(inVain.stdout, /failed/);
    assert.partialDeepStrictEqual(JSON.parse(well.stdout), { id, state: 'done' });
    assert.deepEqual(await names(), ['After']);
  });

  it('asks before it changes many, and carries them all out', async () => {
    for (const ref of ['R1', 'R2', 'R3']) {
      await send(ref);
      await make(ref);
    }

    const asked = await hookdoo('replay', '--hook', 'rename', '--state', 'failed');
    const done = await hookdoo('replay', '--hook', 'rename', '--state', 'failed', '--yes');

    assert.deepEqual([asked.code, done.code], [2, 0], done.stderr);
    assert.match(asked.stderr, /this would carry out 3 deliveries; --yes does it/);
    assert.deepEqual(await names(), ['After', 'After', 'After']);
  });

  it('writes back what was changed, and leaves what was changed since', async () => {
    await make('R1');
    await make('R2');
    const [first, second] = [await send('R1'), await send('R2')];
    const ids = await odoo.rpc({ model: 'res.partner', method: 'search', args: [[['ref', '=', 'R2']]], kwargs: {} });
    assert.ok(Array.isArray(ids) && typeof ids[0] === 'bigint');
    await odoo.rpc({ model: 'res.partner', method: 'write', ids: [ids[0]], args: [{ name: 'By hand' }], kwargs: {} });

    const back = await hookdoo('replay', '--undo', first);
    const left = await hookdoo('replay', '--undo', second);

    assert.deepEqual([back.code, left.code], [0, 1], back.stderr + left.stderr);
    assert.match(back.stdout, /written back {2}res\.partner \d+: name/);
    assert.match(left.stdout, /left .*: name was changed since/);
    assert.deepEqual(await names(), ['Before', 'By hand']);
    assert.partialDeepStrictEqual(await running.app.store.get(first), { state: 'skipped', code: 'undone' });
  });

  it('discards what failed', async () => {
    const id = await send('R1');

    const { code, stdout } = await hookdoo('discard', id);

    assert.deepEqual([code, stdout], [0, '1 delivery discarded\n']);
    assert.partialDeepStrictEqual(await running.app.store.get(id), { state: 'skipped', code: 'discarded' });
  });

  it('says when no server runs, and what happens then', async () => {
    const id = await send('R1');
    await make('R1');
    await running.app.stop();

    const { code, stdout } = await hookdoo('replay', id);

    assert.deepEqual([code, stdout.includes('No server runs: 1 delivery will be carried out')], [0, true], stdout);
    await running.restart();
    await until(async () => (await running.app.store.get(id))?.state === 'done');
  });

  it('says what it cannot do', async () => {
    const nothing = await hookdoo('replay');
    const unknown = await hookdoo('replay', 'zzz');

    assert.deepEqual([nothing.code, unknown.code], [2, 2]);
    assert.match(nothing.stderr, /give the ids of deliveries, or a filter/);
    assert.match(unknown.stderr, /`zzz`/);
  });
});
