import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { openStore } from '../../../src/deliveries/open-store.ts';
import { openSeal } from '../../../src/deliveries/seal.ts';
import { openDatabase } from '../../../src/deliveries/sqlite/database.ts';
import { ServingLock } from '../../../src/deliveries/sqlite/serving-lock.ts';
import { SqliteStore } from '../../../src/deliveries/sqlite/sqlite-store.ts';
import { type Store, StoreUnavailable } from '../../../src/deliveries/store.ts';
import { cleanUp } from '../../../src/work/clean-up.ts';
import { arrival, rawRequest } from '../../support/raw-request.ts';
import { storeContract } from '../../support/store-contract.ts';
import { tempFolder } from '../../support/temp-folder.ts';

describe('the SQLite store', () => {
  let temp: ReturnType<typeof tempFolder>;
  let opened: Store[];
  let file: string;

  beforeEach(() => {
    temp = tempFolder();
    opened = [];
    file = path.join(temp.folder, 'data', 'hookdoo.sqlite');
  });
  afterEach(async () => {
    await Promise.all(opened.map((store) => store.close()));
    temp.remove();
  });

  async function open(): Promise<Store> {
    const store = await openStore(file);
    opened.push(store);
    return store;
  }

  storeContract(open);

  it('can be read by its owner alone', async () => {
    const store = await open();
    await store.ensureSecret('orders', 'aaaa');

    const modes = ['', '-wal', '-shm', '.key'].map((end) => statSync(file + end).mode & 0o777);

    assert.deepEqual(modes, [0o600, 0o600, 0o600, 0o600]);
  });

  it('says which file cannot be opened, and why', async () => {
    writeFileSync(
      path.join(temp.folder, 'text'),
      'this is no database, only a text that is long enough to be looked at',
    );

    const refusals = [path.join(temp.folder, 'text'), temp.folder];

    for (const refused of refusals) {
      await assert.rejects(openStore(refused), (error) => {
        assert.ok(error instanceof StoreUnavailable);
        return error.message.startsWith(`The store ${refused} cannot be opened: `);
      });
    }
  });

  it('does not touch a file of a newer version', async () => {
    const newer = new DatabaseSync(path.join(temp.folder, 'newer'));
    newer.exec('PRAGMA user_version = 999');
    newer.close();

    await assert.rejects(openStore(path.join(temp.folder, 'newer')), /made by a newer Hookdoo \(schema 999/);
  });

  it('is made once when several open a new file together', async () => {
    const stores = await Promise.all(Array.from({ length: 8 }, open));

    await Promise.all(stores.map((store) => store.receive(arrival())));

    assert.equal((await stores[0]?.list({ limit: 20 }))?.length, 8);
  });

  it('keeps all it acknowledged when the process is killed', async () => {
    const writer = spawn(
      process.execPath,
      [path.join(import.meta.dirname, '../../support/endless-receiver.ts'), file],
      {
        stdio: ['ignore', 'pipe', 'inherit'],
      },
    );
    let acknowledged = '';
    writer.stdout.setEncoding('utf8');
    for await (const ids of writer.stdout) {
      acknowledged += ids;
      if (acknowledged.length > 20_000) {
        writer.kill('SIGKILL');
      }
    }
    if (writer.exitCode === null && writer.signalCode === null) {
      await once(writer, 'exit');
    }

    const ids = acknowledged.split('\n').slice(0, -1);
    const store = await open();
    const kept = new Set((await store.list({ limit: 1_000_000 })).map(({ id }) => id));

    assert.equal(writer.signalCode, 'SIGKILL');
    assert.ok(ids.length > 1000);
    assert.deepEqual(
      ids.filter((id) => !kept.has(id)),
      [],
    );
  });

  it('reports a full disk, and takes changes again when there is room', async () => {
    const database = await openDatabase(file);
    const full = new SqliteStore(database, openSeal(`${file}.key`), new ServingLock(file));
    opened.push(full);
    database.exec('PRAGMA max_page_count = 60');
    const large = arrival({ request: rawRequest({ body: randomBytes(1_000_000) }) });

    await assert.rejects(full.receive(large), StoreUnavailable);
    await assert.rejects(full.receive(large), /The store does not work: database or disk is full/);

    database.exec('PRAGMA max_page_count = 100000');
    const { id } = (await full.receive(large)).delivery;
    assert.equal((await full.get(id))?.request.body.length, 1_000_000);
  });

  it('compresses long bodies, and gives room back when they are removed', async () => {
    const store = await open();
    const text = Buffer.from(JSON.stringify({ lines: Array.from({ length: 5000 }, (_, n) => `line ${n}`) }));
    const noise = randomBytes(3_000_000);
    for (const body of [text, noise]) {
      const { delivery } = await store.receive(arrival({ request: rawRequest({ body }), take: true }));
      assert.deepEqual(Buffer.from((await store.get(delivery.id))?.request.body ?? []), body);
      await store.settle(delivery, { state: 'done' }, []);
    }
    const database = new DatabaseSync(file);
    const pages = () => Number(database.prepare('PRAGMA page_count').get()?.page_count);
    const sizes = database.prepare('SELECT length(body) AS size FROM requests ORDER BY delivery').all();
    const before = pages();

    await cleanUp(store, { done: -1000, failed: 0 }, new AbortController().signal);

    assert.ok(Number(sizes[0]?.size) < text.length / 2);
    assert.ok(pages() < before / 10, `${pages()} pages of ${before}`);
    database.close();
  });

  it('fails what it cannot read without its key, and takes up the rest', async () => {
    const store = await open();
    const secret = rawRequest({ headers: [['x-token', 'a secret']] });
    const lost = await store.receive(arrival({ request: secret }));
    const other = await store.receive(arrival());
    await store.close();
    rmSync(`${file}.key`);

    const next = await open();
    const taken = await next.take([{ hooks: ['orders'], most: 5 }], Date.now());

    assert.deepEqual(
      taken.map(({ id }) => id),
      [other.delivery.id],
    );
    assert.partialDeepStrictEqual(await next.get(lost.delivery.id), { state: 'failed', code: 'unreadable' });
  });

  it('reports a file that may not be written', async () => {
    const database = await openDatabase(file);
    const store = new SqliteStore(database, openSeal(`${file}.key`), new ServingLock(file));
    opened.push(store);
    await store.check();
    database.exec('PRAGMA query_only = ON');

    await assert.rejects(store.check(), StoreUnavailable);
  });
});
