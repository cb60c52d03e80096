import assert from 'node:assert/strict';
import type { LoggedCall } from '../../../src/deliveries/delivery.ts';
import { OdooRejected, OdooUnavailable } from '../../../src/errors.ts';
import type { OdooCall, Rpc } from '../../../src/odoo/call.ts';
import { recordedRpc } from '../../../src/work/recorded-rpc.ts';

const CALL: OdooCall = {
  model: 'sale.order',
  method: 'write',
  ids: [7n],
  args: [{ price: 7, pin: '4321' }],
  kwargs: { context: { lang: 'de_DE' } },
};

describe('the record of calls', () => {
  async function recordOf(rpc: Rpc, call = CALL, hidden: string[] = []): Promise<LoggedCall[]> {
    const calls: LoggedCall[] = [];
    await recordedRpc(rpc, new Set(hidden), (logged) => calls.push(logged))(call).catch(() => undefined);
    return calls;
  }

  it('keeps a call and its answer, as exact JSON', async () => {
    const [call, ...others] = await recordOf(async () => [9007199254740993n, 7]);

    assert.deepEqual(others, []);
    assert.equal(
      call?.call,
      '{"model":"sale.order","method":"write","ids":[7],"args":[{"price":7.0,"pin":"4321"}],"kwargs":{"context":{"lang":"de_DE"}}}',
    );
    assert.deepEqual([call.answer, call.fault], ['[9007199254740993,7.0]', undefined]);
    assert.ok(call.milliseconds >= 0 && Math.abs(Date.now() - call.startedAt) < 10_000);
  });

  it('keeps what went wrong, and passes it on', async () => {
    const away = new OdooUnavailable('connection main: cut', 'unknown');
    const rpc = recordedRpc(
      () => Promise.reject(away),
      new Set(),
      () => undefined,
    );

    await assert.rejects(rpc(CALL), away);
    const [cut] = await recordOf(() => Promise.reject(away));
    const [no] = await recordOf(() =>
      Promise.reject(new OdooRejected('odoo.exceptions.UserError', 'No!', 'Traceback')),
    );

    assert.deepEqual([cut?.answer, cut?.fault], [undefined, 'OdooUnavailable: connection main: cut']);
    assert.equal(no?.fault, 'UserError: No!');
  });

  it('leaves hidden values out of calls, answers and faults', async () => {
    const [answered] = await recordOf(async () => '4321', CALL, ['"4321"']);
    const [failed] = await recordOf(() => Promise.reject(new Error('bad pin "4321"')), CALL, ['"4321"']);

    assert.doesNotMatch(JSON.stringify([answered, failed]), /4321/);
  });

  it('shortens what is very long, and says so', async () => {
    const [call] = await recordOf(async () => 'x'.repeat(100_000));

    assert.equal(call?.answer?.length, 65_536 + '… (34466 characters more, not kept)'.length);
    assert.match(call.answer, /^"x+… \(34466 characters more, not kept\)$/);
  });
});
