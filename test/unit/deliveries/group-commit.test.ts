import assert from 'node:assert/strict';
import { DatabaseSync } from 'node:sqlite';
import { setImmediate } from 'node:timers/promises';
import { GroupCommit } from '../../../src/deliveries/sqlite/group-commit.ts';
import { StoreUnavailable } from '../../../src/deliveries/store.ts';
import { until } from '../../support/until.ts';

/** A database that counts its commits, and can be told to fail the next one. */
class CountingDatabase extends DatabaseSync {
  commits = 0;
  failNext = false;

  override exec(sql: string): void {
    if (sql === 'COMMIT') {
      if (this.failNext) {
        this.failNext = false;
        throw Object.assign(new Error('disk I/O error'), { code: 'ERR_SQLITE_ERROR', errcode: 10 });
      }
      this.commits += 1;
    }
    super.exec(sql);
  }
}

/** A disk whose work ends when the test says so. */
class HeldDisk {
  turns: PromiseWithResolvers<void>[] = [];

  async sync(): Promise<void> {
    const turn = Promise.withResolvers<void>();
    this.turns.push(turn);
    await turn.promise;
  }
}

describe('group commit', () => {
  let database: CountingDatabase;
  let disk: HeldDisk;
  let group: GroupCommit;

  beforeEach(() => {
    database = new CountingDatabase(':memory:');
    database.exec('CREATE TABLE numbers (number INTEGER PRIMARY KEY)');
    disk = new HeldDisk();
    group = new GroupCommit(database, disk);
  });
  afterEach(() => database.close());

  function insertNow(number: number): number {
    database.prepare('INSERT INTO numbers VALUES (?)').run(number);
    return number;
  }

  function insert(number: number): Promise<number> {
    return group.add(() => insertNow(number));
  }

  function kept(): unknown[] {
    return database
      .prepare('SELECT number FROM numbers ORDER BY number')
      .all()
      .map(({ number }) => number);
  }

  it('writes the changes of one turn in one transaction', async () => {
    const results = await Promise.all([1, 2, 3, 4, 5].map(insert));

    assert.deepEqual(results, [1, 2, 3, 4, 5]);
    assert.equal(database.commits, 1);

    await insert(6);
    assert.equal(database.commits, 2);
    assert.deepEqual(kept(), [1, 2, 3, 4, 5, 6]);
  });

  it('acknowledges nothing before the commit', async () => {
    const seen: number[] = [];
    const first = insert(1).then(() => seen.push(database.commits));
    const second = group.add(() => seen.push(database.commits));

    await Promise.all([first, second]);

    assert.deepEqual(seen, [0, 1]);
  });

  it('undoes a change that fails, whole and alone', async () => {
    const half = group.add(() => {
      database.prepare('INSERT INTO numbers VALUES (10)').run();
      database.prepare('INSERT INTO numbers VALUES (1)').run();
    });
    const results = await Promise.allSettled([insert(1), half, insert(2)]);

    // The second insert of 1 comes first in the turn, so it is the later one that fails.
    assert.deepEqual(
      results.map(({ status }) => status),
      ['rejected', 'fulfilled', 'fulfilled'],
    );
    assert.deepEqual(kept(), [1, 2, 10]);
  });

  it('fails every change of a turn whose commit fails, and keeps none', async () => {
    database.failNext = true;

    const results = await Promise.allSettled([insert(1), insert(2)]);

    for (const result of results) {
      assert.ok(result.status === 'rejected' && result.reason instanceof StoreUnavailable);
    }
    assert.deepEqual(kept(), []);

    await insert(3);
    assert.deepEqual(kept(), [3]);
  });

  it('says that something is on the disk when the disk has done its work, and what is written before that', async () => {
    const seen: string[] = [];
    const kept = group.addOnDisk(() => insertNow(1)).then(() => seen.push('on disk'));
    await insert(2);

    await until(() => disk.turns.length === 1);
    seen.push('written');
    disk.turns[0]?.resolve();
    await kept;

    assert.deepEqual(seen, ['written', 'on disk']);
    await group.onDisk();
    assert.equal(disk.turns.length, 1);
  });

  it('commits nothing while the disk is at work, and then all that came in together', async () => {
    await insert(1);
    const first = group.onDisk();
    const others = Promise.all([insert(2), setImmediate().then(() => insert(3))]);
    await setImmediate();
    await setImmediate();
    assert.equal(database.commits, 1);

    disk.turns[0]?.resolve();
    await Promise.all([first, others]);

    assert.equal(database.commits, 2);
    assert.deepEqual(kept(), [1, 2, 3]);
  });

  it('brings to the disk by itself what nobody waits for', async () => {
    await insert(1);

    await until(() => disk.turns.length === 1);
  });

  it('takes nothing more when the disk failed: what was written may be lost', async () => {
    const lost = group.addOnDisk(() => insertNow(1));
    await until(() => disk.turns.length === 1);
    const waiting = Promise.allSettled([lost, insert(2)]);
    disk.turns[0]?.reject(new Error('EIO: i/o error, fdatasync'));

    for (const result of [...(await waiting), ...(await Promise.allSettled([insert(3), group.onDisk()]))]) {
      assert.ok(result.status === 'rejected' && result.reason instanceof StoreUnavailable);
      assert.match(result.reason.message, /EIO: i\/o error, fdatasync/);
    }
    assert.deepEqual(kept(), [1]);
  });
});
