import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { ConnectionSettings } from '../../src/odoo/connection.ts';
import { type Json, type JsonObject, parseJson, writeJson } from '../../src/odoo/json.ts';
import { type Sandbox, startSandbox } from '../../src/sandbox/sandbox.ts';

/** One request as it came. */
export interface Asked {
  /** `res.partner.write` over JSON-2, `/jsonrpc common.version` or `/jsonrpc res.partner.write`, or the path of a page. */
  name: string;
  body: JsonObject;
  text: string;
  headers: IncomingMessage['headers'];
}

/** An answer as Odoo gives it over JSON-2: a status and a body; text is a page. */
export type Reply = [status: number, body: Json, page?: 'text/html'];

const ON_RECORDS = new Set([
  'read',
  'write',
  'unlink',
  'copy',
  'message_post',
  'action_archive',
  'action_unarchive',
  'action_confirm',
  'action_cancel',
]);

const STATUS: Record<string, number> = {
  'odoo.exceptions.UserError': 422,
  'odoo.exceptions.ValidationError': 422,
  'odoo.exceptions.AccessError': 403,
  'odoo.exceptions.MissingError': 404,
};

/** An Odoo 19 that speaks JSON-2 as the real one was seen to, over the records of a sandbox, and what the test takes away no more. */
export class Json2Odoo {
  readonly url: string;
  readonly asked: Asked[] = [];
  version: [number | string, string] = [19, '19.0'];
  /** Whether a gateway answers in its place. */
  away = false;
  /** Whether it still speaks JSON-RPC, and speaks JSON-2. */
  jsonRpc = true;
  json2 = true;
  /** Whether the password of its user is an API key. */
  isKey = true;
  /** The catalogue's pages by model; undefined for a user who may not see it. */
  catalogue: Record<string, JsonObject> | undefined;
  /** Answers JSON-2's calls of a method in its place, by `model.method`. */
  readonly replies = new Map<string, (body: JsonObject) => Reply>();
  readonly #sandbox: Sandbox;
  readonly #server: Server;

  private constructor(sandbox: Sandbox, server: Server) {
    this.#sandbox = sandbox;
    this.#server = server;
    this.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    server.on('request', (request, response) => void this.#respond(request, response));
  }

  static async start(): Promise<Json2Odoo> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return new Json2Odoo(await startSandbox(), server);
  }

  /** How to log in. */
  get access(): Pick<ConnectionSettings, 'url' | 'database' | 'login' | 'password'> {
    const { database, login, password } = this.#sandbox;
    return { url: this.url, database, login, password };
  }

  /** The environment variables that lead the program here. */
  get variables(): Record<string, string> {
    const { url, database, login, password } = this.access;
    return { ODOO_URL: url, ODOO_DATABASE: database, ODOO_LOGIN: login, ODOO_API_KEY: password };
  }

  /** The names of what was asked, from the one at `from` on. */
  names(from = 0): string[] {
    return this.asked.slice(from).map(({ name }) => name);
  }

  async stop(): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve));
    this.#server.closeAllConnections();
    await closed;
    await this.#sandbox.stop();
  }

  async #respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await text(request);
    const [status, answer, page] = await this.#reply(request, body);
    const type = page ?? 'application/json; charset=utf-8';
    response.writeHead(status, { 'Content-Type': type, Connection: 'close' });
    response.end(page === undefined ? writeJson(answer) : String(answer));
  }

  async #reply({ url = '', headers }: IncomingMessage, sent: string): Promise<Reply> {
    const body = Object(sent === '' ? {} : parseJson(sent));
    const [, model = '', method = ''] = /^\/json\/2\/([^/]+)\/([^/]+)$/.exec(url) ?? [];
    const name = model !== '' ? `${model}.${method}` : url === '/jsonrpc' ? `${url} ${rpcName(body)}` : url;
    this.asked.push({ name, body, text: sent, headers });
    if (this.away) {
      return [502, '<h1>Bad Gateway</h1>', 'text/html'];
    }
    if (url === '/jsonrpc' && this.jsonRpc) {
      return rpcName(body) === 'common.version' ? [200, this.#rpcVersion()] : [200, await this.#sandboxAnswer(sent)];
    }
    if (url === '/web/version') {
      return [200, { version_info: [asJson(this.version[0]), 0n, 0n, 'final', 0n, ''], version: this.version[1] }];
    }
    if (!this.json2 || headers['x-odoo-database'] !== this.#sandbox.database || !/^\/(json|doc-bearer)\//.test(url)) {
      return [404, '<h1>Not Found</h1><p>No database is selected</p>', 'text/html'];
    }
    if (!this.isKey || headers.authorization !== `Bearer ${this.#sandbox.password}`) {
      return fault(401, 'werkzeug.exceptions.Unauthorized', 'Invalid apikey');
    }
    return url.startsWith('/doc-bearer/') ? this.#page(url) : await this.#call(model, method, body);
  }

  #rpcVersion(): JsonObject {
    const [, text] = this.version;
    return { jsonrpc: '2.0', id: 1n, result: { server_version: text, server_serie: text } };
  }

  #page(url: string): Reply {
    if (this.catalogue === undefined) {
      return fault(403, 'odoo.exceptions.AccessError', 'This page is only accessible to some users.');
    }
    const page = this.catalogue[url.replace(/^\/doc-bearer\/(.*)\.json$/, '$1')];
    return page === undefined ? fault(404, 'werkzeug.exceptions.NotFound', 'not found') : [200, { methods: page }];
  }

  async #call(model: string, method: string, body: JsonObject): Promise<Reply> {
    const given = this.replies.get(`${model}.${method}`);
    if (given !== undefined) {
      return given(body);
    }
    if (method === 'context_get') {
      return [200, { lang: 'en_US', tz: 'Europe/Brussels', uid: 2n }];
    }
    // What Odoo does with a forgotten `ids`: it works on no record.
    const kwargs = ON_RECORDS.has(method) ? { ids: [], ...body } : body;
    const { database, password } = this.#sandbox;
    const args = [database, 2n, password, model, method, [], kwargs];
    const params = { service: 'object', method: 'execute_kw', args };
    const { result = null, error } = Object(await this.#sandboxAnswer(writeJson({ params })));
    if (error !== undefined) {
      return refusal(model, method, Object(error.data));
    }
    const isOne = method === 'create' && !Array.isArray(body.vals_list);
    return [200, isOne ? [result] : result];
  }

  async #sandboxAnswer(body: string): Promise<Json> {
    const answer = await fetch(`${this.#sandbox.url}/jsonrpc`, { method: 'POST', body });
    return parseJson(await answer.text());
  }
}

/** An error as JSON-2 writes it. */
export function fault(status: number, name: string, message: string): Reply {
  return [status, { name, message, arguments: [message], context: {}, debug: `Traceback\n${name}: ${message}` }];
}

/** JSON-RPC's fault as JSON-2 has it. */
function refusal(model: string, method: string, { name, message }: { name: string; message: string }): Reply {
  if (message.startsWith(`Object ${model} doesn't exist`)) {
    return fault(404, 'werkzeug.exceptions.NotFound', `the model '${model}' does not exist`);
  }
  const noMethod = `The method '${model}.${method}' does not exist`;
  if (message.startsWith(noMethod)) {
    return fault(404, 'werkzeug.exceptions.NotFound', noMethod);
  }
  return name === 'builtins.TypeError'
    ? fault(422, 'werkzeug.exceptions.UnprocessableEntity', message)
    : fault(STATUS[name] ?? 500, name, message);
}

function rpcName({ params }: JsonObject): string {
  const { service, method, args } = Object(params);
  return method === 'execute_kw' ? `${args[3]}.${args[4]}` : `${service}.${method}`;
}

function asJson(part: number | string): Json {
  return typeof part === 'number' ? BigInt(part) : part;
}
