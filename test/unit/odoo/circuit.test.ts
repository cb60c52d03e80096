import assert from 'node:assert/strict';
import { OdooRejected, OdooUnavailable } from '../../../src/errors.ts';
import { Circuit } from '../../../src/odoo/circuit.ts';

const DENIED = new OdooRejected('odoo.exceptions.AccessDenied', 'access denied');
const UNREACHABLE = new OdooUnavailable('connection refused', 'none', { unreachable: true });

describe('the circuit of a connection', () => {
  let now: number;
  let opened: unknown[];
  let circuit: Circuit;
  let sent: number;

  beforeEach(() => {
    [now, opened, sent] = [1_000_000, [], 0];
    circuit = new Circuit(
      (error) => opened.push(error),
      () => now,
    );
  });

  function outcome(answer: unknown, how: 'run' | 'check' | 'ask' = 'run'): Promise<unknown> {
    const send = async () => {
      sent += 1;
      if (answer instanceof Error) {
        throw answer;
      }
      return answer;
    };
    return circuit[how](send).catch((error: unknown) => error);
  }

  it('opens at the first AccessDenied: further calls get the same error, and none is sent', async () => {
    await outcome(DENIED);

    const [one, other] = [await outcome('answer'), await outcome('answer', 'ask')];

    assert.equal(sent, 1);
    assert.equal(opened.length, 1);
    for (const error of [one, other]) {
      assert.ok(error instanceof OdooRejected);
      assert.deepEqual([error.exception, error.message], [DENIED.exception, DENIED.message]);
    }
    assert.notEqual(one, other);
  });

  it('closes when a check succeeds', async () => {
    await outcome(DENIED);

    await outcome(1, 'check');

    assert.equal(await outcome('answer'), 'answer');
  });

  it('lets one call through after a pause, and the others when that one was answered', async () => {
    await outcome(DENIED);
    now += 15_000;
    const gate = Promise.withResolvers<string>();

    const trial = circuit.run(() => gate.promise);
    const meanwhile = await outcome('answer');
    gate.resolve('first');

    assert.equal(await trial, 'first');
    assert.ok(meanwhile instanceof OdooRejected);
    assert.equal(await outcome('answer'), 'answer');
  });

  it('makes fewer failed logins than shut an address out: at most four in a minute and a half', async () => {
    await outcome(DENIED);

    for (const end = now + 90_000; now < end; now += 1_000) {
      await outcome(DENIED, 'check');
      await outcome(DENIED);
    }

    assert.ok(sent > 1 && sent <= 4, `${sent} logins`);
  });

  it('counts what was under way when it opened as one denial', async () => {
    const gate = Promise.withResolvers<never>();
    const other = circuit.run(() => gate.promise).catch((error: unknown) => error);
    await outcome(DENIED);
    gate.reject(DENIED);
    await other;

    await outcome(1, 'check');

    assert.equal(await outcome('answer'), 'answer');
  });

  it('does not close for an answer that was under way before, or for what needs no login', async () => {
    const gate = Promise.withResolvers<string>();
    const early = circuit.run(() => gate.promise);
    await outcome(DENIED);
    gate.resolve('early');
    await early;
    const still = await outcome('answer');
    now += 15_000;

    await outcome('19.0', 'ask');
    await outcome(DENIED);

    assert.ok(still instanceof OdooRejected);
    assert.ok((await outcome('answer')) instanceof OdooRejected);
  });

  it('opens after three connections in a row that could not be made, with nothing done', async () => {
    await outcome(UNREACHABLE);
    await outcome(new OdooUnavailable('no answer', 'unknown'));
    for (let n = 0; n < 3; n += 1) {
      assert.equal(opened.length, 0);
      await outcome(UNREACHABLE);
    }

    const error = await outcome('answer');

    assert.equal(sent, 5);
    assert.ok(error instanceof OdooUnavailable);
    assert.deepEqual([error.effect, error.message], ['none', 'connection refused']);
  });

  it('tries again ever more seldom while no connection can be made', async () => {
    for (let n = 0; n < 3; n += 1) {
      await outcome(UNREACHABLE);
    }
    const start = now;
    const tries: number[] = [];

    for (; now < start + 100_000; now += 500) {
      const before = sent;
      await outcome(UNREACHABLE);
      if (sent > before) {
        tries.push((now - start) / 1000);
      }
    }

    assert.deepEqual(tries, [1, 3, 7, 15, 31, 61, 91]);
  });

  it('leaves Odoo in peace for as long as it asked, checks too', async () => {
    await outcome(new OdooUnavailable('too busy', 'none', { retryAfter: 7_000 }));
    now += 3_000;

    const [call, check] = [await outcome('answer'), await outcome(1, 'check')];
    now += 4_000;

    for (const error of [call, check]) {
      assert.ok(error instanceof OdooUnavailable);
      assert.equal(error.retryAfter, 4_000);
    }
    assert.equal(await outcome('answer'), 'answer');
  });

  it('stays closed for what Odoo refuses otherwise, and for calls that take too long', async () => {
    for (let n = 0; n < 10; n += 1) {
      await outcome(new OdooRejected('odoo.exceptions.UserError', 'no'));
      await outcome(new OdooUnavailable('no answer', 'unknown'));
    }

    assert.equal(await outcome('answer'), 'answer');
  });
});
