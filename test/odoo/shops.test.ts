import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import type { Json, JsonObject } from '../../src/odoo/json.ts';
import { parseJson } from '../../src/odoo/json.ts';
import { send } from '../support/http-client.ts';
import { type RunningApp, runApp } from '../support/run-app.ts';
import {
  type Basket,
  type Order,
  shopifyOrder,
  squareEvent,
  squareOrder,
  wooCommerceOrder,
} from '../support/shop-payloads.ts';
import { until } from '../support/until.ts';

const SECRETS = { SHOPIFY_SECRET: 'shopify-key', WOOCOMMERCE_SECRET: 'woo-key', SQUARE_SIGNATURE_KEY: 'square-key' };
const PUBLIC_URL = 'https://hooks.example.com';
const RATES = [6, 7.25, 19];
const SKUS = ['SHIRT', 'MUG', 'POSTER', 'SHIPPING', 'DISCOUNT', 'OTHER'];
const marker = `shops-${process.pid}-${Date.now()}`;
let count = 0;

/** The hooks as they stand in the document, by the names of their first lines. */
function documented(version: string | undefined): Record<string, string> {
  const text = readFileSync(path.join(import.meta.dirname, '../../docs/shops.md'), 'utf8');
  const blocks = [...text.matchAll(/^```yaml\n# config\/(\S+)\n(.*?)^```/gms)];
  const hooks = blocks.map(([, file = '', content = '']) => [file, forVersion(content, version)]);
  return Object.fromEntries(hooks);
}

function forVersion(hook: string, version: string | undefined): string {
  const named = version === '14' ? hook.replaceAll('tax_ids:', 'tax_id:') : hook;
  return named.replaceAll(`=line['sku']"`, `='${marker} ' + line['sku']"`);
}

function basket(changed: Partial<Basket> = {}): Basket {
  count += 1;
  const id = 1_000_000_000 + (Date.now() % 1_000_000) * 1000 + count;
  return {
    id,
    revision: 1,
    email: `Ada.${id}@Example.com`,
    included: false,
    rate: 6,
    shipping: 490,
    lines: [
      { sku: 'SHIRT', name: 'T-shirt, blue', quantity: 2, cents: 1999, discount: 300 },
      { sku: 'MUG', name: 'Mug', quantity: 3, cents: 545 },
      { sku: 'POSTER', name: 'Poster', quantity: 1, cents: 995 },
    ],
    ...changed,
  };
}

function sign(key: string, text: string): string {
  return createHmac('sha256', key).update(text).digest('base64');
}

/** How each shop sends an order. */
const SHOPS = {
  shopify: { make: shopifyOrder, xmlid: 'shopify_order_' },
  woocommerce: { make: wooCommerceOrder, xmlid: 'woocommerce_order_' },
  square: { make: (given: Basket) => squareOrder({ ...given, shipping: 0 }), xmlid: 'square_order_square-' },
};
type Shop = keyof typeof SHOPS;

describe("a shop's order, with the hooks of docs/shops.md, on a real Odoo", () => {
  let running: RunningApp;
  let squareApi: Server;
  let rounding: Json;
  const squareOrders = new Map<string, unknown>();

  before(async () => {
    squareApi = createServer((request, response) => {
      const order = squareOrders.get(path.basename(request.url ?? ''));
      response.writeHead(request.headers.authorization === 'Bearer square-token' && order !== undefined ? 200 : 404, {
        'Content-Type': 'application/json',
      });
      response.end(JSON.stringify({ order }));
    }).listen(0, '127.0.0.1');
    await once(squareApi, 'listening');
    const { port } = squareApi.address() as AddressInfo;
    const variables = {
      ...process.env,
      ...SECRETS,
      SQUARE_API: `http://127.0.0.1:${port}`,
      SQUARE_TOKEN: 'square-token',
    };
    running = await runApp({ 'hookdoo.yaml': SETTINGS, ...documented(process.env.ODOO_VERSION) }, variables);
    await prepareOdoo(running);
    rounding = await roundTaxes(running, 'round_per_line');
  });

  after(async () => {
    squareApi.close();
    await roundTaxes(running, rounding);
    await running.stop();
  });

  let sent = 0;

  async function deliver(shop: Shop, given: Basket, order: Order): Promise<string> {
    sent += 1;
    let body = JSON.stringify(order.payload);
    let headers: Record<string, string> = {};
    switch (shop) {
      case 'shopify':
        headers = {
          'X-Shopify-Hmac-Sha256': sign(SECRETS.SHOPIFY_SECRET, body),
          'X-Shopify-Topic': 'orders/updated',
          'X-Shopify-Webhook-Id': `${marker}-${sent}`,
          'X-Shopify-Shop-Domain': 'shop.example.com',
        };
        break;
      case 'woocommerce':
        headers = {
          'X-WC-Webhook-Signature': sign(SECRETS.WOOCOMMERCE_SECRET, body),
          'X-WC-Webhook-Topic': 'order.updated',
          'X-WC-Webhook-ID': '7',
        };
        break;
      case 'square':
        squareOrders.set(`square-${given.id}`, order.payload);
        body = JSON.stringify(squareEvent(given));
        headers = {
          'x-square-hmacsha256-signature': sign(
            SECRETS.SQUARE_SIGNATURE_KEY,
            `${PUBLIC_URL}/hook/square/orders${body}`,
          ),
        };
        break;
    }
    headers['Content-Type'] = 'application/json';
    const answer = await send(running.app.port, `/hook/${shop}/orders`, { method: 'POST', body, headers });
    assert.equal(answer.status, 200, JSON.stringify(answer.body));
    const id = answer.headers.get('hookdoo-delivery') ?? '';
    await until(async () => isSettled((await running.app.store.get(id))?.state));
    const settled = await running.app.store.get(id);
    assert.ok(settled?.state === 'done' || settled?.state === 'duplicate', settled?.reason);
    return id;
  }

  /** What a delivery changed in Odoo: model, method and values. */
  async function changesOf(delivery: string): Promise<Json[]> {
    const { journal = [] } = (await running.app.store.get(delivery)) ?? {};
    return journal
      .filter(({ isChange }) => isChange)
      .map(({ call }) => {
        const { model, method, args } = asObject(parseJson(call));
        return [model ?? null, method ?? null, ...(Array.isArray(args) ? args : [])];
      });
  }

  async function orderOf(shop: Shop, { id }: Basket): Promise<JsonObject> {
    const args = ['__hookdoo__', `${SHOPS[shop].xmlid}${id}`];
    const found = await running.odoo('ir.model.data', 'check_object_reference', args);
    assert.ok(Array.isArray(found) && found[0] === 'sale.order');
    const fields = ['amount_total', 'amount_tax', 'state', 'date_order', 'partner_id', 'order_line', 'message_ids'];
    const rows = await running.odoo('sale.order', 'read', [[found[1] ?? null], fields]);
    return asObject(Array.isArray(rows) ? (rows[0] ?? null) : null);
  }

  for (const shop of ['shopify', 'woocommerce', 'square'] as const) {
    for (const included of [false, true]) {
      for (const rate of RATES) {
        it(`${shop}: prices ${included ? 'with' : 'without'} a tax of ${rate} % come to the shop's total`, async () => {
          const given = basket({ included, rate });
          const order = SHOPS[shop].make(given);

          await deliver(shop, given, order);

          const made = await orderOf(shop, given);
          assert.equal(cents(made.amount_total), order.total);
          assert.equal(cents(made.amount_tax), order.tax);
          assert.equal(made.state, 'sale');
        });
      }
    }

    it(`${shop}: the same order again changes nothing, and a changed one only what changed`, async () => {
      const given = basket();
      await deliver(shop, given, SHOPS[shop].make(given));
      const before = await orderOf(shop, given);

      const again = await deliver(shop, given, SHOPS[shop].make(given));
      const [shirt, mug, poster] = given.lines;
      assert.ok(shirt && mug && poster);
      const more = { ...given, revision: 2, lines: [shirt, { ...mug, quantity: 5 }, poster] };
      const changed = await deliver(shop, more, SHOPS[shop].make(more));

      assert.deepEqual(await changesOf(again), []);
      const [change, ...others] = await changesOf(changed);
      assert.deepEqual(others, []);
      const [model, method, values] = Array.isArray(change) ? change : [];
      assert.deepEqual([model, method, Object.keys(asObject(values ?? null))], ['sale.order', 'write', ['order_line']]);
      const [command, ...otherCommands] = asList(asObject(values ?? null).order_line);
      assert.deepEqual(otherCommands, []);
      const [kind, line, lineValues] = asList(command);
      assert.deepEqual([kind, Number(asObject(lineValues ?? null).product_uom_qty)], [1n, 5]);
      const after = await orderOf(shop, given);
      assert.deepEqual(after.order_line, before.order_line);
      assert.ok(asList(after.order_line).includes(line ?? null));
      assert.equal(cents(after.amount_total), SHOPS[shop].make(more).total);
    });
  }

  it('takes the customer by the e-mail address, however it is written', async () => {
    const first = basket();
    const second = basket({ email: `ADA <${first.email.toUpperCase()}>`, lines: first.lines });

    const { payload, ...sums } = shopifyOrder(first);
    await deliver('shopify', first, { ...sums, payload: { ...payload, financial_status: 'pending' } });
    await deliver('woocommerce', second, wooCommerceOrder(second));

    const [one, other] = [await orderOf('shopify', first), await orderOf('woocommerce', second)];
    assert.deepEqual(one.partner_id, other.partner_id);
    assert.deepEqual([one.state, one.date_order], ['draft', '2026-05-05 03:15:00']);
  });

  it('says in the chatter when the total is not the shop’s', async () => {
    const given = basket();
    const order = shopifyOrder(given);
    const wrong = { ...order, payload: { ...order.payload, total_price: '1.00' } };

    await deliver('shopify', given, wrong);

    const made = await orderOf('shopify', given);
    const rows = await running.odoo('mail.message', 'read', [made.message_ids ?? [], ['body']]);
    const bodies = asList(rows).map((row) => String(asObject(row).body));
    assert.ok(
      bodies.some((body) => body.includes('Shopify says 1.00')),
      bodies.join('\n'),
    );
  });
});

const SETTINGS = `
server: {host: 127.0.0.1, port: 0, public_url: "${PUBLIC_URL}", outgoing: {allow_private: [127.0.0.1]}}
store: hookdoo.db
connections:
  odoo: {url: "\${ODOO_URL}", database: "\${ODOO_DATABASE}", login: "\${ODOO_LOGIN}", api_key: "\${ODOO_API_KEY}"}
`;

function isSettled(state: string | undefined): boolean {
  return ['done', 'failed', 'skipped', 'rejected', 'duplicate'].includes(state ?? '');
}

/** Has the company round taxes so. Gives how it did before. */
async function roundTaxes({ odoo }: RunningApp, method: Json): Promise<Json> {
  const field = 'tax_calculation_rounding_method';
  const companies = await odoo('res.company', 'search_read', [[], [field]], { limit: 1n, order: 'id' });
  const { id = null, [field]: before = null } = asObject(asList(companies)[0] ?? null);
  await odoo('res.company', 'write', [[id], { [field]: method }]);
  return before;
}

/** What docs/shops.md asks for: products, taxes, the contact of the till. Its SKUs carry the marker of this run. */
async function prepareOdoo({ odoo }: RunningApp): Promise<void> {
  const products = SKUS.map((sku) => ({ name: sku, default_code: `${marker} ${sku}`, type: 'service' }));
  await odoo('product.product', 'create', [products]);
  const includes = process.env.ODOO_VERSION === '14' ? 'price_include' : 'price_include_override';
  const given = (included: boolean): Json =>
    includes === 'price_include' ? included : included ? 'tax_included' : 'tax_excluded';
  for (const rate of RATES) {
    for (const included of [false, true]) {
      const name = `Shop ${rate}% ${included ? 'included' : 'on top'}`;
      const found = await odoo('account.tax', 'search', [[['name', '=', name]]]);
      if (Array.isArray(found) && found.length === 0) {
        const values = {
          name,
          amount: rate,
          amount_type: 'percent',
          type_tax_use: 'sale',
          [includes]: given(included),
        };
        await odoo('account.tax', 'create', [values]);
      }
    }
  }
  const till = await odoo('res.partner', 'search', [[['ref', '=', 'POS']]]);
  if (Array.isArray(till) && till.length === 0) {
    await odoo('res.partner', 'create', [{ name: 'Customers of the till', ref: 'POS' }]);
  }
}

function cents(amount: Json | undefined): number {
  return Math.round(Number(amount) * 100);
}

function asObject(value: Json): JsonObject {
  assert.ok(typeof value === 'object' && value !== null && !Array.isArray(value), `a map, not ${String(value)}`);
  return value;
}

function asList(value: Json | undefined): Json[] {
  assert.ok(Array.isArray(value), `a list, not ${String(value)}`);
  return value;
}
