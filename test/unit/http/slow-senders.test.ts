import assert from 'node:assert/strict';
import { type EventEmitter, once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { PassThrough } from 'node:stream';
import { BodyRoom } from '../../../src/http/body-room.ts';
import { rawExchange, send } from '../../support/http-client.ts';
import { LIMITS, SECRET, type Served, serve } from '../../support/served.ts';
import { until } from '../../support/until.ts';

const HOOK = `/web/hook/${SECRET}`;
const POST = `POST ${HOOK} HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n{}`;
const LAST = POST.replace('Host', 'Connection: close\r\nHost');

describe('senders that hold a connection', () => {
  let served: Served | undefined;
  const sockets: Socket[] = [];
  afterEach(async () => {
    for (const socket of sockets.splice(0)) {
      socket.destroy();
    }
    await served?.stop();
  });

  async function open(port: number, text = ''): Promise<Socket> {
    const socket = connect(port, '127.0.0.1').on('error', () => undefined);
    sockets.push(socket);
    await once(socket, 'connect');
    socket.write(text);
    return socket;
  }

  it('by hundreds, saying nothing, half of a head or half of a body, hold up nobody', async () => {
    served = await serve({ limits: () => ({ ...LIMITS, time: 60_000 }) });
    const { port } = served;
    const kinds = ['', 'POST ', `POST ${HOOK} HTTP/1.1\r\nHost: x\r\n`, POST.slice(0, -1)];
    await Promise.all(Array.from({ length: 600 }, (_, index) => open(port, kinds[index % kinds.length])));

    const answers = await Promise.all(Array.from({ length: 20 }, () => send(port, HOOK)));

    assert.deepEqual(new Set(answers.map(({ status }) => status)), new Set([200]));
    assert.ok(sockets.every(({ closed }) => !closed));
  });

  it('are closed when nothing comes from them at all', async () => {
    served = await serve();
    const socket = await open(served.port);

    socket.resume();
    await once(socket, 'close');
  });

  it('make room for others when there are too many, the quietest first', async () => {
    served = await serve({ limits: () => ({ ...LIMITS, time: 60_000, connections: 10 }) });
    const { port } = served;
    const first = await open(port);
    for (let opened = 1; opened < 10; opened += 1) {
      await open(port, POST.slice(0, -1));
    }
    const closed = once(first.resume(), 'close');

    assert.equal((await send(port, HOOK)).status, 200);

    await closed;
    assert.equal(sockets.filter((socket) => socket.closed).length, 1);
  });

  it('never take the place of a request that is worked on', async () => {
    const gate = Promise.withResolvers<void>();
    let begun = 0;
    served = await serve({ limits: () => ({ ...LIMITS, connections: 3 }) }, async () => {
      begun += 1;
      await gate.promise;
      return { state: 'done' };
    });
    const { port } = served;
    const answers = Promise.all([1, 2, 3].map(() => rawExchange(port, LAST)));
    await until(() => begun === 3);
    const late = await open(port);

    await once(late.resume(), 'close');
    gate.resolve();

    assert.deepEqual(
      (await answers).map((answer) => answer.slice(0, 12)),
      Array(3).fill('HTTP/1.1 200'),
    );
  });

  it('may have some requests under way on one connection, and no more', async () => {
    const gate = Promise.withResolvers<void>();
    let begun = 0;
    served = await serve({}, async () => {
      begun += 1;
      await gate.promise;
      return { state: 'done' };
    });
    const answers = rawExchange(served.port, POST.repeat(99) + LAST);
    await until(() => begun === 32);

    assert.equal((await send(served.port, '/healthz', { method: 'GET' })).status, 200);
    gate.resolve();

    const statuses = (await answers).match(/HTTP\/1\.1 \d+/g) ?? [];
    assert.deepEqual([statuses.length, begun], [100, 32]);
    assert.equal(statuses.filter((status) => status.endsWith('429')).length, 68);
  });

  it('have the answer to what they asked before they sent nonsense, and no other', async () => {
    const gate = Promise.withResolvers<void>();
    let begun = 0;
    served = await serve({}, async () => {
      begun += 1;
      await gate.promise;
      return { state: 'done' };
    });
    const answers = rawExchange(served.port, `${POST}${POST}NONSENSE\r\n\r\n`);
    await until(() => begun === 2);

    gate.resolve();

    assert.deepEqual((await answers).match(/HTTP\/1\.1 \d+/g), ['HTTP/1.1 200', 'HTTP/1.1 200']);
  });

  it('are not answered twice when the rest of a refused body does not come', async () => {
    served = await serve();

    const answers = await rawExchange(served.port, POST.replace('Length: 2', 'Length: 1000000000'));

    assert.deepEqual(answers.match(/HTTP\/1\.1 \d+/g), ['HTTP/1.1 413']);
  });
});

describe('the room for bodies', () => {
  const HALF = new Uint8Array(40 * 1024 ** 2);

  it('is made by giving up those that have been coming for the longest', () => {
    const room = new BodyRoom();
    const bodies = ['a', 'b', 'c'].map((name) => ({ name, body: new PassThrough() }));
    const givenUp: string[] = [];
    const ends = bodies.map(({ name, body }) => room.follow(body, 1024, () => givenUp.push(name)));

    emit(bodies[1]?.body, HALF.subarray(0, 1000));
    emit(bodies[0]?.body, HALF);
    emit(bodies[2]?.body, HALF);
    assert.deepEqual(givenUp, ['a']);

    ends[2]?.();
    emit(bodies[0]?.body, HALF);
    emit(bodies[1]?.body, HALF);
    assert.deepEqual(givenUp, ['a']);
  });

  it('is larger where one body may be', () => {
    const room = new BodyRoom();
    const body = new PassThrough();
    const givenUp: string[] = [];
    room.follow(body, 100 * 1024 ** 2, () => givenUp.push('it'));

    emit(body, HALF);
    emit(body, HALF);

    assert.deepEqual(givenUp, []);
  });

  function emit(body: EventEmitter | undefined, chunk: Uint8Array): void {
    body?.emit('data', chunk);
  }
});
