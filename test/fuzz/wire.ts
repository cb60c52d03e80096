import { Agent, request } from 'node:http';
import { connect } from 'node:net';
import type { Sent } from './kinds.ts';

/** One answer: its status, and the delivery it names. */
export interface Seen {
  status: number;
  delivery: string | undefined;
}

/** How long an answer may take, in milliseconds: longer than the server gives a slow sender, and waits for the outcome. */
const LONGEST_WAIT = 30_000;
/** How long nothing more may come behind the answers before a connection is left, in milliseconds. */
const QUIET = 200;
const ANSWER = /HTTP\/1\.1 (\d{3})[^\r\n]*\r\n((?:[^\r\n]+\r\n)*)\r\n/g;
const DELIVERY = /^hookdoo-delivery: (\S+)/im;

/** Sends on a connection of its own and gives what came back until the server closed it; undefined when nothing ended it. */
export async function sendRaw(port: number, { bytes, answers, ends }: Sent): Promise<Seen[] | undefined> {
  const { promise, resolve } = Promise.withResolvers<Seen[] | undefined>();
  let received = '';
  const socket = connect(port, '127.0.0.1').setEncoding('latin1');
  const timer = setTimeout(() => {
    socket.destroy();
    resolve(undefined);
  }, LONGEST_WAIT);
  let quiet: NodeJS.Timeout | undefined;
  socket.on('data', (text) => {
    received += text;
    clearTimeout(quiet);
    // What was changed may have lost its `Connection: close`.
    quiet = answersIn(received).length >= answers ? setTimeout(() => socket.destroy(), QUIET) : undefined;
  });
  socket.on('error', () => undefined);
  socket.on('close', () => {
    clearTimeout(timer);
    clearTimeout(quiet);
    resolve(answersIn(received));
  });
  socket.write(Buffer.from(bytes, 'latin1'), () => {
    if (ends === 'gone') {
      socket.destroy();
    }
  });
  return await promise;
}

/** Sends a body over connections that are kept. */
export class KeptConnections {
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 8 });

  async send(port: number, path: string, body: string): Promise<Seen> {
    const { promise, resolve, reject } = Promise.withResolvers<Seen>();
    const sent = request({ port, host: '127.0.0.1', path, method: 'POST', agent: this.#agent }, (answer) => {
      const { statusCode = 0, headers } = answer;
      const id = headers['hookdoo-delivery'];
      answer.resume().on('end', () => resolve({ status: statusCode, delivery: id === undefined ? id : String(id) }));
    });
    sent.on('error', reject).end(Buffer.from(body, 'latin1'));
    return await promise;
  }

  close(): void {
    this.#agent.destroy();
  }
}

/** The final answers in what was received. */
function answersIn(received: string): Seen[] {
  return [...received.matchAll(ANSWER)]
    .map(([, status, headers = '']) => ({ status: Number(status), delivery: DELIVERY.exec(headers)?.[1] }))
    .filter(({ status }) => status >= 200);
}
