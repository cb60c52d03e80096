// One real Odoo 19: contacts and orders a second through Hookdoo, beside Odoo's own webhook and beside a bare client, round by round in
// one run; and what `answer: done` adds to the bare call.
import http from 'node:http';
import { setTimeout } from 'node:timers/promises';
import { z } from 'zod';
import { realOdoo } from '../odoo/real-odoo.ts';
import { ServedProcess } from '../support/served-process.ts';
import { until } from '../support/until.ts';
import { BareClient } from './bare-client.ts';
import { eightSenders, post } from './eight-senders.ts';
import { nativeWebhook } from './native-webhook.ts';
import { quantile } from './offer.ts';

const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 3);
const CONTACTS = 2000;
/** By then most of what a server does is compiled, as it is in one that runs for a day. */
const WARM_UP = 3000;
const NATIVE = 200;
const ORDERS = 150;
const CALLS = 150;
const LINES = 3;
const SECRET = 'bench-0123456789abcdef';

const HOOKS = {
  stored: `
model: res.partner
secret: ${SECRET}-stored
answer: stored
actions:
  - create: res.partner
    values: {name: =payload.name, email: =payload.email, phone: =payload.phone, company_type: person, customer_rank: 1}
`,
  done: `
model: res.partner
secret: ${SECRET}-done
actions:
  - create: res.partner
    values: {name: =payload.name, email: =payload.email, phone: =payload.phone, company_type: person, customer_rank: 1}
`,
  orders: `
model: sale.order
secret: ${SECRET}-orders
answer: stored
actions:
  - create: sale.order
    values:
      partner_id: =payload.partner
      client_order_ref: =payload.number
      order_line:
        for_each: payload.lines
        as: line
        values: {product_id: =line.product, product_uom_qty: =line.quantity, price_unit: =line.price}
`,
};

const target = await realOdoo();
const client = new BareClient(target);
const hookdoo = new ServedProcess(
  HOOKS,
  `
server: {host: 127.0.0.1, port: 0}
store: hookdoo.db
log: {level: warn}
connections:
  odoo: {url: "${target.url}", database: "${target.database}", login: "${target.login}", api_key: "${target.password}"}
`,
);
await hookdoo.start();
const ours = (hook: string) => `http://127.0.0.1:${hookdoo.port}/web/hook/${SECRET}-${hook}`;
const native = await nativeWebhook(client, target);
const Ids = z.array(z.number());
const partners = Ids.parse(await client.call('res.partner', 'search', { domain: [], limit: 20 }));
const products = Ids.parse(
  await client.call('product.product', 'search', { domain: [['sale_ok', '=', true]], limit: 3 }),
);
let made = 0;

function contact() {
  made += 1;
  return { name: `Bench ${made}`, email: `bench-${made}@example.com`, phone: '+32 2 290 34 90' };
}

function contactValues() {
  return { ...contact(), company_type: 'person', customer_rank: 1 };
}

function order() {
  made += 1;
  const lines = Array.from({ length: LINES }, (_, line) => ({
    product: products[line % products.length],
    quantity: 1 + line,
    price: 10.5 + line,
  }));
  return { partner: partners[made % partners.length], number: `Bench ${made}`, lines };
}

function orderValues() {
  const { partner, number, lines } = order();
  const order_line = lines.map((line) => [
    0,
    0,
    { product_id: line.product, product_uom_qty: line.quantity, price_unit: line.price },
  ]);
  return { partner_id: partner, client_order_ref: number, order_line };
}

function many<T>(count: number, make: () => T): T[] {
  return Array.from({ length: count }, make);
}

/** How many a second, when `task` does so many; it may say when all was done, in milliseconds since 1970. */
async function rate(count: number, task: () => Promise<{ doneAt: number } | undefined>): Promise<number> {
  const started = Date.now();
  const { doneAt = Date.now() } = (await task()) ?? {};
  return count / ((doneAt - started) / 1000);
}

/** Posts to a hook from eight senders. Gives when the last of it was done in Odoo; to look more often would take Odoo's time. */
async function deliver(hook: string, bodies: string[]): Promise<{ doneAt: number }> {
  const refused = await eightSenders(ours(hook), bodies);
  await until(async () => {
    await setTimeout(100);
    return (await hookdoo.pending()) === 0;
  });
  const { failed, settledAt } = await hookdoo.newest(bodies.length);
  if (refused > 0 || failed > 0) {
    throw new Error(`${refused} of ${bodies.length} were not answered 200, ${failed} failed`);
  }
  return { doneAt: settledAt };
}

/** Posts contacts to Odoo's own webhook, which answers when they are made. */
async function sendNative(contacts: object[]): Promise<undefined> {
  const refused = await eightSenders(native, json(contacts));
  if (refused > 0) {
    throw new Error(`Odoo's own webhook refused ${refused} of ${contacts.length}`);
  }
}

async function expectContacts(count: number, before: number): Promise<void> {
  const now = await countContacts();
  if (now - before !== count) {
    throw new Error(`${now - before} contacts where ${count} were due`);
  }
}

async function countContacts(): Promise<number> {
  return z.number().parse(await client.call('res.partner', 'search_count', { domain: [['name', '=like', 'Bench %']] }));
}

function median(figures: number[]): number {
  return quantile(
    figures.toSorted((one, other) => one - other),
    0.5,
  );
}

function row(name: string, ...cells: (string | number)[]): void {
  console.log(`  ${name.padEnd(50)}${cells.map((cell) => String(cell).padStart(10)).join('')}`);
}

const json = (values: object[]) => values.map((value) => JSON.stringify(value));

async function warmUp(): Promise<void> {
  await client.createAll('res.partner', many(40, contactValues), 5);
  await eightSenders(native, json(many(16, contact)));
  await deliver('stored', json(many(WARM_UP, contact)));
  await deliver('orders', json(many(20, order)));
  await client.createAll('sale.order', many(10, orderValues), 5);
}

async function contacts(): Promise<void> {
  const rates: { native: number; bare: number; stored: number; done: number }[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const before = await countContacts();
    rates.push({
      native: await rate(NATIVE, () => sendNative(many(NATIVE, contact))),
      bare: await rate(CONTACTS, () => client.createAll('res.partner', many(CONTACTS, contactValues), 50)),
      stored: await rate(CONTACTS, () => deliver('stored', json(many(CONTACTS, contact)))),
      done: await rate(CONTACTS / 4, () => deliver('done', json(many(CONTACTS / 4, contact)))),
    });
    await expectContacts(NATIVE + 2.25 * CONTACTS, before);
  }
  console.log(`contacts a second into one Odoo 19, 8 senders; the median of ${ROUNDS} rounds`);
  row('', 'a second', '/ own', '/ limit');
  for (const [name, key] of [
    ["Odoo's own webhook, the manual's code", 'native'],
    ['the limit: a bare client, 50 a call, 2 connections', 'bare'],
    ['hookdoo, answer: stored, until all are in Odoo', 'stored'],
    ['hookdoo, answer: done', 'done'],
  ] as const) {
    const ratios = (peer: 'native' | 'bare') => median(rates.map((each) => each[key] / each[peer])).toFixed(2);
    row(name, median(rates.map((each) => each[key])).toFixed(1), ratios('native'), ratios('bare'));
  }
}

async function orders(): Promise<void> {
  const rates: { single: number; bare: number; ours: number }[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    rates.push({
      single: await rate(ORDERS / 3, () => client.createAll('sale.order', many(ORDERS / 3, orderValues), 1)),
      bare: await rate(ORDERS, () => client.createAll('sale.order', many(ORDERS, orderValues), 15)),
      ours: await rate(ORDERS, () => deliver('orders', json(many(ORDERS, order)))),
    });
  }
  console.log(`orders with ${LINES} lines a second; the median of ${ROUNDS} rounds`);
  row('', 'a second', '/ single', '/ limit');
  for (const [name, key] of [
    ['a bare client, one a call, 2 connections', 'single'],
    ['the limit: a bare client, 15 a call', 'bare'],
    ['hookdoo, answer: stored, 8 senders', 'ours'],
  ] as const) {
    const ratios = (peer: 'single' | 'bare') => median(rates.map((each) => each[key] / each[peer])).toFixed(2);
    row(name, median(rates.map((each) => each[key])).toFixed(1), ratios('single'), ratios('bare'));
  }
}

/** One after another, in turn: the bare call, and a hook that makes it. */
async function overhead(): Promise<void> {
  const agent = new http.Agent({ keepAlive: true });
  const times: { bare: number[]; hook: number[] } = { bare: [], hook: [] };
  const timed = async (list: number[], task: () => Promise<unknown>) => {
    const started = performance.now();
    await task();
    list.push(performance.now() - started);
  };
  for (let call = 0; call < CALLS; call += 1) {
    await timed(times.bare, () => client.call('res.partner', 'create', { vals_list: [contactValues()] }));
    await timed(times.hook, () => post(ours('done'), JSON.stringify(contact()), { agent }));
  }
  agent.destroy();
  console.log(`one contact at a time, ${CALLS} each in turn, ms`);
  row('', 'p50', 'p99');
  const at = (list: number[], part: number) =>
    quantile(
      list.toSorted((one, other) => one - other),
      part,
    );
  row('axios straight to Odoo', at(times.bare, 0.5).toFixed(1), at(times.bare, 0.99).toFixed(1));
  row('a hook with answer: done', at(times.hook, 0.5).toFixed(1), at(times.hook, 0.99).toFixed(1));
  row('more, p50', (at(times.hook, 0.5) - at(times.bare, 0.5)).toFixed(1));
}

await warmUp();
await contacts();
await orders();
await overhead();
await hookdoo.remove();
