import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { type Json, type JsonObject, parseJson, writeJson } from '../../src/odoo/json.ts';

/** What the server does with one request, whose body came whole. */
export type Behaviour = (request: Asked, response: ServerResponse) => void | Promise<void>;

export interface Asked {
  /** `common.authenticate`, or for execute_kw `res.partner.create`. */
  call: string;
  /** The arguments of that method. */
  args: Json[];
  kwargs: JsonObject;
  body: string;
}

/** A server at Odoo's place that can be made to fail. Logs anyone in as user 2 and answers true until told otherwise. */
export class FaultyOdoo {
  readonly url: string;
  /** The calls that came, in order. */
  readonly asked: Asked[] = [];
  /** How many requests were open at once, at most. */
  mostAtOnce = 0;
  #open = 0;
  #behaviour: Behaviour = (request, response) => answer(response, request.call === 'common.authenticate' ? 2n : true);
  readonly #server;

  private constructor(server: ReturnType<typeof createServer>) {
    const { port } = server.address() as AddressInfo;
    this.url = `http://127.0.0.1:${port}`;
    this.#server = server;
    server.on('request', (request, response) => void this.#respond(request, response));
  }

  static async start(): Promise<FaultyOdoo> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return new FaultyOdoo(server);
  }

  /** From now on every call but the login gets `behaviour`; with `everything` the login too. */
  behave(behaviour: Behaviour, everything = false): void {
    this.#behaviour = (request, response) =>
      request.call === 'common.authenticate' && !everything ? answer(response, 2n) : behaviour(request, response);
  }

  async stop(): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve));
    this.#server.closeAllConnections();
    await closed;
  }

  async #respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    this.#open += 1;
    this.mostAtOnce = Math.max(this.mostAtOnce, this.#open);
    response.on('close', () => {
      this.#open -= 1;
    });
    const asked = readCall(await text(request));
    this.asked.push(asked);
    await this.#behaviour(asked, response);
  }
}

function readCall(body: string): Asked {
  const { params } = Object(parseJson(body));
  const { service, method, args } = params;
  if (method !== 'execute_kw') {
    return { call: `${service}.${method}`, args, kwargs: {}, body };
  }
  const [, , , model, name, positional, kwargs] = args;
  return { call: `${model}.${name}`, args: positional, kwargs, body };
}

/** Answers as Odoo does. */
export function answer(response: ServerResponse, result: Json): void {
  sendJson(response, { jsonrpc: '2.0', id: 1n, result });
}

/** Answers with one of Odoo's exceptions. */
export function fault(response: ServerResponse, name: string, message: string): void {
  const data = { name, message, arguments: [message], context: {}, debug: `Traceback\n${name}: ${message}` };
  sendJson(response, { jsonrpc: '2.0', id: 1n, error: { code: 0n, message: 'Odoo Server Error', data } });
}

export function sendJson(response: ServerResponse, value: Json): void {
  response.writeHead(200, { 'Content-Type': 'application/json' }).end(writeJson(value));
}

/** Answers with a page. */
export function page(response: ServerResponse, status: number, headers: Record<string, string> = {}): void {
  response.writeHead(status, { 'Content-Type': 'text/html', ...headers }).end('<h1>not Odoo</h1>');
}

/** Cuts the connection without an answer. */
export function cut(response: ServerResponse): void {
  response.destroy();
}
