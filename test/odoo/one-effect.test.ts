import assert from 'node:assert/strict';
import { exec } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { promisify } from 'node:util';
import { type Fault, faultName, Lane } from '../support/lane.ts';
import { SECRET, ShopOdoo, type ShopOrder } from '../support/shop-order.ts';
import { makeSlow } from '../support/slow-odoo.ts';
import { MAY_MOUNT, SmallDisk } from '../support/small-disk.ts';
import { storm } from '../support/storm.ts';
import { until } from '../support/until.ts';
import { realOdoo } from './real-odoo.ts';

/** So many programs are tormented at once: most of the time each of them waits. */
const LANES = 6;
const { ODOO_VERSION, ODOO_RESTART, FAULTS_SEED } = process.env;

// They are about us and not about versions of Odoo: on one of them is enough.
if (ODOO_VERSION !== '14') {
  describe('a shop order, whatever goes wrong between us and a real Odoo', faults).timeout(240_000);
}

function faults(): void {
  let odoo: ShopOdoo;
  let tried = 0;
  /** The calls of one order that nothing happens to, by a program just started. */
  let calls: { call: string; nth: number }[];
  const changes = () => calls.filter(({ call }) => /\.(create|action_confirm)$/.test(call));

  before(async () => {
    odoo = new ShopOdoo(await realOdoo());
    calls = await undisturbedCalls(odoo);
  });
  after(async () => {
    await odoo.clear();
    await odoo.close();
    console.log(`      ${tried} faults tried`);
  });

  /** Tries each case on an order of its own; each is a list of faults that strike one after another. */
  async function suffer(cases: readonly Fault[][], { kind = 'order', lanes = LANES } = {}): Promise<void> {
    const waiting = [...cases];
    const complaints: string[] = [];
    const work = async () => {
      const lane = await Lane.open(odoo);
      try {
        for (let list = waiting.shift(); list !== undefined; list = waiting.shift()) {
          const found = await lane.suffer(await odoo.newOrder(kind), list);
          tried += list.length;
          complaints.push(...found.map((complaint) => `${list?.map(faultName).join(', then ')}: ${complaint}`));
        }
      } finally {
        await lane.close();
      }
    };
    await Promise.all(Array.from({ length: lanes }, work));
    assert.deepEqual(complaints, []);
  }

  async function withLane(
    work: (lane: Lane, order: ShopOrder) => Promise<void>,
    options: { hook?: string; store?: string } = {},
  ): Promise<void> {
    const lane = await Lane.open(odoo, options);
    try {
      await lane.served.start();
      await work(lane, await odoo.newOrder());
    } finally {
      await lane.close();
    }
  }

  for (const [what, at] of [
    ['kill', 'asked'],
    ['kill', 'at work'],
    ['kill', 'carried out'],
    ['kill', 'answered'],
    ['cut', 'asked'],
    ['cut', 'at work'],
    ['cut', 'carried out'],
    ['swallow', 'carried out'],
    [502, 'asked'],
    [502, 'carried out'],
  ] as const) {
    it(`${what === 'kill' ? 'kill -9' : what} when it is ${at}, for each of its calls`, async () => {
      await suffer(calls.map((call) => [{ ...call, at, what }]));
    });
  }

  it('killed again while it finds out what it had done', async () => {
    await suffer(
      changes().flatMap((call) =>
        [1, 2].map((nth): Fault[] => [
          { ...call, at: 'carried out', what: 'kill' },
          { call: 'any call', nth, at: 'carried out', what: 'kill' },
        ]),
      ),
    );
  });

  it('Odoo still at it long after we were killed or cut off', async () => {
    const restore = await makeSlow(odoo, `${odoo.marker}-slow`, 1);
    try {
      const slow = changes().filter(({ call }) => call.startsWith('sale.order'));
      const kinds = ['kill', 'cut'] as const;
      await suffer(
        slow.flatMap((call) => kinds.map((what): Fault[] => [{ ...call, at: 'at work', what }])),
        { kind: 'slow', lanes: 2 },
      );
    } finally {
      await restore();
    }
  });

  if (ODOO_RESTART !== undefined) {
    for (const part of ['odoo', 'postgresql']) {
      it(`${part} restarted while it works on a call`, async () => {
        const restore = await makeSlow(odoo, `${odoo.marker}-slow`, 1);
        const restart = {
          async [part]() {
            await promisify(exec)(`${ODOO_RESTART} ${part}`);
            await until(() => odoo.isThere());
          },
        }[part];
        try {
          assert.ok(restart);
          const cases = changes().map((call): Fault[] => [{ ...call, at: 'at work', what: restart }]);
          await suffer(cases, { kind: 'slow', lanes: 1 });
        } finally {
          await restore();
        }
      });
    }
  }

  it('a storm of faults over many orders', async () => {
    const seed = Number(FAULTS_SEED ?? Date.now() % 1_000_000);
    const { struck, complaints } = await storm(odoo, { seed, orders: 20, faults: 30 });
    tried += struck.length;
    assert.deepEqual(complaints, [], `FAULTS_SEED=${seed} does it again, nearly; struck: ${struck.join(', ')}`);
  });

  it('nothing listens there for a while', () =>
    withLane(async (lane, order) => {
      await lane.proxy.refuse();
      assert.equal(await lane.send(order), 200);
      await until(() => lane.served.log.includes('odoo is not available'));
      await lane.proxy.accept();

      assert.deepEqual(await lane.complaints(order), []);
      tried += 1;
    }));

  it('the same delivery eight times at once', () =>
    withLane(async (lane, order) => {
      const answers = await Promise.all(Array.from({ length: 8 }, () => lane.send(order)));

      assert.deepEqual(new Set(answers), new Set([200]));
      assert.deepEqual(await lane.complaints(order), []);
      const states = (await lane.served.deliveries(order.event)).map(({ state }) => state);
      assert.deepEqual(states.toSorted(), ['done', ...Array.from({ length: 7 }, () => 'duplicate')]);
      tried += 1;
    }));

  it('an older version after the newer one', () =>
    withLane(async (lane, order) => {
      const older = { ...order, event: `${order.event}-older`, name: 'an old name' };
      const newer = { ...order, version: 2 };
      await lane.proxy.refuse();
      assert.deepEqual([await lane.send(newer), await lane.send(older)], [200, 200]);
      await lane.proxy.accept();

      assert.deepEqual(await lane.complaints(newer), []);
      await until(() => lane.served.isSettled(older.event));
      const [skipped] = await lane.served.deliveries(older.event);
      assert.equal(skipped?.state, 'skipped');
      assert.match(skipped?.reason ?? '', /version 1 .* is not newer than 2/);
      assert.deepEqual(await odoo.complaints(newer), []);
      tried += 1;
    }));

  it('what cannot be found out waits for a person, who sees it in the log', async () => {
    const hook = `
model: res.partner
secret: faults-0123456789abcdef
answer: stored
unique: payload.event
retry: {for: 5m, from: 100ms, to: 500ms}
actions:
  - create: res.partner
    values: {name: =payload.name, ref: =payload.customer}
`;
    const work = async (lane: Lane, order: ShopOrder) => {
      lane.proxy.watch = (at, { name }) => (name === 'res.partner.create' && at === 'carried out' ? 'cut' : 'pass');
      await lane.send(order);
      await until(() => lane.served.isSettled(order.event));

      const { stdout } = await lane.served.run(['log', '--json', '--state', 'failed']);
      const { id, code, reason } = JSON.parse(stdout);
      assert.equal(code, 'outcome_unknown');
      assert.match(reason, new RegExp(`hookdoo replay --repeat ${id}`));
      assert.equal(await odoo.call('res.partner', 'search_count', [[['ref', '=', order.customer]]]), 1n);
      tried += 1;
    };
    await withLane(work, { hook });
  });

  if (MAY_MOUNT) {
    it('the disk full, as deliveries come in and while one is carried out', async () => {
      const disk = new SmallDisk(6);
      try {
        await withLane((lane, order) => fillUp(lane, disk, order), { store: path.join(disk.folder, 'hookdoo.db') });
        tried += 2;
      } finally {
        disk.remove();
      }
    });
  }

  /** Large deliveries until one is refused for want of room; what was taken must be done once there is room again. */
  async function fillUp(lane: Lane, disk: SmallDisk, order: ShopOrder): Promise<void> {
    const padding = randomBytes(60_000).toString('base64');
    const taken = [order];
    let isFull = false;
    lane.proxy.watch = (at, { name }) => {
      if (!isFull && name === 'sale.order.create' && at === 'at work') {
        isFull = true;
        disk.fill();
      }
      return 'pass';
    };
    assert.equal(await lane.send(order), 200);
    await until(() => isFull);

    let refused: ShopOrder;
    for (;;) {
      refused = await odoo.newOrder();
      const { status, headers } = await lane.served.post(SECRET, { ...refused, padding });
      if (status !== 200) {
        assert.equal(status, 503);
        assert.match(headers.get('retry-after') ?? '', /^[1-9]\d*$/);
        break;
      }
      taken.push(refused);
    }
    disk.free();
    await until(async () => (await lane.send(refused)) === 200);

    const found = await Promise.all([...taken, refused].map((one) => lane.complaints(one)));
    assert.deepEqual(found.flat(), []);
  }
}

async function undisturbedCalls(odoo: ShopOdoo): Promise<{ call: string; nth: number }[]> {
  const lane = await Lane.open(odoo);
  try {
    assert.deepEqual(await lane.suffer(await odoo.newOrder(), []), []);
    const calls = lane.proxy.calls.map(({ name, nth }) => ({ call: name, nth }));
    assert.ok(calls.length >= 8, `a whole delivery makes more calls than ${calls.map(({ call }) => call).join(', ')}`);
    return calls;
  } finally {
    await lane.close();
  }
}
