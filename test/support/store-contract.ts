import assert from 'node:assert/strict';
import type { LoggedCall, RawRequest } from '../../src/deliveries/delivery.ts';
import type { Store } from '../../src/deliveries/store.ts';
import { arrival, rawRequest } from './raw-request.ts';

/** What every store must do. `open` gives an empty store, and every further call another one on the same data; the caller closes them. */
export function storeContract(open: () => Promise<Store>): void {
  async function receive(store: Store, request: Partial<RawRequest> = {}, hook = 'orders') {
    const { delivery } = await store.receive(arrival({ hook, request: rawRequest(request) }));
    return delivery;
  }

  describe('what was written to fields', () => {
    const record = { connection: 'main', model: 'res.partner', id: 7n };
    const phone = { field: 'phone', last: 'a', next: null, noted: [] };

    it('is kept, of each record alone, for every process', async () => {
      const store = await open();
      await store.keepWritten(record, [phone, { ...phone, field: 'street', next: 'b', noted: ['c', 'd'] }]);
      await store.keepWritten({ ...record, id: 8n }, [{ ...phone, last: null }]);

      const written = await (await open()).written(record);

      assert.deepEqual(
        written.toSorted((one, other) => (one.field < other.field ? -1 : 1)),
        [phone, { field: 'street', last: 'a', next: 'b', noted: ['c', 'd'] }],
      );
      assert.deepEqual(await store.written({ ...record, connection: 'other' }), []);
    });

    it('is kept only where nothing else was kept since, when it is to be', async () => {
      const store = await open();
      const only = { last: null, next: null };
      await store.keepWritten(record, [{ ...phone, only }]);

      await store.keepWritten(record, [{ ...phone, last: 'b', only }]);
      const first = await store.written(record);
      await store.keepWritten(record, [{ ...phone, last: 'c', only: { last: 'a', next: null } }]);

      assert.deepEqual([first, await store.written(record)], [[phone], [{ ...phone, last: 'c' }]]);
    });

    it('is told apart by marks, which do not give it away', async () => {
      const [store, same] = [await open(), await open()];

      const mark = store.mark('+32 2 290 34 90');

      assert.deepEqual([same.mark('+32 2 290 34 90'), mark === store.mark('+32 2 290 34 91')], [mark, false]);
      assert.match(mark, /^[\w-]{22}$/);
    });
  });

  describe('a delivery', () => {
    it('is kept as it came in, byte for byte', async () => {
      const store = await open();
      const body = Buffer.from([0, 255, 254, 128, 10]);
      const query: [string, string][] = [
        ['a', '1'],
        ['a', 'ü'],
      ];

      const { id } = await receive(store, { method: 'GET', body, query, address: '::1' });

      const log = await store.get(id);
      assert.deepEqual(Buffer.from(log?.request.body ?? []), body);
      assert.deepEqual(log?.request.query, query);
      assert.deepEqual([log.method, log.path, log.request.address], ['GET', '/web/hook/(hidden)', '::1']);
      assert.deepEqual([log.state, log.bodyKept, log.settledAt, log.calls], ['received', 'whole', undefined, []]);
    });

    it('goes from received to running to settled, with code, reason and time', async () => {
      const store = await open();
      const { id, receivedAt } = await receive(store);

      const [taken] = await store.take([{ hooks: ['orders'], most: 5 }], Date.now());
      assert.ok(taken);
      const running = await store.get(id);
      await store.settle(taken, { state: 'failed', code: 'no_record', reason: 'No sale.order 7' }, []);

      const settled = await store.get(id);
      assert.deepEqual([taken.id, running?.state, running?.attempts], [id, 'running', 1]);
      assert.deepEqual([settled?.state, settled?.code, settled?.reason], ['failed', 'no_record', 'No sale.order 7']);
      assert.equal(settled?.milliseconds, (settled?.settledAt ?? 0) - receivedAt);
    });

    it('that is refused is rejected at once, with the reason', async () => {
      const store = await open();
      const refusal = { state: 'rejected' as const, code: 'too_large', reason: 'The body is too large' };

      const { id } = await store.refuse({ hook: 'orders', request: rawRequest(), redact: [], ...refusal });

      const log = await store.get(id);
      assert.deepEqual([log?.state, log?.code, log?.reason], ['rejected', 'too_large', 'The body is too large']);
      assert.equal(log?.milliseconds, 0);
      assert.deepEqual(await store.take([{ hooks: ['orders'], most: 5 }], Date.now()), []);
    });

    it('has ids that sort in the order of receipt', async () => {
      const store = await open();

      const received = await Promise.all(Array.from({ length: 50 }, () => receive(store)));

      const ids = received.map(({ id }) => id);
      assert.deepEqual(ids.toSorted(), ids);
      assert.equal(new Set(ids).size, 50);
    });

    it('keeps its calls in order', async () => {
      const store = await open();
      const { id } = await receive(store);
      const call: LoggedCall = { startedAt: 1, milliseconds: 2.5, call: '{}', answer: '[1]', fault: undefined };
      const other: LoggedCall = { ...call, answer: undefined, fault: 'AccessError: no' };

      await Promise.all([store.addCall(id, call), store.addCall(id, other)]);

      assert.deepEqual((await store.get(id))?.calls, [call, other]);
    });

    it('is found by a beginning that only it has', async () => {
      const store = await open();
      const { id } = await receive(store);
      const other = await receive(store);

      const common = [...id].findIndex((letter, index) => letter !== other.id[index]);

      assert.equal((await store.get(id.slice(0, -1) + (id.at(-1) ?? '')))?.id, id);
      assert.equal((await store.get(id.slice(0, common + 1)))?.id, id);
      assert.equal(await store.get(id.slice(0, common)), undefined);
      assert.deepEqual(await store.idsBeginning(id.slice(0, common)), [other.id, id]);
      assert.equal(await store.get(''), undefined);
      assert.equal(await store.get('no such'), undefined);
    });
  });

  describe('what is taken up', () => {
    const all = (hook = 'orders') => [{ hooks: [hook], most: 10 }];
    const key = (order: string, unique?: string) => ({ unique, order, version: undefined });
    const ids = (deliveries: readonly { id: string }[]) => deliveries.map(({ id }) => id);

    it('is one of each order key, in the order of receipt; a waiting one holds back its own key alone', async () => {
      const store = await open();
      const [first, second, other] = await Promise.all(
        ['a', 'a', 'b'].map(async (order) => (await store.receive(arrival({ keys: key(order) }))).delivery),
      );
      assert.ok(first && second && other);

      const taken = await store.take(all(), Date.now());
      assert.deepEqual(ids(taken), [first.id, other.id]);
      assert.deepEqual(await store.take(all(), Date.now()), []);
      const nextAt = Date.now() + 60_000;
      await store.settle(first, { state: 'waiting', code: 'odoo_unavailable', nextAt }, []);
      await store.settle(other, { state: 'done' }, []);

      assert.deepEqual(await store.take(all(), Date.now()), []);
      assert.equal(await store.nextDue(['orders']), nextAt);
      const [again] = await store.take(all(), nextAt);
      assert.deepEqual([again?.id, again?.attempts, again?.failures], [first.id, 2, 1]);
      await store.settle(first, { state: 'done' }, []);
      assert.deepEqual(ids(await store.take(all(), Date.now())), [second.id]);
      assert.equal(await store.pending(), 1);
    });

    it('is of each hook in turn, and no more than asked for', async () => {
      const store = await open();
      for (const hook of ['a', 'a', 'a', 'b', 'c']) {
        await store.receive(arrival({ hook }));
      }

      const taken = await store.take([{ hooks: ['a', 'b'], most: 3 }], Date.now());

      assert.deepEqual(taken.map(({ hook }) => hook).sort(), ['a', 'a', 'b']);
    });

    it('is no more than there is room for bodies, but for the last one', async () => {
      const store = await open();
      for (const size of [100, 100, 100, 100]) {
        await store.receive(arrival({ request: rawRequest({ body: Buffer.alloc(size, 'x') }) }));
      }
      const take = async (room: number) =>
        (await store.take([{ hooks: ['orders'], most: 5, room }], Date.now())).length;

      assert.deepEqual([await take(0), await take(150), await take(1), await take(1000)], [0, 2, 1, 1]);
    });

    it('is taken up again when the process that had it is gone, with its journal and its whole request', async () => {
      const store = await open();
      const request = rawRequest({
        body: Buffer.from('{"pin":"very-secret","n":1}'),
        headers: [['x-token', 'secret-too']],
      });
      const received = await store.receive(arrival({ request, redact: ['payload.pin'], take: true }));
      assert.ok(received.taken);
      const entry = { n: 1, call: '{"pin":"very-secret"}', isChange: true, again: 'never' as const, sentAt: 5 };
      const made = { ...entry, answer: undefined, fault: undefined, before: undefined };
      await store.journal(received.delivery, [made], 1);

      const next = await open();
      assert.equal(await next.recover(), 1);
      const [again] = await next.take(all(), Date.now());

      assert.deepEqual(again?.journal, [made]);
      assert.deepEqual(
        [Buffer.from(again.request.body).toString(), again.request.headers],
        ['{"pin":"very-secret","n":1}', [['x-token', 'secret-too']]],
      );
      assert.deepEqual([...again.hidden], ['"very-secret"']);
      const shown = await next.get(again.id);
      assert.doesNotMatch(
        JSON.stringify([shown, Buffer.from(shown?.request.body ?? []).toString()]),
        /very-secret|secret-too/,
      );
      await next.settle(again, { state: 'done' }, []);
      assert.equal(await next.replay(again.id, { anew: false, repeat: false }), 'body not kept');
    });

    it('is not what repeats an event; a repeat of a failed one brings that one back', async () => {
      const store = await open();
      const [one, other] = await Promise.all([1, 2].map(() => store.receive(arrival({ keys: key('k', 'e') }))));
      assert.deepEqual(other?.duplicateOf, { id: one?.delivery.id, state: 'received', runsAgain: false });
      const [taken] = await store.take(all(), Date.now());
      assert.ok(taken);
      await store.settle(taken, { state: 'failed', code: 'no_record' }, []);

      const third = await store.receive(arrival({ keys: key('k', 'e') }));

      assert.equal(third.duplicateOf?.runsAgain, true);
      assert.deepEqual(ids(await store.take(all(), Date.now())), [taken.id]);
      assert.equal((await store.list({ unique: 'e', limit: 10 })).length, 3);
      assert.equal((await store.list({ key: 'k', limit: 10 })).length, 3);
    });

    it('repeats an event for a while only, and not once another of its order key came', async () => {
      const store = await open();
      const keys = (unique: string) => ({ unique, order: 'partner 7', version: undefined });
      const come = (unique: string, uniqueFor: number) => store.receive(arrival({ keys: keys(unique), uniqueFor }));

      const first = await come('A', 60_000);
      const again = await come('A', 60_000);
      const other = await come('B', 60_000);
      const back = await come('A', 60_000);
      const backAgain = await come('A', 60_000);
      const later = await come('A', -1);

      const repeats = [first, again, other, back, backAgain, later].map(({ duplicateOf }) => duplicateOf?.id);
      assert.deepEqual(repeats, [undefined, first.delivery.id, undefined, undefined, back.delivery.id, undefined]);
    });

    it('is woken by what it waits for', async () => {
      const store = await open();
      const { delivery } = await store.receive(arrival({ take: true }));
      const nextAt = Date.now() + 60_000;
      await store.settle(delivery, { state: 'waiting', nextAt, waitsFor: 'record res.partner' }, []);

      await store.wake('record sale.order', undefined, 10);
      assert.deepEqual(await store.take(all(), Date.now()), []);
      await store.wake('record res.partner', undefined, 10);

      assert.deepEqual(ids(await store.take(all(), Date.now())), [delivery.id]);
    });

    it('is split all or nothing, and known by its keys', async () => {
      const store = await open();
      const items = ['1', '2', '1'].map((json) => ({ json, keys: key('k', json) }));

      const { parent, items: received } = await store.receiveSplit(arrival(), items);

      assert.deepEqual(
        received.map(({ duplicateOf }) => duplicateOf !== undefined),
        [false, false, true],
      );
      assert.partialDeepStrictEqual(await store.get(parent.id), { state: 'done', reason: 'split into 3' });
      assert.equal((await store.get(received[0]?.delivery.id ?? ''))?.parent, parent.id);
    });
  });

  describe('what is settled', () => {
    it('is removed in slices once it was kept long enough; what waits stays', async () => {
      const store = await open();
      for (let n = 0; n < 5; n += 1) {
        const { delivery } = await store.receive(arrival({ take: true }));
        await store.settle(delivery, { state: 'done' }, []);
      }
      await receive(store);
      const soon = Date.now() + 1000;

      assert.equal(await store.cleanUp(['done'], Date.now() - 60_000, 10), 0);
      assert.deepEqual([await store.cleanUp(['done'], soon, 3), await store.cleanUp(['done'], soon, 3)], [3, 2]);

      assert.deepEqual(
        (await store.list({ limit: 10 })).map(({ state }) => state),
        ['received'],
      );
    });

    it('can be discarded, and is not taken up then', async () => {
      const store = await open();
      const { id } = await receive(store);

      assert.equal(await store.discard(id, 'not wanted'), undefined);

      assert.partialDeepStrictEqual(await store.get(id), { state: 'skipped', code: 'discarded', reason: 'not wanted' });
      assert.deepEqual(await store.take([{ hooks: ['orders'], most: 1 }], Date.now()), []);
      assert.equal(await store.discard('none', ''), 'unknown');
    });
  });

  describe('secrets in a request', () => {
    it('are not kept', async () => {
      const store = await open();
      const secret = 'do-not-keep-me';
      const headers: [string, string][] = [
        ['authorization', `Bearer ${secret}`],
        ['cookie', secret],
        ['x-gitlab-token', secret],
        ['stripe-signature', secret],
        ['x-shopify-hmac-sha256', secret],
        ['x-api-key', secret],
        ['user-agent', 'curl'],
      ];

      const { id, request } = await receive(store, { headers, query: [['Access_Token', secret]] });

      const log = await store.get(id);
      assert.equal(request.headers, headers);
      assert.deepEqual(
        log?.request.headers,
        headers.map(([name]) => [name, name === 'user-agent' ? 'curl' : '(hidden)']),
      );
      assert.deepEqual(log?.request.query, [['Access_Token', '(hidden)']]);
    });

    it('named by redact are blanked, the rest staying as it was', async () => {
      const store = await open();
      const body = Buffer.from(
        '{"card":{"number":"4111","x":7.0},"lines":[{"pin":1},{"pin":2}],"big":9007199254740993}',
      );
      const redact = ['payload.card.number', 'payload.lines.pin', 'payload.none.such', 'headers.x-pin'];

      const received = await store.receive(
        arrival({ request: rawRequest({ body, headers: [['x-pin', '1']] }), redact }),
      );
      const { id, request } = received.delivery;

      const log = await store.get(id);
      assert.equal(
        Buffer.from(log?.request.body ?? []).toString(),
        '{"card":{"number":"(hidden)","x":7.0},"lines":[{"pin":"(hidden)"},{"pin":"(hidden)"}],"big":9007199254740993}',
      );
      assert.deepEqual([log?.bodyKept, log?.request.headers], ['redacted', [['x-pin', '(hidden)']]]);
      assert.equal(request.body, body);
    });

    it('cannot be found in a body that is not JSON, which is then not kept at all', async () => {
      const store = await open();

      for (const body of ['card=4111', '{"card":', '['.repeat(50_000), '\xff']) {
        const request = rawRequest({ body: Buffer.from(body, 'latin1') });
        const { id } = (await store.receive(arrival({ request, redact: ['payload.card'] }))).delivery;

        const log = await store.get(id);
        assert.deepEqual([log?.bodyKept, log?.request.body.length], ['none', 0]);
      }
    });
  });

  describe('the list', () => {
    it('is newest first and filtered by hook, state, time and place', async () => {
      const store = await open();
      const one = await receive(store, {}, 'orders');
      const two = await receive(store, {}, 'contacts');
      const three = await receive(store, {}, 'orders');
      await store.settle(one, { state: 'done' }, []);
      const ids = async (filter: object) => (await store.list({ limit: 10, ...filter })).map(({ id }) => id);

      assert.deepEqual(await ids({}), [three.id, two.id, one.id]);
      assert.deepEqual(await ids({ limit: 2 }), [three.id, two.id]);
      assert.deepEqual(await ids({ before: two.id }), [one.id]);
      assert.deepEqual(await ids({ hook: 'orders' }), [three.id, one.id]);
      assert.deepEqual(await ids({ hook: 'orders', state: 'done' }), [one.id]);
      assert.deepEqual(await ids({ since: three.receivedAt + 1 }), []);
      assert.deepEqual(await ids({ until: one.receivedAt }), []);
      assert.deepEqual(await ids({ since: one.receivedAt, until: three.receivedAt + 1 }), [three.id, two.id, one.id]);
    });
  });

  describe('URL secrets', () => {
    it('are made once for a hook', async () => {
      const store = await open();

      const first = await store.ensureSecret('orders', 'aaaa');
      const second = await store.ensureSecret('orders', 'bbbb');
      const other = await store.ensureSecret('contacts', 'cccc');

      assert.deepEqual([first, second, other], ['aaaa', 'aaaa', 'cccc']);
    });

    it('are the same array while nothing changes, and new ones at once when another process rotates', async () => {
      const [server, commandLine] = [await open(), await open()];
      await server.ensureSecret('orders', 'aaaa');
      const before = await server.secrets();
      await receive(commandLine);

      assert.equal(await server.secrets(), before);

      const until = Date.now() + 60_000;
      await commandLine.rotateSecret('orders', 'bbbb', until);

      const after = await server.secrets();
      assert.deepEqual(
        after.map(({ hook, secret, expiresAt }) => [hook, secret, expiresAt]),
        [
          ['orders', 'bbbb', undefined],
          ['orders', 'aaaa', until],
        ],
      );
      assert.equal(await server.ensureSecret('orders', 'cccc'), 'bbbb');
    });

    it('rotated twice end at the earlier time, and are gone after it', async () => {
      const store = await open();
      const soon = Date.now() + 30_000;
      await store.ensureSecret('orders', 'aaaa');

      await store.rotateSecret('orders', 'bbbb', soon);
      await store.rotateSecret('orders', 'cccc', soon + 30_000);
      const kept = await store.secrets();
      await store.rotateSecret('orders', 'dddd', Date.now());

      const ends = kept.map(({ secret, expiresAt }) => [secret, expiresAt]);
      assert.deepEqual(ends.toSorted(), [
        ['aaaa', soon],
        ['bbbb', soon + 30_000],
        ['cccc', undefined],
      ]);
      assert.deepEqual(
        (await store.secrets()).map(({ secret }) => secret),
        ['dddd'],
      );
    });
  });

  it('answers a check when it can write, and leaves nothing behind', async () => {
    const store = await open();

    await store.check();
    await store.check();

    assert.deepEqual(await store.secrets(), []);
  });

  it('commits what is waiting when it is closed', async () => {
    const store = await open();
    const received = receive(store);

    await store.close();

    const { id } = await received;
    assert.equal((await (await open()).get(id))?.id, id);
  });
}
