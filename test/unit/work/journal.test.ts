import assert from 'node:assert/strict';
import type { Delivery, JournalEntry } from '../../../src/deliveries/delivery.ts';
import { HookRefused, OdooRejected, OdooUnavailable, ServiceUnavailable } from '../../../src/errors.ts';
import type { OdooCall } from '../../../src/odoo/call.ts';
import type { Json } from '../../../src/odoo/json.ts';
import { Journal } from '../../../src/work/journal.ts';
import { Postponed } from '../../../src/work/postponed.ts';
import { rawRequest } from '../../support/raw-request.ts';

const read = (n: bigint): OdooCall => ({ model: 'm', method: 'search', args: [n], kwargs: {} });
const create = (name: string): OdooCall => ({ model: 'm', method: 'create', args: [{ name }], kwargs: {} });
const write: OdooCall = { model: 'm', method: 'write', ids: [1n], args: [{ x: 1n }], kwargs: {} };
const upsert: OdooCall = { ...create('u'), again: 'look_up' };
const fetch: OdooCall = { model: '', method: 'GET https://a.example/7', args: [], kwargs: {} };
const send: OdooCall = {
  model: '',
  method: 'POST https://a.example/in',
  args: [{ x: 1n }],
  kwargs: {},
  again: 'repeat',
};
const load: OdooCall = { model: 'm', method: 'load', args: [['id'], [['a.b']]], kwargs: {}, again: 'at_once' };
const cut = new OdooUnavailable('cut', 'unknown');
const locked = new OdooUnavailable('locked', 'none');

/** A delivery over several attempts, with what is on disk after each. */
class Attempts {
  stored: JournalEntry[] = [];
  sent: string[] = [];

  async go(calls: OdooCall[], answers: (Json | Error)[], { repeat = false, timeout = 0 } = {}): Promise<unknown[]> {
    const delivery = { id: 'd', run: 1, request: rawRequest(), journal: this.stored } as unknown as Delivery;
    this.sent = [];
    const journal = new Journal(delivery, {
      store: {
        journal: async (_, entries, cutAfter = Number.POSITIVE_INFINITY) => this.#keep(entries, cutAfter),
        onDisk: async () => undefined,
      },
      rpc: async (call) => {
        await call.onSend?.();
        this.sent.push(call.method);
        const answer = answers.shift() ?? null;
        if (answer instanceof Error) {
          throw answer;
        }
        return answer;
      },
      timeout,
      repeat,
      undo: false,
    });
    const results: unknown[] = [];
    for (const call of calls) {
      try {
        const { method, args } = call;
        results.push(
          method === 'recall' ? await journal.recall('x', async () => args[0] ?? null) : await journal.rpc(call),
        );
      } catch (error) {
        results.push(error);
        if (!(error instanceof OdooRejected)) {
          break;
        }
      }
    }
    this.#keep(journal.close(), Number.POSITIVE_INFINITY);
    return results;
  }

  #keep(entries: readonly JournalEntry[], cutAfter: number): void {
    const others = this.stored.filter(({ n }) => n <= cutAfter && !entries.some((entry) => entry.n === n));
    this.stored = [...others, ...entries.map((entry) => ({ ...entry }))].sort((a, b) => a.n - b.n);
  }
}

describe('the journal', () => {
  let attempts: Attempts;
  beforeEach(() => {
    attempts = new Attempts();
  });

  it('replays up to the last change; what was read after it is read anew', async () => {
    await attempts.go([read(1n), create('a'), read(2n), create('b')], [[5n], 7n, [6n], locked]);

    const results = await attempts.go([read(1n), create('a'), read(2n), create('b')], [[60n], 8n]);

    assert.deepEqual(results, [[5n], 7n, [60n], 8n]);
    assert.deepEqual(attempts.sent, ['search', 'create']);
    assert.deepEqual(
      attempts.stored.map(({ n, answer }) => [n, answer]),
      [
        [1, '[5]'],
        [2, '7'],
        [3, '[60]'],
        [4, '8'],
      ],
    );
  });

  it('replays what Odoo refused before the last change, as the code may have gone another way for it', async () => {
    const no = new OdooRejected('odoo.exceptions.UserError', 'No!');
    await attempts.go([create('a'), create('b'), create('c')], [no, 2n, locked]);

    const [refused, ...others] = await attempts.go([create('a'), create('b'), create('c')], [3n]);

    assert.ok(refused instanceof OdooRejected && refused.message === 'No!');
    assert.deepEqual([others, attempts.sent], [[2n, 3n], ['create']]);
  });

  it('does not make a bare create again whose outcome is not known', async () => {
    await attempts.go([create('a')], [cut]);

    const [error] = await attempts.go([create('a')], []);

    assert.ok(error instanceof HookRefused && error.code === 'outcome_unknown');
    assert.deepEqual(attempts.sent, []);
  });

  it('makes a write again, with the values it had, and any call with `repeat`; not before the first must be over', async () => {
    await attempts.go([read(1n), write], [[5n], cut]);

    const [, early] = await attempts.go([read(1n), write], [], { timeout: 60_000 });
    const later = await attempts.go([read(1n), write], [true]);

    assert.ok(early instanceof Postponed && early.until > Date.now() + 50_000);
    assert.deepEqual([later, attempts.sent], [[[5n], true], ['write']]);

    attempts = new Attempts();
    await attempts.go([create('a')], [cut]);
    assert.deepEqual(await attempts.go([create('a')], [9n], { repeat: true }), [9n]);
  });

  it('a write that is made again and could not be is still of unknown outcome: what was read before it stays', async () => {
    await attempts.go([read(1n), write], [[5n], cut]);
    await attempts.go([read(1n), write], [locked]);

    const results = await attempts.go([read(1n), write], [true]);

    assert.deepEqual([results, attempts.sent], [[[5n], true], ['write']]);
  });

  it('a record that is deleted already counts as deleted, when the outcome was not known', async () => {
    const unlink: OdooCall = { model: 'm', method: 'unlink', ids: [1n], args: [], kwargs: {} };
    await attempts.go([unlink], [cut]);

    assert.deepEqual(await attempts.go([unlink], [new OdooRejected('odoo.exceptions.MissingError', 'gone')]), [true]);
  });

  it('looks up anew where a look-up came first: found at once, or made when the first must be over', async () => {
    await attempts.go([read(1n), upsert], [[], cut]);

    const found = await attempts.go([read(1n), write], [[7n], true], { timeout: 60_000 });
    assert.deepEqual(
      [found, attempts.sent],
      [
        [[7n], true],
        ['search', 'write'],
      ],
    );

    attempts = new Attempts();
    await attempts.go([read(1n), upsert], [[], cut]);
    const [, early] = await attempts.go([read(1n), upsert], [[]], { timeout: 60_000 });
    const made = await attempts.go([read(1n), upsert], [[], 8n]);
    assert.ok(early instanceof Postponed);
    assert.deepEqual(
      [made, attempts.sent],
      [
        [[], 8n],
        ['search', 'create'],
      ],
    );
  });

  it('makes a load again at once, when a look-up found nothing', async () => {
    await attempts.go([read(1n), load], [[], cut]);

    const again = await attempts.go([read(1n), load], [[], { ids: [7n] }], { timeout: 60_000 });
    assert.deepEqual(
      [again, attempts.sent],
      [
        [[], { ids: [7n] }],
        ['search', 'load'],
      ],
    );

    const replayed = await attempts.go([read(1n), load, create('b')], [8n]);
    assert.deepEqual([replayed, attempts.sent], [[[], { ids: [7n] }, 8n], ['create']]);
  });

  it('replays a race that was lost, and the look-up after it', async () => {
    const lost = new OdooRejected('psycopg2.errors.SerializationFailure', 'could not serialize access');
    await attempts.go([read(1n), load, read(1n), create('b'), create('c')], [[], lost, [5n], 8n, locked]);

    const [first, race, second, third, last] = await attempts.go(
      [read(1n), load, read(1n), create('b'), create('c')],
      [9n],
    );

    assert.ok(race instanceof OdooRejected && race.exception === lost.exception);
    assert.deepEqual([first, second, third, last, attempts.sent], [[], [5n], 8n, 9n, ['create']]);
  });

  it('reads anew before a write that is to be looked up, and lets a write on other records pass', async () => {
    const careful: OdooCall = { ...write, again: 'look_up' };
    await attempts.go([read(1n), careful], [[5n], cut]);

    const [, early] = await attempts.go([read(1n), careful], [[5n]], { timeout: 60_000 });
    const done = await attempts.go([read(1n), { ...careful, ids: [2n] }], [[6n], true], { timeout: 60_000 });

    assert.ok(early instanceof Postponed);
    assert.deepEqual(
      [done, attempts.sent],
      [
        [[6n], true],
        ['search', 'write'],
      ],
    );
  });

  it('recalls what was decided by, up to the last change', async () => {
    const recall = (value: bigint): OdooCall => ({ model: '', method: 'recall', args: [value], kwargs: {} });
    await attempts.go([recall(1n), create('a'), recall(2n), create('b')], [7n, locked]);

    const results = await attempts.go([recall(3n), create('a'), recall(4n), create('b')], [8n]);

    assert.deepEqual(results, [1n, 7n, 4n, 8n]);
  });

  it('reads anew what guards a call of unknown outcome: left out when Odoo carried it out, made again when not', async () => {
    const confirm: OdooCall = { model: 'm', method: 'action_confirm', ids: [1n], args: [], kwargs: {} };
    await attempts.go([create('a'), read(1n), confirm], [7n, ['draft'], cut], { repeat: true });

    const carriedOut = await attempts.go([create('a'), read(1n), write], [['sale'], true], { repeat: true });
    assert.deepEqual(
      [carriedOut, attempts.sent],
      [
        [7n, ['sale'], true],
        ['search', 'write'],
      ],
    );

    attempts = new Attempts();
    await attempts.go([create('a'), read(1n), confirm], [7n, ['draft'], cut], { repeat: true });
    const [, , early] = await attempts.go([create('a'), read(1n), confirm], [['draft']], {
      repeat: true,
      timeout: 60_000,
    });
    const again = await attempts.go([create('a'), read(1n), confirm], [['draft'], true], { repeat: true });
    assert.ok(early instanceof Postponed);
    assert.deepEqual(
      [again, attempts.sent],
      [
        [7n, ['draft'], true],
        ['search', 'action_confirm'],
      ],
    );

    attempts = new Attempts();
    await attempts.go([read(1n), confirm], [['draft'], cut]);
    const [, unknown] = await attempts.go([read(1n), confirm], [['draft']]);
    assert.ok(unknown instanceof HookRefused && unknown.code === 'outcome_unknown');
  });

  it('after an edit of the hook, does nothing twice: it goes on where the same call reappears, else it refuses', async () => {
    await attempts.go([create('a'), create('b'), create('c')], [1n, 2n, locked]);

    const edited = await attempts.go([read(9n), create('b'), create('a'), create('d')], [[], 4n]);
    assert.deepEqual(
      [edited, attempts.sent],
      [
        [[], 2n, 1n, 4n],
        ['search', 'create'],
      ],
    );

    attempts = new Attempts();
    await attempts.go([create('a'), create('c')], [1n, locked]);
    const [error] = await attempts.go([create('a, better')], []);
    assert.ok(error instanceof HookRefused && error.code === 'journal_mismatch');
    assert.deepEqual(attempts.sent, []);
  });

  it('replays what was fetched before a change, and fetches anew what comes after it', async () => {
    await attempts.go([fetch, create('a'), fetch, create('b')], ['first', 7n, 'second', locked]);

    const results = await attempts.go([fetch, create('a'), fetch], ['third']);

    assert.deepEqual(results, ['first', 7n, 'third']);
    assert.deepEqual(attempts.sent, [fetch.method]);
  });

  for (const [what, error] of [
    ['was not answered', new ServiceUnavailable('no answer')],
    ['was refused', new HookRefused('service_refused', 'HTTP 410')],
  ] as const) {
    it(`sends a message to another server again that ${what}, without waiting`, async () => {
      await attempts.go([create('a'), send], [7n, error], { timeout: 60_000 });
      const left = attempts.stored.map(({ call }) => JSON.parse(call).method);

      const results = await attempts.go([create('a'), send], [{ ok: true }], { timeout: 60_000 });

      assert.deepEqual(left, ['create']);
      assert.deepEqual(results, [7n, { ok: true }]);
      assert.deepEqual(attempts.sent, [send.method]);
    });
  }

  it('sends a message again that a crash left open, and not one that was taken', async () => {
    await attempts.go([send, { ...send, args: [2n] }], [{ ok: true }, cut]);

    const results = await attempts.go([send, { ...send, args: [2n] }], [{ ok: false }]);

    assert.deepEqual(results, [{ ok: true }, { ok: false }]);
    assert.deepEqual(attempts.sent, [send.method]);
  });

  it('knows a call with a long text by its digest', async () => {
    const long = (letter: string) => create(letter.repeat(20_000));
    await attempts.go([long('a'), create('b')], [7n, locked]);

    const same = await attempts.go([long('a')], []);
    const [other] = await attempts.go([long('b')], []);

    assert.ok((attempts.stored[0]?.call.length ?? 0) < 300);
    assert.deepEqual(same, [7n]);
    assert.ok(other instanceof HookRefused && other.code === 'journal_mismatch');
  });
});
