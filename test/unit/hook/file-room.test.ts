import assert from 'node:assert/strict';
import { setImmediate } from 'node:timers/promises';
import { ServiceUnavailable } from '../../../src/errors.ts';
import { FileRoom, type Share } from '../../../src/hook/file-room.ts';

const MEGABYTE = 1024 ** 2;

describe('the room for files', () => {
  let room: FileRoom;
  /** Those that were begun, each to be ended by the test. */
  let begun: { name: string; end: (bytes: Buffer) => void; fail: (error: Error) => void }[];

  beforeEach(() => {
    room = new FileRoom(20);
    begun = [];
  });

  function load(share: Share, name: string): Promise<Buffer> {
    return room.load(share, () => new Promise((end, fail) => begun.push({ name, end, fail })));
  }
  /** Loads a file of so many megabytes. */
  async function hold(megabytes: number): Promise<Share> {
    const share = { held: 0 };
    await room.load(share, async () => Buffer.alloc(megabytes * MEGABYTE));
    return share;
  }
  async function names(): Promise<string[]> {
    await setImmediate();
    return begun.map(({ name }) => name);
  }

  it('fetches eight at once, the others in their order', async () => {
    const all = [...'abcdefghij'];
    const loads = all.map((name) => load({ held: 0 }, name));
    assert.deepEqual(await names(), all.slice(0, 8));

    begun[1]?.end(Buffer.alloc(1));
    begun[0]?.fail(new Error('no answer'));
    await assert.rejects(loads[0] ?? Promise.resolve(), /no answer/);

    assert.deepEqual(await names(), all);
    for (const { end } of begun) {
      end(Buffer.alloc(1));
    }
    await Promise.allSettled(loads);
  });

  it('begins no more while others hold 64 MB, until they let go', async () => {
    const shares = [await hold(40), await hold(24)];
    const next = load({ held: 0 }, 'next');
    assert.deepEqual(await names(), []);

    room.letGo(shares[0] ?? { held: 0 });

    assert.deepEqual(await names(), ['next']);
    begun[0]?.end(Buffer.alloc(1));
    await next;
  });

  it('does not keep a delivery from more by what it holds itself', async () => {
    const share = await hold(80);
    const more = load(share, 'more');

    assert.deepEqual(await names(), ['more']);
    begun[0]?.end(Buffer.alloc(MEGABYTE));
    await more;
    assert.equal(share.held, 81 * MEGABYTE);
  });

  it('gives up one whose turn does not come, to be tried again later, and takes the next ones', async () => {
    const share = await hold(64);

    await assert.rejects(load({ held: 0 }, 'late'), (error) => error instanceof ServiceUnavailable);

    room.letGo(share);
    const next = load({ held: 0 }, 'next');
    assert.deepEqual(await names(), ['next']);
    begun[0]?.end(Buffer.alloc(1));
    await next;
  });
});
