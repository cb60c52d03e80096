import assert from 'node:assert/strict';
import fc from 'fast-check';
import { createLanes } from '../../../src/odoo/lanes.ts';

describe('lanes', () => {
  /** A task that is over when the test says so, with what it is told. */
  function held() {
    const { promise, resolve } = Promise.withResolvers<void>();
    const told: boolean[] = [];
    const task = async (alone = true) => {
      told.push(alone);
      await promise;
    };
    return { task, told, end: resolve };
  }

  it('run tasks of one key one after another, and those of others beside them', async () => {
    const lanes = createLanes(1000);
    const [first, second, other] = [held(), held(), held()];

    const running = [lanes.run(['a'], first.task), lanes.run(['a'], second.task), lanes.run(['b'], other.task)];
    other.end();
    await running[2];
    assert.deepEqual([first.told.length, second.told.length], [1, 0]);

    first.end();
    second.end();
    await Promise.all(running);
    assert.equal(second.told.length, 1);
  });

  it('go on after a task that failed', async () => {
    const lanes = createLanes(1000);
    const failed = lanes.run(['a'], () => Promise.reject(new Error('no')));

    const next = lanes.run(['a'], async () => 'done');

    await assert.rejects(failed, /no/);
    assert.equal(await next, 'done');
  });

  it('tell a visitor whether somebody was there since the visit began', async () => {
    const lanes = createLanes(1000);
    const alone = await lanes.visit('a', (enter) => enter(async (told) => told));

    const disturbed = await lanes.visit('a', async (enter) => {
      await lanes.run(['a'], async () => undefined);
      return await enter(async (told) => told);
    });
    const waited = held();
    const running = lanes.run(['a'], waited.task);
    const behind = lanes.visit('a', (enter) => enter(async (told) => told));
    waited.end();
    await running;

    assert.deepEqual([alone, disturbed, await behind], [true, false, false]);
  });

  it('never let two tasks wait for each other, nor two tasks of one key run at once', async () => {
    const keys = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd'), { minLength: 1 });
    await fc.assert(
      fc.asyncProperty(fc.array(keys, { maxLength: 12 }), async (tasks) => {
        const lanes = createLanes(1000);
        const busy = new Set<string>();
        const runs = tasks.map((wanted) =>
          lanes.run(wanted, async () => {
            assert.ok(!wanted.some((key) => busy.has(key)));
            for (const key of wanted) {
              busy.add(key);
            }
            await Promise.resolve();
            for (const key of wanted) {
              busy.delete(key);
            }
          }),
        );
        await Promise.all(runs);
      }),
    );
  });

  it('keep a doubt from others than its owner, for as long as a call can be under way', () => {
    const lanes = createLanes(60_000);
    const brief = createLanes(0);

    lanes.doubt('a', 'one');
    brief.doubt('a', 'one');

    const until = lanes.doubtfulUntil('a', 'other') ?? 0;
    assert.ok(until > Date.now() + 50_000);
    const [own, elsewhere] = [lanes.doubtfulUntil('a', 'one'), lanes.doubtfulUntil('b', 'other')];
    assert.deepEqual([own, elsewhere, brief.doubtfulUntil('a', 'other')], [undefined, undefined, undefined]);
  });
});
