// A process of its own: the least that a receiver of webhooks can do, reading JSON and storing it safely. Prints its port.
import { randomBytes } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { DatabaseSync } from 'node:sqlite';
import Koa from 'koa';
import getRawBody from 'raw-body';

const database = new DatabaseSync(process.argv[2] ?? '');
database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL');
database.exec('CREATE TABLE requests (id TEXT PRIMARY KEY, event TEXT UNIQUE, received_at INTEGER, body BLOB) STRICT');
const insert = database.prepare('INSERT INTO requests VALUES (?, ?, ?, ?)');

let waiting: { event: string; body: Buffer; kept: () => void }[] = [];

/** All of one turn of the event loop in one commit. */
function flush(): void {
  const rows = waiting;
  waiting = [];
  database.exec('BEGIN IMMEDIATE');
  for (const { event, body } of rows) {
    insert.run(randomBytes(8).toString('hex'), event, Date.now(), body);
  }
  database.exec('COMMIT');
  for (const { kept } of rows) {
    kept();
  }
}

function store(event: string, body: Buffer): Promise<void> {
  return new Promise((kept) => {
    if (waiting.length === 0) {
      setImmediate(flush);
    }
    waiting.push({ event, body, kept });
  });
}

const app = new Koa();
app.use(async (ctx) => {
  const body = await getRawBody(ctx.req);
  await store(JSON.parse(body.toString()).event, body);
  ctx.body = { status: 'ok' };
});
const server = app.listen(0, '127.0.0.1', () => console.log((server.address() as AddressInfo).port));
