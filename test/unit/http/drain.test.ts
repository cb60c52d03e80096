import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { rawExchange, send, slowPost } from '../../support/http-client.ts';
import { LIMITS, SECRET, serve } from '../../support/served.ts';
import { until } from '../../support/until.ts';

const HOOK = `/web/hook/${SECRET}`;

describe('stopping', () => {
  it('finishes what is under way and takes nothing new', async () => {
    const gate = Promise.withResolvers<void>();
    let begun = 0;
    const served = await serve({}, async () => {
      begun += 1;
      await gate.promise;
      return { state: 'done' };
    });
    const answers = Promise.all([1, 2, 3].map(() => send(served.port, HOOK)));
    await until(() => begun === 3);

    const closed = served.server.close(5000);
    await assert.rejects(send(served.port, HOOK));
    gate.resolve();

    for (const { status, headers } of await answers) {
      assert.deepEqual([status, headers.get('Connection')], [200, 'close']);
    }
    await closed;
    assert.equal(begun, 3);
    await served.stop();
  });

  it('carries on what a sender no longer waits for', async () => {
    const gate = Promise.withResolvers<void>();
    let begun = false;
    let finished = false;
    const served = await serve({}, async () => {
      begun = true;
      await gate.promise;
      finished = true;
      return { state: 'done' };
    });
    const { request, answer } = slowPost(served.port, HOOK, { 'Content-Length': 2 });
    answer.catch(() => undefined);
    request.end('{}');
    await until(() => begun);
    request.destroy();

    const closed = served.server.close(5000);
    gate.resolve();
    await closed;

    assert.equal(finished, true);
    await served.stop();
  });

  it('waits no longer than its grace', async () => {
    const served = await serve({ limits: () => ({ ...LIMITS, time: 60_000 }) });
    const { request, answer } = slowPost(served.port, HOOK, { 'Content-Length': 10 });
    answer.catch(() => undefined);
    const halfHead = rawExchange(served.port, 'POST / HTTP/1.1\r\n').catch(() => 'cut');
    request.write('x');
    await until(async () => (await send(served.port, '/healthz', { method: 'GET' })).status === 200);

    await served.server.close(20);

    assert.ok(['', 'cut'].includes(await halfHead));
    await served.stop();
  });

  it('is not held up by a client that leaves a refused connection open', async () => {
    const served = await serve();
    const texts = ['CONNECT x:443 HTTP/1.1\r\nHost: x\r\n\r\n', 'NONSENSE\r\n\r\n'];
    const sockets = texts.map((text) => {
      const socket = connect({ port: served.port, allowHalfOpen: true }).setEncoding('utf8');
      socket.write(text);
      return socket;
    });
    const heads = await Promise.all(sockets.map(async (socket) => String(await once(socket, 'data')).slice(0, 12)));

    await served.stop();

    assert.deepEqual(heads, ['HTTP/1.1 405', 'HTTP/1.1 400']);
    for (const socket of sockets) {
      socket.destroy();
    }
  });
});
