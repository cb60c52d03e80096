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
