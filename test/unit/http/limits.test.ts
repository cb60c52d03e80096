import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { rawExchange, send, slowPost } from '../../support/http-client.ts';
import { SECRET, type Served, serve } from '../../support/served.ts';
import { until } from '../../support/until.ts';

const HOOK = `/web/hook/${SECRET}`;

describe('limits on what comes in', () => {
  let served: Served;
  beforeEach(async () => {
    served = await serve();
  });
  afterEach(() => served.stop());

  async function lastRejected() {
    const [last] = await served.store.list({ limit: 1 });
    return [last?.state, last?.code];
  }

  it('413 for a body that says it is too large, before it is read', async () => {
    const { request, answer } = slowPost(served.port, HOOK, { 'Content-Length': 1_000_000_000 });

    const { status, body } = await answer;

    assert.equal(status, 413);
    assert.partialDeepStrictEqual(body, { code: 'too_large', message: 'the body is larger than 1000 bytes' });
    assert.deepEqual(await lastRejected(), ['rejected', 'too_large']);
    request.destroy();
  });

  it('413 for a body that turns out too large, and the connection can be used again', async () => {
    const request = `POST ${HOOK} HTTP/1.1\r\nHost: x\r\n`;
    const chunk = `${(60_000).toString(16)}\r\n${'x'.repeat(60_000)}\r\n`;

    const answers = await rawExchange(
      served.port,
      `${request}Transfer-Encoding: chunked\r\n\r\n${chunk.repeat(40)}0\r\n\r\n${request}Content-Length: 2\r\nConnection: close\r\n\r\n{}`,
    );

    assert.deepEqual(answers.match(/HTTP\/1\.1 \d+/g), ['HTTP/1.1 413', 'HTTP/1.1 200']);
  });

  it('takes a body of exactly the limit', async () => {
    const answer = await send(served.port, HOOK, { method: 'POST', body: 'x'.repeat(1000) });

    assert.equal(answer.status, 200);
  });

  it('408 for a body that comes too slowly, while others are served', async () => {
    const slow = Array.from({ length: 50 }, () => slowPost(served.port, HOOK, { 'Content-Length': 10 }));
    for (const { request } of slow) {
      request.write('x');
    }

    assert.equal((await send(served.port, HOOK)).status, 200);

    for (const { answer } of slow) {
      const { status, body } = await answer;
      assert.equal(status, 408);
      assert.partialDeepStrictEqual(body, { code: 'too_slow' });
    }
    assert.deepEqual(await lastRejected(), ['rejected', 'too_slow']);
  });

  it('closes a connection whose headers do not come', async () => {
    const received = await rawExchange(served.port, `POST ${HOOK} HTTP/1.1\r\nHost: x\r\n`);

    assert.match(received, /^HTTP\/1\.1 408 .*"code":"too_slow"/s);
  });

  it('logs a request that was cut off, and carries nothing out', async () => {
    const socket = connect(served.port, '127.0.0.1');
    socket.write(`POST ${HOOK} HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n{"a"`);
    await until(() => socket.bytesWritten > 0 && socket.readyState === 'open');
    socket.end();

    await until(async () => (await served.store.list({ limit: 1 })).length === 1);
    assert.deepEqual(await lastRejected(), ['rejected', 'cut_off']);
  });
});
