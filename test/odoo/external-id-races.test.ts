import assert from 'node:assert/strict';
import { createLog } from '../../src/log.ts';
import { type Connection, openConnection } from '../../src/odoo/connection.ts';
import type { Json } from '../../src/odoo/json.ts';
import { Random } from '../python/random.ts';
import { FaultProxy } from '../support/fault-proxy.ts';
import { Lane } from '../support/lane.ts';
import { type RunningApp, runApp } from '../support/run-app.ts';
import { SHOP_ORDER, ShopOdoo } from '../support/shop-order.ts';
import { until } from '../support/until.ts';
import { realOdoo } from './real-odoo.ts';

const { RACE_ROUNDS = '100', RACE_SEED } = process.env;
const ROUNDS = Number(RACE_ROUNDS);
const BRIDGES = 2;
/** First deliveries of one external id in a round, over all bridges. */
const SENDERS = 20;
/** Rounds under way at once. */
const AT_ONCE = 3;
/** How often a call is cut off. */
const CHANCE = 0.1;

const HOOK = `
model: sale.order
answer: stored
retry: {from: 20ms, to: 200ms}
context: {tracking_disable: true}
log_calls: true
actions:
  - upsert: res.partner
    external_id: =f'{payload.id}.customer'
    values: {name: =payload.id, ref: =payload.id}
    as: customer
  - create: sale.order
    external_id: =f'{payload.id}.order'
    values:
      partner_id: =customer
      client_order_ref: =payload.id
      order_line:
        for_each: payload.lines
        as: line
        values: {product_id: =line.product, product_uom_qty: =line.quantity, price_unit: =line.price}
`;

/** One program with a store of its own, and the proxy between it and Odoo. */
interface Bridge {
  proxy: FaultProxy;
  running: RunningApp;
}

describe(`${SENDERS} first deliveries of one external id at once, through ${BRIDGES} bridges with cut connections`, () => {
  const marker = `races${process.pid}${Date.now()}`;
  const seed = Number(RACE_SEED ?? Date.now() % 1_000_000);
  const random = new Random(seed);
  const bridges: Bridge[] = [];
  let direct: Connection;
  let lines: Json[];
  let cuts = 0;
  let lost = 0;

  before(async () => {
    const target = await realOdoo();
    const log = createLog({ level: 'silent', readable: false });
    direct = openConnection({ ...target, name: 'direct', timeout: 60_000, concurrency: 2, context: {} }, log);
    const products = await call('product.product', 'search', [[['type', 'in', ['consu', 'service']]]]);
    const [product] = Array.isArray(products) ? products : [];
    lines = [1, 2, 3].map((quantity) => ({ product: Number(product), quantity, price: 9.99 }));
    for (let index = 0; index < BRIDGES; index += 1) {
      const proxy = await FaultProxy.start(target.url);
      const running = await runApp({ 'hooks/order.yaml': HOOK }, { ...process.env, ODOO_URL: proxy.url });
      bridges.push({ proxy, running });
    }
  });
  after(async () => {
    const partners = await call('res.partner', 'search', [[['ref', 'like', marker]]]);
    const orders = await call('sale.order', 'search', [[['client_order_ref', 'like', marker]]]);
    for (const order of Array.isArray(orders) ? orders : []) {
      await call('sale.order', 'action_cancel', [[order]]);
    }
    await call('sale.order', 'unlink', [orders]);
    await call('res.partner', 'unlink', [partners]);
    await Promise.all(bridges.flatMap(({ proxy, running }) => [running.stop(), proxy.stop()]));
    await direct.close();
    console.log(`      ${ROUNDS} rounds, ${cuts} calls cut off, ${lost} races lost`);
  });

  async function call(model: string, method: string, args: Json[]): Promise<Json> {
    return await direct.rpc({ model, method, args, kwargs: {} });
  }

  /** Sends all deliveries of a round, and waits until each is done. Gives what is not as it must be then. */
  async function round(number: number): Promise<string[]> {
    const id = `${marker}-${number}`;
    const sent = Array.from({ length: SENDERS }, async (_, index) => {
      const { running } = bridges[index % BRIDGES] as Bridge;
      const { headers } = await running.post('order', { id, lines });
      const delivery = headers.get('Hookdoo-Delivery') ?? '';
      const state = async () => (await running.app.store.get(delivery))?.state ?? '';
      await until(async () => !['received', 'running', 'waiting'].includes(await state()));
      const log = await running.app.store.get(delivery);
      lost += log?.calls.filter(({ fault }) => fault?.includes('SerializationFailure')).length ?? 0;
      return log?.state === 'done' ? [] : [`${id}: a delivery is ${log?.state}: ${log?.reason}`];
    });
    const states = (await Promise.all(sent)).flat();
    const partners = await call('res.partner', 'search_count', [[['ref', '=', id]]]);
    const orders = await call('sale.order', 'search_read', [[['client_order_ref', '=', id]], ['order_line']]);
    const counts = (Array.isArray(orders) ? orders : []).map((order) => Object(order).order_line.length);
    const isWhole = partners === 1n && counts.length === 1 && counts[0] === lines.length;
    return isWhole ? states : [...states, `${id}: ${partners} customers, orders with ${counts.join(' and ')} lines`];
  }

  it('make one record, whole, in each round', async () => {
    for (const { proxy } of bridges) {
      proxy.watch = (at) => {
        const isCut = at !== 'answered' && random.chance(CHANCE / 3);
        cuts += isCut ? 1 : 0;
        return isCut ? 'cut' : 'pass';
      };
    }
    const complaints: string[] = [];
    let next = 0;
    const work = async () => {
      while (next < ROUNDS) {
        next += 1;
        complaints.push(...(await round(next)));
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
    assert.deepEqual(complaints, [], `RACE_SEED=${seed}`);
  }).timeout(600_000);
});

/** The three steps of SHOP_ORDER, by external id. */
const BY_EXTERNAL_ID = SHOP_ORDER.replace('match: {ref: =payload.customer}', "external_id: =payload.customer + '.ref'")
  .replace('values: {name: =payload.name}', 'values: {name: =payload.name, ref: =payload.customer}')
  .replace('upsert: sale.order', 'create: sale.order')
  .replace('match: {client_order_ref: =payload.number}', "external_id: =payload.number + '.order'")
  .replace('partner_id: =customer', 'partner_id: =customer\n      client_order_ref: =payload.number');

describe('a shop order by external id, whose program is killed', () => {
  it('is there once, and whole, whenever it was killed', async () => {
    const odoo = new ShopOdoo(await realOdoo());
    const lane = await Lane.open(odoo, { hook: BY_EXTERNAL_ID });
    try {
      assert.deepEqual(await lane.suffer(await odoo.newOrder(), []), []);
      const calls = lane.proxy.calls.map(({ name, nth }) => ({ call: name, nth }));
      const loads = calls.filter(({ call }) => call.endsWith('.load'));
      assert.equal(loads.length, 2);
      const complaints: string[] = [];
      for (const call of loads) {
        for (const at of ['asked', 'at work', 'carried out', 'answered'] as const) {
          const found = await lane.suffer(await odoo.newOrder(), [{ ...call, at, what: 'kill' }]);
          complaints.push(...found.map((complaint) => `${call.call} ${at}: ${complaint}`));
        }
      }
      assert.deepEqual(complaints, []);
    } finally {
      await lane.close();
      await odoo.clear();
      await odoo.close();
    }
  }).timeout(240_000);
});
