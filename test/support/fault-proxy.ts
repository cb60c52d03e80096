import { once } from 'node:events';
import { createServer, type IncomingMessage, request as requestOf, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { parseJson } from '../../src/odoo/json.ts';

/** A call that passes the proxy. */
export interface PassingCall {
  /** `common.authenticate`; for a method of a model, over either wire, `res.partner.create`; for any other page its path. */
  name: string;
  /** How many of that name came since the calls were last forgotten, this one included. */
  nth: number;
  body: string;
}

/**
 * How far a call is: it came whole and Odoo knows nothing of it; Odoo works on it; Odoo has answered, and nothing was passed on yet; the
 * answer was passed on.
 */
export type Boundary = 'asked' | 'at work' | 'carried out' | 'answered';

/** What becomes of a call: it goes on; its connection is cut; no answer ever comes; a page with this status is the answer. */
export type Verdict = 'pass' | 'cut' | 'swallow' | number;

/** Asked at each boundary of each call, which goes no further before it has answered; only Odoo goes on with what it has. */
export type Watch = (boundary: Boundary, call: PassingCall) => Verdict | Promise<Verdict>;

interface Answer {
  status: number;
  type: string;
  body: Buffer;
}

/** Stands between the program and an Odoo, knows each call that passes, and lets go wrong what the test wants to. */
export class FaultProxy {
  /** Lets all pass until the test says otherwise. */
  watch: Watch = () => 'pass';
  /** The calls that came, in order. */
  readonly calls: PassingCall[] = [];
  readonly #target: string;
  readonly #server: Server;
  #port = 0;

  private constructor(target: string) {
    this.#target = target;
    this.#server = createServer((request, response) => void this.#pass(request, response));
  }

  /** In front of the Odoo at `target`, on a free port. */
  static async start(target: string): Promise<FaultProxy> {
    const proxy = new FaultProxy(target);
    await proxy.accept();
    return proxy;
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  /** Takes connections, on the port it had before. */
  async accept(): Promise<void> {
    this.#server.listen(this.#port, '127.0.0.1');
    await once(this.#server, 'listening');
    this.#port = (this.#server.address() as AddressInfo).port;
  }

  /** Cuts all connections and refuses further ones, as an Odoo does that is not running. */
  async refuse(): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve));
    this.#server.closeAllConnections();
    await closed;
  }

  /** Counts the calls from one again. */
  forget(): void {
    this.calls.length = 0;
  }

  async stop(): Promise<void> {
    if (this.#server.listening) {
      await this.refuse();
    }
  }

  async #pass(request: IncomingMessage, response: ServerResponse): Promise<void> {
    response.on('error', () => undefined);
    const body = await buffer(request).catch(() => undefined);
    if (body === undefined) {
      return;
    }
    const call = this.#note(request.url ?? '/', body);
    if (!(await this.#goesOn('asked', call, response))) {
      return;
    }
    const answering = this.#ask(request, body);
    const goesOn = await this.#goesOn('at work', call, response);
    const answer = await answering;
    if (!goesOn || !(await this.#goesOn('carried out', call, response))) {
      return;
    }
    if (answer === undefined) {
      response.destroy();
      return;
    }
    response.writeHead(answer.status, { 'Content-Type': answer.type, Connection: 'close' });
    response.end(answer.body, () => void this.watch('answered', call));
  }

  #note(path: string, body: Buffer): PassingCall {
    const name = nameOf(path, body.toString());
    const nth = this.calls.filter((other) => other.name === name).length + 1;
    const call = { name, nth, body: body.toString() };
    this.calls.push(call);
    return call;
  }

  async #goesOn(boundary: Boundary, call: PassingCall, response: ServerResponse): Promise<boolean> {
    const verdict = await this.watch(boundary, call);
    if (verdict === 'cut') {
      response.destroy();
    } else if (typeof verdict === 'number') {
      response.writeHead(verdict, { 'Content-Type': 'text/html', Connection: 'close' }).end('<h1>Bad Gateway</h1>');
    }
    return verdict === 'pass';
  }

  /** Odoo's answer; a gateway's own when nothing listens there; none when the connection was cut. */
  async #ask(asked: IncomingMessage, body: Buffer): Promise<Answer | undefined> {
    const { authorization = '', 'x-odoo-database': database = '' } = asked.headers;
    const access = { Authorization: authorization, 'X-Odoo-Database': database };
    const headers = { 'Content-Type': 'application/json', 'Content-Length': body.length, ...access };
    const request = requestOf(this.#target + asked.url, { method: asked.method, headers, agent: false });
    request.end(body);
    try {
      const [response]: IncomingMessage[] = await once(request, 'response');
      return response === undefined ? undefined : await readAnswer(response);
    } catch (error) {
      const refused = error instanceof Error && 'syscall' in error && error.syscall === 'connect';
      return refused ? { status: 502, type: 'text/html', body: Buffer.from('<h1>Bad Gateway</h1>') } : undefined;
    }
  }
}

async function readAnswer(response: IncomingMessage): Promise<Answer> {
  const body = await buffer(response);
  return { status: response.statusCode ?? 502, type: response.headers['content-type'] ?? '', body };
}

function nameOf(path: string, body: string): string {
  if (path !== '/jsonrpc') {
    return path.replace(/^\/json\/2\/(.+)\/(.+)$/, '$1.$2');
  }
  const { service, method, args } = Object(parseJson(body)).params;
  return method === 'execute_kw' ? `${args[3]}.${args[4]}` : `${service}.${method}`;
}
