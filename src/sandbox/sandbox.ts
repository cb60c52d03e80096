import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { type Json, parseJson, writeJson } from '../odoo/json.ts';
import { isObject } from './change.ts';
import { Database } from './database.ts';
import { insertDemoData } from './demo-data.ts';
import { answer, DATABASE, LOGIN, PASSWORD } from './service.ts';

/** A running sandbox, and how to log in to it. */
export interface Sandbox {
  url: string;
  database: string;
  login: string;
  password: string;
  stop(): Promise<void>;
}

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
