import type { Json, JsonObject } from '../../src/odoo/json.ts';
import { writeJson } from '../../src/odoo/json.ts';
import type { Odoo, Row } from './odoo.ts';

/** What differs between the versions. */
const TAXES = { '19': 'tax_ids', '14': 'tax_id' };

const PARTNER = 'name is_company type function email phone website street street2 city zip vat ref active'.split(' ');
const ORDER = 'client_order_ref state date_order amount_untaxed amount_tax amount_total'.split(' ');
const LINE = 'sequence display_type name product_uom_qty price_unit discount price_subtotal'.split(' ');

/** Every field that is forwarded of the contacts, by name: ids stand as what they name. */
export async function partnersOf(odoo: Odoo, marker: string): Promise<JsonObject[]> {
  const fields = [...PARTNER, 'parent_id', 'country_id', 'state_id', 'category_id'];
  const rows = await odoo.rows('res.partner', [['name', 'like', `${marker} `]], fields);
  const parents = await namesOf(odoo, 'res.partner', 'name');
  const countries = await namesOf(odoo, 'res.country', 'code');
  const states = await namesOf(odoo, 'res.country.state', 'code');
  const tags = await namesOf(odoo, 'res.partner.category', 'name');
  const all = rows.map((row) => ({
    ...pick(row, PARTNER),
    parent: one(parents, row.parent_id),
    country: one(countries, row.country_id),
    state: one(states, row.state_id),
    tags: many(tags, row.category_id),
  }));
  return all.sort(byText);
}

/** The same of orders with their lines, each with Odoo's own sums. `origin` is the order's name in Odoo A. */
export async function ordersOf(odoo: Odoo, marker: string, version: '19' | '14'): Promise<JsonObject[]> {
  const people = ['partner_id', 'partner_invoice_id', 'partner_shipping_id'];
  const rows = await odoo.rows(
    'sale.order',
    [['client_order_ref', 'like', `${marker} `]],
    [...[...ORDER, ...people, 'name', 'origin', 'order_line']],
  );
  const partners = await namesOf(odoo, 'res.partner', 'name');
  const codes = await namesOf(odoo, 'product.product', 'default_code');
  const rates = await namesOf(odoo, 'account.tax', 'amount');
  const taxes = TAXES[version];
  const lines = await odoo.rows(
    'sale.order.line',
    [['order_id', 'in', rows.map(({ id }) => id)]],
    [...[...LINE, 'order_id', 'product_id', taxes]],
  );
  const linesOf = (order: bigint) =>
    lines
      .filter((line) => idOf(line.order_id) === order)
      .map((line) => ({
        ...pick(line, LINE),
        product: one(codes, line.product_id),
        taxes: many(rates, line[taxes]),
      }))
      .sort(byText);
  const all = rows.map((row) => ({
    ...pick(row, ORDER),
    origin: (version === '19' ? row.name : row.origin) ?? null,
    ...Object.fromEntries(people.map((name) => [name, one(partners, row[name])])),
    lines: linesOf(row.id),
  }));
  return all.sort(byText);
}

async function namesOf(odoo: Odoo, model: string, field: string): Promise<Map<bigint, Json>> {
  const rows = await odoo.rows(model, [], [field]);
  return new Map(rows.map((row) => [row.id, row[field] ?? null]));
}

function pick(row: Row, fields: readonly string[]): JsonObject {
  return Object.fromEntries(fields.map((name) => [name, row[name] ?? null]));
}

/** Of a many2one as Odoo reads it, `[id, name]`. */
function idOf(value: Json | undefined): bigint | undefined {
  const [id] = Array.isArray(value) ? value : [];
  return typeof id === 'bigint' ? id : undefined;
}

function one(names: ReadonlyMap<bigint, Json>, value: Json | undefined): Json {
  const id = idOf(value);
  return id === undefined ? false : (names.get(id) ?? null);
}

function many(names: ReadonlyMap<bigint, Json>, value: Json | undefined): Json {
  const ids = Array.isArray(value) ? value : [];
  return ids.map((id) => (typeof id === 'bigint' ? (names.get(id) ?? null) : null)).sort(byText);
}

function byText(one: Json, other: Json): number {
  const [a, b] = [writeJson(one), writeJson(other)];
  return a < b ? -1 : a > b ? 1 : 0;
}
