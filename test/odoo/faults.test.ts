import assert from 'node:assert/strict';
import { type Fault, faultName, Lane } from '../support/lane.ts';
import { ShopOdoo } from '../support/shop-order.ts';

/** So many programs are tormented at once: most of the time each of them waits. */
const LANES = 4;

describe('a shop order, whatever goes wrong between us and a real Odoo', () => {
  let odoo: ShopOdoo;
  let tried = 0;
  /** The calls of one order that nothing happens to, by a program just started. */
  let calls: { call: string; nth: number }[];

  before(async () => {
    odoo = new ShopOdoo(process.env);
    calls = await undisturbedCalls(odoo);
  });
  after(async () => {
    console.log(`      ${tried} faults tried`);
    await odoo.clear();
    await odoo.close();
  });

  /** Tries each case on an order of its own; each is a list of faults that strike one after another. */
  async function suffer(cases: readonly Fault[][], kind = 'order'): Promise<void> {
    const waiting = [...cases];
    const complaints: string[] = [];
    const work = async () => {
      const lane = await Lane.open(odoo);
      try {
        for (let faults = waiting.shift(); faults !== undefined; faults = waiting.shift()) {
          const found = await lane.suffer(await odoo.newOrder(kind), faults);
          tried += faults.length;
          complaints.push(...found.map((complaint) => `${faults.map(faultName).join(', then ')}: ${complaint}`));
        }
      } finally {
        await lane.close();
      }
    };
    await Promise.all(Array.from({ length: LANES }, work));
    assert.deepEqual(complaints, []);
  }

  for (const at of ['asked', 'at work', 'carried out', 'answered'] as const) {
    it(`kill -9 when a call is ${at}, for each of its calls`, async () => {
      await suffer(calls.map((call) => [{ ...call, at, what: 'kill' }]));
    }).timeout(200_000);
  }

  for (const at of ['asked', 'at work', 'carried out'] as const) {
    it(`connection cut when a call is ${at}, for each of its calls`, async () => {
      await suffer(calls.map((call) => [{ ...call, at, what: 'cut' }]));
    }).timeout(200_000);
  }
});

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
