import assert from 'node:assert/strict';
import path from 'node:path';
import type { RawRequest } from '../../../src/deliveries/delivery.ts';
import { openStore } from '../../../src/deliveries/open-store.ts';
import type { Store } from '../../../src/deliveries/store.ts';
import { HookRefused, OdooRejected } from '../../../src/errors.ts';
import type { Hook } from '../../../src/hook/hook.ts';
import type { Running } from '../../../src/hook/running.ts';
import { connectionSources } from '../../../src/hook/sources.ts';
import { createLog } from '../../../src/log.ts';
import { type Connection, openConnection } from '../../../src/odoo/connection.ts';
import { createOutgoing } from '../../../src/outgoing/outgoing.ts';
import { type Sandbox, startSandbox } from '../../../src/sandbox/sandbox.ts';
import { carryOut } from '../../../src/work/carry-out.ts';
import { plainHook } from '../../support/plain-hook.ts';
import { arrival, rawRequest } from '../../support/raw-request.ts';
import { tempFolder } from '../../support/temp-folder.ts';

describe('carrying a delivery out', () => {
  let temp: ReturnType<typeof tempFolder>;
  let store: Store;
  let sandbox: Sandbox;
  let connection: Connection;
  let lines: string[];
  const outgoing = createOutgoing(() => []);
  const sources = connectionSources(() => connection);
  const log = createLog({ level: 'debug', readable: false, write: (line) => lines.push(line) });

  before(async () => {
    temp = tempFolder();
    sandbox = await startSandbox();
    const settings = { ...sandbox, name: 'main', timeout: 5000, concurrency: 2, context: {} };
    connection = openConnection(settings, log);
    store = await openStore(path.join(temp.folder, 'hookdoo.sqlite'));
  });
  beforeEach(() => {
    lines = [];
  });
  after(async () => {
    await connection.close();
    await sandbox.stop();
    await store.close();
    temp.remove();
  });

  function step(run: (running: Running) => Promise<void>): Partial<Hook> {
    return { steps: [{ title: 'a step', line: 1, run: (running) => run(running).then(() => null) }] };
  }

  /** Carries out a delivery by a hook with these changes; gives how it ended and what the store kept. */
  async function carry(changes: Partial<Hook>, request: Partial<RawRequest> = {}) {
    const hook = plainHook('orders', changes);
    const { redact } = hook;
    const { delivery } = await store.receive(arrival({ request: rawRequest(request), redact, take: true }));
    const limits = { depth: 10, keys: 1000 };
    const means = { store, log, connection, outgoing, sources, limits, stopped: new AbortController().signal };
    const { error, changed: _, ...settled } = await carryOut(delivery, hook, means);
    return { settled, error, kept: await store.get(delivery.id), lines: lines.map((line) => JSON.parse(line)) };
  }

  it('settles what went through as done, with one line in the log', async () => {
    const { settled, kept, lines } = await carry({});

    assert.deepEqual([settled.state, kept?.state], ['done', 'done']);
    const told = lines.filter(({ msg }) => msg === 'delivery');
    assert.equal(told.length, 1);
    assert.partialDeepStrictEqual(told[0], { level: 'info', hook: 'orders', delivery: kept?.id, state: 'done' });
  });

  it('keeps the calls in the order they were made, when the hook logs them', async () => {
    const two = step(async ({ world }) => {
      await world.send({ model: 'res.partner', method: 'search_count', args: [[]], kwargs: {} });
      await world.send({ model: 'res.partner', method: 'no_such_method', args: [], kwargs: {} });
    });

    const { kept } = await carry(two);
    const silent = await carry({ ...two, logCalls: false });

    const calls = kept?.calls.map(({ call, answer, fault }) => [JSON.parse(call).method, answer, fault?.split(':')[0]]);
    assert.equal(calls?.length, 2);
    assert.deepEqual(calls[0]?.slice(0, 1).concat(calls[1]?.slice(0, 1)), ['search_count', 'no_such_method']);
    assert.match(calls[0]?.[1] ?? '', /^\d+$/);
    assert.equal(calls[1]?.[1], undefined);
    assert.deepEqual([kept?.state, silent.kept?.calls], ['failed', []]);
  });

  it('rejects a body that cannot be read, without running the hook', async () => {
    let ran = false;
    const running = step(async () => {
      ran = true;
    });

    const { settled, kept } = await carry(running, { body: Buffer.from('{') });

    assert.deepEqual([settled.state, kept?.state, kept?.code, ran], ['rejected', 'rejected', 'invalid_json', false]);
  });

  it('skips where `when` is not true, with the reason', async () => {
    const { settled, kept } = await carry({ when: () => false });

    assert.deepEqual([settled.state, kept?.state], ['skipped', 'skipped']);
    assert.match(kept?.reason ?? '', /when/);
  });

  it('fails with the reason when the hook refuses, redacted values left out', async () => {
    const refusing = step(async () => {
      throw new HookRefused('raised', 'the card 4111111111111111 is void');
    });

    const { error, kept, lines } = await carry(
      { ...refusing, redact: ['payload.card'] },
      { body: Buffer.from('{"card":"4111111111111111"}') },
    );

    assert.ok(error instanceof HookRefused);
    assert.deepEqual([kept?.state, kept?.code, kept?.reason], ['failed', 'raised', 'the card (hidden) is void']);
    assert.doesNotMatch(JSON.stringify(lines), /4111111111111111/);
  });

  it('tells a traceback of Odoo to the log alone', async () => {
    const failing = step(async () => {
      throw new OdooRejected('odoo.exceptions.UserError', 'No!', 'Traceback: SELECT secret');
    });

    const { kept, lines } = await carry(failing);

    assert.doesNotMatch(JSON.stringify(kept), /Traceback/);
    assert.ok(lines.some(({ level, traceback }) => level === 'debug' && traceback === 'Traceback: SELECT secret'));
  });

  it('reports its own fault as an error with the stack, and settles nevertheless', async () => {
    const broken = step(async () => {
      throw new TypeError('x is not a function');
    });

    const { settled, kept, lines } = await carry(broken);

    assert.deepEqual([settled.code, kept?.state], ['internal', 'failed']);
    assert.ok(lines.some(({ level, err }) => level === 'error' && err?.stack.includes('carry-out.test.ts')));
  });

  it('stays done when its outcome cannot be stored, and is left for the next start when the server stops', async () => {
    const lost = await openStore(path.join(temp.folder, 'lost.sqlite'));
    const hook = plainHook(
      'orders',
      step(() => lost.close()),
    );
    const { delivery } = await lost.receive(arrival({ take: true }));
    const limits = { depth: 10, keys: 1000 };
    const means = { store: lost, log, connection, outgoing, sources, limits, stopped: AbortSignal.abort() };

    const settled = await carryOut(delivery, hook, means);

    assert.equal(settled.state, 'done');
    assert.match(lines.join(''), /the outcome of a delivery could not be stored yet/);
  });
});
