import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { type Json, type JsonObject, parseJson, writeJson } from '../odoo/json.ts';
import { isObject } from './change.ts';
import { Database } from './database.ts';
import { insertDemoData } from './demo-data.ts';
import { Fault, typeError, userError } from './fault.ts';
import { bind, methodOf } from './method.ts';
import { MODELS } from './models.ts';

/** A running sandbox, and how to log in to it. */
export interface Sandbox {
  url: string;
  database: string;
  login: string;
  password: string;
  stop(): Promise<void>;
}

const DATABASE = 'sandbox';
const LOGIN = 'admin';
const PASSWORD = 'admin';
const UID = 2n;

/** Starts a small Odoo 19 with demo data in memory, on 127.0.0.1; port 0 takes a free one. */
export async function startSandbox(options: { port?: number } = {}): Promise<Sandbox> {
  const db = new Database();
  insertDemoData(db);
  const server = createServer((request, response) => void respond(db, request, response));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    database: DATABASE,
    login: LOGIN,
    password: PASSWORD,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function respond(db: Database, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = await text(request).catch(() => '');
  if (request.method !== 'POST' || request.url !== '/jsonrpc') {
    response.writeHead(404, { 'Content-Type': 'text/html; charset=utf-8' }).end('<h1>404: Not Found</h1>');
    return;
  }
  const asked = parse(body);
  if (!isObject(asked)) {
    response.writeHead(400, { 'Content-Type': 'text/plain; charset=utf-8' }).end('Invalid JSON data');
    return;
  }
  response.writeHead(200, { 'Content-Type': 'application/json; charset=utf-8' }).end(writeJson(answer(db, asked)));
}

function parse(body: string): Json {
  try {
    return parseJson(body);
  } catch {
    return null;
  }
}

function answer(db: Database, asked: JsonObject): JsonObject {
  const envelope = { jsonrpc: '2.0', id: asked.id ?? null };
  try {
    const result = db.transaction(() => dispatch(db, isObject(asked.params) ? asked.params : {}));
    return result === undefined ? envelope : { ...envelope, result };
  } catch (error) {
    const { exception, message } = error instanceof Fault ? error : new Fault('sandbox.Error', String(error));
    const debug = `Traceback (most recent call last):\n${exception}: ${message}\n`;
    const data = { name: exception, message, arguments: [message], context: {}, debug };
    return { ...envelope, error: { code: 0n, message: 'Odoo Server Error', data } };
  }
}

function dispatch(db: Database, { service, method, args }: JsonObject): Json | undefined {
  const list = Array.isArray(args) ? args : [];
  switch (`${service}.${method}`) {
    case 'common.version':
      return {
        server_version: '19.0',
        server_version_info: [19n, 0n, 0n, 'final', 0n, ''],
        server_serie: '19.0',
        protocol_version: 1n,
      };
    case 'common.login':
    case 'common.authenticate':
      checkDatabase(list[0]);
      return list[1] === LOGIN && list[2] === PASSWORD ? UID : false;
    case 'object.execute_kw':
      return execute(db, list);
    default:
      throw new Fault('builtins.KeyError', String(service));
  }
}

function checkDatabase(name: Json | undefined): void {
  if (name !== DATABASE) {
    const message = `connection to server on socket "sandbox" failed: FATAL:  database "${name}" does not exist\n`;
    throw new Fault('psycopg2.OperationalError', message);
  }
}

function execute(db: Database, [database, uid, password, model, name, args, kwargs]: Json[]): Json | undefined {
  checkDatabase(database);
  if (String(uid) !== String(UID) || password !== PASSWORD) {
    throw new Fault('odoo.exceptions.AccessDenied', 'Access Denied');
  }
  if (typeof model !== 'string' || MODELS[model] === undefined) {
    throw userError(`Object ${model} doesn't exist`);
  }
  const method = methodOf(model, String(name));
  const positional = Array.isArray(args) ? [...args] : [];
  const { context, ...named } = isObject(kwargs) ? kwargs : {};
  const ids = method.records ? takeIds(positional) : [];
  const env = { db, context: isObject(context) ? context : {} };
  return method.run(env, model, bind(`${model}.${name}`, method.parameters, positional, named), ids);
}

function takeIds(args: Json[]): Json[] {
  if (args.length === 0) {
    throw new Fault('builtins.IndexError', 'list index out of range');
  }
  const ids = args.shift() ?? false;
  if (ids === true) {
    throw typeError("'bool' object is not iterable");
  }
  return Array.isArray(ids) ? ids : ids === false ? [] : [ids];
}
