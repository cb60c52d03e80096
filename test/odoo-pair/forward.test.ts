import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { DeliverySummary } from '../../src/deliveries/delivery.ts';
import { type RunningApp, runApp } from '../support/run-app.ts';
import { until } from '../support/until.ts';
import { ordersOf, partnersOf } from './copies.ts';
import { type Door, openDoor } from './door.ts';
import { archiveUsers, makeUser, type Odoo, odooOf } from './odoo.ts';
import { doAll, newOrders, newPartners, orderChanges, partnerChanges, type Shop } from './people.ts';
import { makeRules, removeRules } from './rules.ts';

const marker = `pair-${process.pid}-${Date.now()}`;
/** What the bridge needs in both (docs/odoo-to-odoo.md). */
const RIGHTS = ['base.group_user', 'base.group_partner_manager', 'sales_team.group_sale_salesman_all_leads'];
/** Odoo gives up its own notification after one second. */
const ODOO_WAITS = 1_000;

const SETTINGS = `
server: {host: 127.0.0.1, port: 0}
store: hookdoo.db
connections:
  a: {url: "\${A_URL}", database: "\${A_DATABASE}", login: "\${A_LOGIN}", password: "\${A_PASSWORD}"}
  b: {url: "\${B_URL}", database: "\${B_DATABASE}", login: "\${B_LOGIN}", password: "\${B_PASSWORD}"}
`;
/** The other direction, such as a hook that Odoo B would call: what Hookdoo writes in A is told of by A, too. */
const BACK = `
odoo: a
model: res.partner
models: [res.partner, sale.order]
target_record: env[payload['model']].browse(payload.id)
actions:
  - run: record.write(payload['values'])
`;

/** The hooks as they stand in the document. */
function documented(): Record<string, string> {
  const text = readFileSync(path.join(import.meta.dirname, '../../docs/odoo-to-odoo.md'), 'utf8');
  const blocks = [...text.matchAll(/^```yaml\n# config\/(hooks\/\S+)\n(.*?)^```/gms)];
  return Object.fromEntries(blocks.map(([, file = '', content = '']) => [file, content]));
}

describe('contacts and sales orders of an Odoo 19, forwarded to an Odoo 14', () => {
  let a: Odoo;
  let b: Odoo;
  let people: [Odoo, Odoo];
  let bridge: { a: Odoo; b: Odoo };
  let door: Door;
  let running: RunningApp;
  let shop: Shop;
  const partners: bigint[] = [];
  const orders: bigint[] = [];
  let deeds = 0;

  before(async () => {
    [a, b] = [odooOf('19'), odooOf('14')];
    bridge = { a: await makeUser(a, `${marker}-bridge`, RIGHTS), b: await makeUser(b, `${marker}-bridge`, RIGHTS) };
    people = [await makeUser(a, `${marker}-ann`, RIGHTS), await makeUser(a, `${marker}-ben`, RIGHTS)];
    shop = await openShop(a, b);
    const variables = Object.fromEntries(
      Object.entries(bridge).flatMap(([name, odoo]) =>
        (['url', 'database', 'login', 'password'] as const).map((key) => [`${name}_${key}`.toUpperCase(), odoo[key]]),
      ),
    );
    running = await runApp({ 'hookdoo.yaml': SETTINGS, ...documented(), 'hooks/back.yaml': BACK }, variables);
    door = await openDoor(() => running.app.port);
    const urlOf = async (hook: string) => door.url + (await running.path(hook));
    await makeRules(a, marker, [
      {
        model: 'res.partner',
        domain: `[('name', 'like', '${marker} ')]`,
        url: await urlOf('a-partner'),
        fields: ['write_date', 'write_uid'],
      },
      {
        model: 'sale.order',
        domain: `[('client_order_ref', 'like', '${marker} ')]`,
        url: await urlOf('a-order'),
        fields: ['write_date', 'write_uid', 'amount_total'],
      },
    ]);
  });
  after(async () => {
    await removeRules(a, marker);
    await running?.stop();
    await door?.stop();
    await Promise.all([a, b].map((odoo) => archiveUsers(odoo, marker)));
    await Promise.all([a, b, ...people, bridge.a, bridge.b].map((odoo) => odoo.close()));
  });

  async function settled(): Promise<DeliverySummary[]> {
    await until(async () => (await running.app.store.pending()) === 0);
    const all = await Promise.all(
      ['a-partner', 'a-order'].map((hook) => running.app.store.list({ hook, limit: 100_000 })),
    );
    return all.flat();
  }
  async function isTheSame(): Promise<void> {
    assert.deepEqual(await partnersOf(b, marker), await partnersOf(a, marker));
    assert.deepEqual(await ordersOf(b, marker, '14'), await ordersOf(a, marker, '19'));
  }

  it('makes each of them once, with every field as it is in the other', async () => {
    const [companies, contacts] = newPartners(shop, partners);
    deeds += await doAll(companies, ...people);
    deeds += await doAll(contacts, ...people);
    deeds += await doAll(newOrders(shop, partners, orders), ...people);

    const deliveries = await settled();

    assert.deepEqual(reasonsOf(deliveries, 'failed'), []);
    await isTheSame();
    assert.ok(deliveries.filter(({ state }) => state === 'duplicate').length > deeds, 'told many times over');
  });

  it('follows what two people change, the lines of orders too', async () => {
    const [first, second] = partnerChanges(shop, partners);
    const [lines, states, more] = orderChanges(shop, orders);
    for (const round of [first, lines, second, states, more]) {
      deeds += await doAll(round, people[1], people[0]);
    }

    const deliveries = await settled();

    assert.deepEqual(reasonsOf(deliveries, 'failed'), []);
    await isTheSame();
    assert.ok(deeds >= 200, `${deeds} creates and changes`);
  });

  it('leaves out what Hookdoo itself wrote, and takes what a person changes right after', async () => {
    const before = new Set((await settled()).map(({ id }) => id));
    const written = [
      ...partners.slice(0, 10).map((id, n) => ({ model: 'res.partner', id, values: { phone: `from B ${n}` } })),
      ...orders
        .slice(0, 10)
        .map((id, n) => ({ model: 'sale.order', id, values: { client_order_ref: `${marker} from B ${n}` } })),
    ];
    const copies: { model: string; id: bigint }[] = [];
    for (const { model, id, values } of written) {
      const copy = { model, id: await copyOf(b, model, id) };
      copies.push(copy);
      await b.write(model, copy.id, values);
      const { status } = await running.post('back', JSON.stringify({ model, id: Number(id), values }));
      assert.equal(status, 200);
    }

    const echoes = (await settled()).filter(({ id }) => !before.has(id));

    await isTheSame();
    // Of a company its contacts are told too: they show its name.
    const skipped = new Set(reasonsOf(echoes, 'skipped'));
    const expected = written.map(({ model, id }) => `an echo: ${model} ${id} was changed by the connection a itself`);
    assert.deepEqual(
      expected.filter((reason) => !skipped.has(reason)),
      [],
    );
    assert.deepEqual(
      echoes.filter(({ state }) => state !== 'skipped' && state !== 'duplicate'),
      [],
    );
    assert.deepEqual(await writersOf(b, copies), ['admin']);

    await people[0].write('res.partner', partners[0] ?? 0n, { city: 'Person' });
    await people[1].write('sale.order', orders[1] ?? 0n, { client_order_ref: `${marker} person` });
    await settled();

    await isTheSame();
    assert.deepEqual(await writersOf(b, copies), ['admin', `${marker}-bridge`]);
  });

  it('answered each notification well within the second that Odoo waits', async () => {
    const deliveries = await settled();

    const late = door.passed.filter(({ milliseconds, isTaken }) => !isTaken || milliseconds >= ODOO_WAITS);
    assert.deepEqual(late, []);
    assert.deepEqual([...new Set(door.passed.map(({ status }) => status))], [200]);
    assert.equal(deliveries.length, door.passed.length);
    const slowest = Math.max(...door.passed.map(({ milliseconds }) => milliseconds));
    console.log(
      `      ${deeds} creates and changes, ${deliveries.length} notifications, slowest answer ${Math.round(slowest)} ms`,
    );
  });
});

/** Products of the same codes in both, and what else the two have in common. */
async function openShop(a: Odoo, b: Odoo): Promise<Shop> {
  const products: Record<string, bigint> = {};
  for (const code of ['P1', 'P2', 'P3']) {
    const values = { name: `${marker} ${code}`, default_code: `${marker}-${code}`, type: 'service', list_price: 10 };
    products[code] = await a.create('product.product', values);
    await b.create('product.product', values);
  }
  const [tax = 0n] = await a.ids('account.tax', [
    ['amount', '=', 15],
    ['type_tax_use', '=', 'sale'],
    ['company_id', '=', 1n],
  ]);
  const countries = await a.rows('res.country', [['code', 'in', ['BE', 'FR', 'US', 'DE']]], ['code']);
  const states = await a.ids('res.country.state', [
    ['country_id.code', '=', 'US'],
    ['code', 'in', ['CA', 'NY', 'TX', 'WA', 'FL']],
  ]);
  return {
    marker,
    products,
    tax,
    countries: Object.fromEntries(countries.map(({ id, code }) => [String(code), id])),
    states,
  };
}

function reasonsOf(deliveries: readonly DeliverySummary[], state: string): string[] {
  return deliveries.filter((delivery) => delivery.state === state).map(({ reason = '' }) => reason);
}

async function copyOf(b: Odoo, model: string, id: bigint): Promise<bigint> {
  const name = `a_${model === 'sale.order' ? 'order' : 'partner'}_${id}`;
  const [row] = await b.rows(
    'ir.model.data',
    [
      ['module', '=', '__hookdoo__'],
      ['name', '=', name],
    ],
    ['res_id'],
  );
  assert.ok(typeof row?.res_id === 'bigint');
  return row.res_id;
}

/** The logins of those who wrote these records last. */
async function writersOf(b: Odoo, records: readonly { model: string; id: bigint }[]): Promise<string[]> {
  const users = new Map((await b.rows('res.users', [], ['login'])).map(({ id, login }) => [id, String(login)]));
  const writers = new Set<string>();
  for (const { model, id } of records) {
    const [row] = await b.rows(model, [['id', '=', id]], ['write_uid']);
    const [writer] = Array.isArray(row?.write_uid) ? row.write_uid : [];
    writers.add(typeof writer === 'bigint' ? (users.get(writer) ?? '') : '');
  }
  return [...writers].sort();
}
