import assert from 'node:assert/strict';
import { createLog } from '../../src/log.ts';
import { type Connection, openConnection } from '../../src/odoo/connection.ts';
import type { Json, JsonObject } from '../../src/odoo/json.ts';
import type { Target } from '../contract/target.ts';

export const SECRET = 'faults-0123456789abcdef';

/** A hook of three steps: the customer, the order with its lines, its confirmation. */
export const SHOP_ORDER = `
model: sale.order
secret: ${SECRET}
answer: stored
unique: payload.event
order_key: payload.number
version: payload.version
repeat: true
retry: {for: 5m, from: 100ms, to: 500ms}
context: {tracking_disable: true}
actions:
  - upsert: res.partner
    match: {ref: =payload.customer}
    values: {name: =payload.name}
    as: customer
  - upsert: sale.order
    match: {client_order_ref: =payload.number}
    values:
      partner_id: =customer
      order_line:
        for_each: payload.lines
        as: line
        values: {product_id: =line.product, product_uom_qty: =line.quantity, price_unit: =line.price}
    as: order
  - call: action_confirm
    on: order
    if: order.state == 'draft'
`;

/** What a shop sends. */
export interface ShopOrder {
  event: string;
  customer: string;
  name: string;
  number: string;
  version: number;
  lines: { product: number; quantity: number; price: number }[];
}

/** The real Odoo of the tests, asked directly. */
export class ShopOdoo {
  readonly marker = `Faults-${process.pid}-${Date.now()}`;
  readonly #connection: Connection;
  #products: Json[] = [];
  #count = 0;

  constructor(target: Target) {
    const settings = { ...target, name: 'direct', timeout: 60_000, concurrency: 2, context: {} };
    this.#connection = openConnection(settings, createLog({ level: 'silent', readable: false }));
  }

  get url(): string {
    return this.#connection.settings.url;
  }

  /** hookdoo.yaml for a program that reaches this Odoo at `url`. */
  settings(url: string, store = 'hookdoo.db'): string {
    const { database, login, password } = this.#connection.settings;
    return `
server: {host: 127.0.0.1, port: 0}
store: ${store}
connections:
  odoo: {url: "${url}", database: "${database}", login: "${login}", api_key: "${password}", timeout: 3s}
`;
  }

  /** Calls it, with archived records in sight. */
  async call(model: string, method: string, args: Json[], kwargs: JsonObject = {}): Promise<Json> {
    return await this.#connection.rpc({ model, method, args, kwargs: { context: { active_test: false }, ...kwargs } });
  }

  /** Whether its database answers. */
  async isThere(): Promise<boolean> {
    return await this.#connection.check().then(
      () => true,
      () => false,
    );
  }

  /** An order that was never sent before, of a customer of its own. */
  async newOrder(kind = 'order'): Promise<ShopOrder> {
    if (this.#products.length === 0) {
      const found = await this.call('product.product', 'search', [[['sale_ok', '=', true]]], {
        limit: 3n,
        order: 'id',
      });
      assert.ok(Array.isArray(found) && found.length === 3, 'three products');
      this.#products = found;
    }
    this.#count += 1;
    const number = `${this.marker}-${kind}-${this.#count}`;
    const lines = this.#products.map((product, index) => ({
      product: Number(product),
      quantity: index + 1,
      price: 10.5 + index,
    }));
    return { event: `${number}-1`, customer: `${number}-c`, name: `${number} customer`, number, version: 1, lines };
  }

  /** What there is of an order in Odoo, and is not as it must be: one customer, one order, whole and confirmed. */
  async complaints(order: ShopOrder): Promise<string[]> {
    const partners = await this.#rows('res.partner', 'ref', order.customer, ['name']);
    const orders = await this.#rows('sale.order', 'client_order_ref', order.number, ['partner_id', 'state']);
    const ids = orders.map(({ id = null }) => id);
    const fields = ['product_id', 'product_uom_qty', 'price_unit'];
    const lines = await this.call('sale.order.line', 'search_read', [[['order_id', 'in', ids]], fields], {
      order: 'order_id, id',
    });
    assert.ok(Array.isArray(lines));
    const found = {
      partners: partners.map(({ name }) => name),
      orders: orders.map(({ partner_id, state }) => [idOf(partner_id) === partners[0]?.id, state]),
      lines: lines.map((line) => {
        const { product_id, product_uom_qty, price_unit } = Object(line);
        return [Number(idOf(product_id)), Number(product_uom_qty), Number(price_unit)];
      }),
    };
    const expected = {
      partners: [order.name],
      orders: [[true, 'sale']],
      lines: order.lines.map(({ product, quantity, price }) => [product, quantity, price]),
    };
    const parts = ['partners', 'orders', 'lines'] as const;
    return parts
      .filter((part) => JSON.stringify(found[part]) !== JSON.stringify(expected[part]))
      .map((part) => `${part} ${JSON.stringify(found[part])} and not ${JSON.stringify(expected[part])}`);
  }

  async #rows(model: string, field: string, value: string, fields: string[]): Promise<Record<string, Json>[]> {
    const rows = await this.call(model, 'search_read', [[[field, '=', value]], fields], { order: 'id' });
    assert.ok(Array.isArray(rows));
    return rows.map((row) => Object(row));
  }

  /** Removes what the tests made. */
  async clear(): Promise<void> {
    const orders = await this.call('sale.order', 'search', [[['client_order_ref', 'like', this.marker]]]);
    await this.call('sale.order', 'action_cancel', [orders]);
    await this.call('sale.order', 'unlink', [orders]);
    const partners = await this.call('res.partner', 'search', [[['ref', 'like', this.marker]]]);
    await this.call('res.partner', 'unlink', [partners]);
  }

  async close(): Promise<void> {
    await this.#connection.close();
  }
}

function idOf(pair: Json | undefined): Json | undefined {
  return Array.isArray(pair) ? pair[0] : pair;
}
