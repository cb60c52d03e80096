import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { isObject, type Json, type JsonObject, writeJson } from '../odoo/json.ts';
import { ADMIN } from './change.ts';
import { Database } from './database.ts';
import { insertDemoData } from './demo-data.ts';
import { raise } from './fault.ts';
import { callMethod } from './methods.ts';
import { readCell } from './models.ts';

/** How to log in. */
const ACCESS = { database: 'sandbox', login: 'admin', password: 'admin' };

/** A running sandbox, and how to log in to it. */
export type Sandbox = typeof ACCESS & { url: string; stop(): Promise<void> };

/** Starts a small Odoo 19 with demo data in memory, on 127.0.0.1; port 0 takes a free one. */
export async function startSandbox(options: { port?: number } = {}): Promise<Sandbox> {
  const db = new Database();
  insertDemoData(db);
  const server = createServer((request, response) => void respond(db, request, response));
  await once(server.listen(options.port ?? 0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    ...ACCESS,
    async stop() {
      const closed = once(server.close(), 'close');
      server.closeAllConnections();
      await closed;
    },
  };
}

async function respond(db: Database, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const asked = readCell(await text(request).catch(() => ''));
  if (request.method !== 'POST' || request.url !== '/jsonrpc') {
    response.writeHead(404, { 'Content-Type': 'text/html' }).end('<h1>404: Not Found</h1>');
  } else if (!isObject(asked)) {
    response.writeHead(400, { 'Content-Type': 'text/plain' }).end('Invalid JSON data');
  } else {
    response.writeHead(200, { 'Content-Type': 'application/json' }).end(writeJson(answer(db, asked)));
  }
}

/** Answers one JSON-RPC request, its faults included. A call that fails changes nothing. */
function answer(db: Database, asked: JsonObject): JsonObject {
  const envelope = { jsonrpc: '2.0', id: asked.id ?? null };
  try {
    return { ...envelope, result: db.transaction(() => dispatch(db, isObject(asked.params) ? asked.params : {})) };
  } catch (error) {
    const { name, message } = error instanceof Error ? error : new Error(String(error));
    const data = { name, message, arguments: [message], debug: `${name}: ${message}\n` };
    return { ...envelope, error: { code: 0n, message: 'Odoo Server Error', data } };
  }
}

function dispatch(db: Database, { service, method, args }: JsonObject): Json {
  const [database = null, user = null, password = null, ...call] = Array.isArray(args) ? args : [];
  if (service === 'common' && method === 'version') {
    return { server_version: '19.0', server_serie: '19.0', protocol_version: 1n };
  }
  if (database !== ACCESS.database) {
    raise('psycopg2.OperationalError', `FATAL:  database "${database}" does not exist\n`);
  }
  const isKnown = (user === ADMIN || user === ACCESS.login) && password === ACCESS.password;
  if (service === 'common') {
    return isKnown && ADMIN;
  }
  if (!isKnown) {
    raise('odoo.exceptions.AccessDenied', 'Access Denied');
  }
  const [model, name, positional, named] = call;
  const { context, ...kwargs } = isObject(named) ? named : {};
  const env = { db, context: isObject(context) ? context : {} };
  return callMethod(env, String(model), String(name), Array.isArray(positional) ? positional : [], kwargs);
}
