import type { Json, JsonObject } from '../../src/odoo/json.ts';
import type { Odoo } from './odoo.ts';

/** What people work with in Odoo A: names begin with `marker`; products and countries by code, `tax` the 15 % of both demo databases. */
export interface Shop {
  marker: string;
  products: Record<string, bigint>;
  tax: bigint;
  countries: Record<string, bigint>;
  states: bigint[];
}

/** One thing that somebody does. */
export type Deed = (by: Odoo) => Promise<unknown>;

const COMPANIES = 40;
const CONTACTS = 20;
const ORDERS = 40;
const CODES = ['P1', 'P2', 'P3'];

/** Does the deeds in their order, those of even places by one and those of odd places by another at the same time. Gives how many. */
export async function doAll(deeds: readonly Deed[], one: Odoo, other: Odoo): Promise<number> {
  const work = async (by: Odoo, parity: number) => {
    for (const [index, deed] of deeds.entries()) {
      if (index % 2 === parity) {
        await deed(by);
      }
    }
  };
  await Promise.all([work(one, 0), work(other, 1)]);
  return deeds.length;
}

/** Companies, then what belongs to them; the ids of all go into `ids`, those of companies first. */
export function newPartners({ marker, countries, states }: Shop, ids: bigint[]): [Deed[], Deed[]] {
  const companies = times(COMPANIES, (n) => async (by: Odoo) => {
    const [country, state] = n % 3 === 0 ? ['BE', false] : n % 3 === 1 ? ['FR', false] : ['US', states[n % 5] ?? false];
    ids[n] = await by.create('res.partner', {
      name: `${marker} company ${n}`,
      is_company: true,
      email: n % 4 === 0 ? false : `Office.${n}@${marker}.example`,
      phone: `+32 2 290 ${1000 + n}`,
      website: n % 5 === 0 ? `https://${n}.example.com` : false,
      street: `Main street ${n}`,
      city: 'Zürich — «Süd»',
      zip: `${1000 + n}`,
      country_id: countries[country ?? ''] ?? false,
      state_id: state ?? false,
      ref: `${marker}-${n}`,
      category_id: n % 4 === 1 ? [[0n, 0n, { name: `${marker} tag ${n}` }]] : [],
    });
  });
  const contacts = times(CONTACTS, (n) => async (by: Odoo) => {
    ids[COMPANIES + n] = await by.create('res.partner', {
      name: `${marker} contact ${n}`,
      parent_id: ids[n % 10] ?? false,
      type: ['contact', 'delivery', 'invoice'][n % 3] ?? 'other',
      function: n % 3 === 0 ? 'Boss' : false,
      email: `contact.${n}@${marker}.example`,
      ...(n % 3 !== 0 && { street: `Back street ${n}`, country_id: countries.DE ?? false }),
    });
  });
  return [companies, contacts];
}

/** Orders of these partners with one to five lines; their ids go into `ids`. */
export function newOrders(shop: Shop, partners: readonly bigint[], ids: bigint[]): Deed[] {
  return times(ORDERS, (n) => async (by: Odoo) => {
    ids[n] = await by.create('sale.order', {
      partner_id: partners[n] ?? false,
      ...(n < CONTACTS && { partner_shipping_id: partners[COMPANIES + n] ?? false }),
      client_order_ref: `${shop.marker} order ${n}`,
      order_line: [
        ...times(1 + (n % 4), (line) => add(line * 10, goods(shop, n + line, { product_uom_qty: line + 1 }))),
        ...(n % 4 === 3 ? [add(5, { display_type: 'line_section', name: 'A section' })] : []),
      ],
    });
  });
}

/** The changes of partners, in two rounds. */
export function partnerChanges({ marker, countries, states }: Shop, ids: readonly bigint[]): [Deed[], Deed[]] {
  const kinds: ((n: number) => JsonObject)[] = [
    (n) => ({ phone: `+33 1 ${n}`, street: 'Elsewhere' }),
    () => ({ email: false, website: 'https://new.example.com' }),
    () => ({ country_id: countries.US ?? false, state_id: states[0] ?? false }),
    (n) => ({
      category_id: [
        [5n, 0n, 0n],
        [0n, 0n, { name: `${marker} other tag ${n}` }],
      ],
    }),
    (n) => ({ name: `${marker} renamed ${n}`, zip: false }),
  ];
  const change = (n: number) => (by: Odoo) => by.write('res.partner', ids[n] ?? 0n, kinds[n % kinds.length]?.(n) ?? {});
  const last = (n: number) => (by: Odoo) =>
    by.write('res.partner', ids[n] ?? 0n, n % 2 === 0 ? { active: false } : { phone: false, street2: 'Door 2' });
  return [times(30, change), times(10, (n) => last(COMPANIES - 1 - n))];
}

/** The changes of orders, in three rounds. */
export function orderChanges(shop: Shop, ids: readonly bigint[]): [Deed[], Deed[], Deed[]] {
  const change = (n: number, commands: (lines: readonly bigint[]) => Json[]) => async (by: Odoo) => {
    const order = ids[n] ?? 0n;
    const lines = await by.ids('sale.order.line', [
      ['order_id', '=', order],
      ['display_type', '=', false],
    ]);
    await by.write('sale.order', order, { order_line: commands(lines) });
  };
  const set = (line: bigint | undefined, values: JsonObject): Json => [1n, line ?? 0n, values];
  const first = (n: number): Deed => {
    const kinds: Deed[] = [
      change(n, ([line]) => [set(line, { product_uom_qty: 7 })]),
      change(n, () => [add(90, goods(shop, n, { price_unit: 1.6 }))]),
      change(n, (lines) => [[2n, lines.at(-1) ?? 0n, 0n]]),
      change(n, ([line]) => [set(line, { price_unit: 12.4, discount: 50 })]),
      change(n, ([line]) => [set(line, { tax_ids: [[5n, 0n, 0n]] })]),
      change(n, () => [
        add(1, { display_type: 'line_section', name: 'New' }),
        add(99, { display_type: 'line_note', name: 'Note' }),
      ]),
      async (by) => {
        // As other modules do it: past the order.
        const [line = 0n] = await by.ids('sale.order.line', [['order_id', '=', ids[n] ?? 0n]]);
        await by.write('sale.order.line', line, { price_unit: 77.6 });
      },
      (by) => by.write('sale.order', ids[n] ?? 0n, { client_order_ref: `${shop.marker} order ${n}, changed` }),
    ];
    return kinds[n % kinds.length] ?? kinds[0] ?? change(n, () => []);
  };
  const second = (n: number): Deed => {
    const kinds: Deed[] = [
      (by) => by.on('sale.order', ids[n] ?? 0n, 'action_confirm'),
      change(n, ([line]) => [set(line, { product_uom_qty: 3 }), add(95, goods(shop, n + 1, {}))]),
      change(n, ([, ...lines]) => lines.map((line): Json => [2n, line, 0n])),
      (by) => by.on('sale.order', ids[n] ?? 0n, 'action_cancel'),
      change(n, ([line]) => [set(line, { name: 'Another text', sequence: 42n })]),
    ];
    return kinds[n % kinds.length] ?? kinds[0] ?? change(n, () => []);
  };
  const third = (n: number): Deed =>
    n % 2 === 0
      ? change(n * 5, ([line]) => [set(line, { product_uom_qty: 11, price_unit: 3.2 })]) // confirmed
      : (by) => by.on('sale.order', ids[n * 5 - 2] ?? 0n, 'action_draft'); // cancelled
  return [times(40, first), times(30, second), times(6, third)];
}

function goods({ marker, products, tax }: Shop, n: number, values: JsonObject): JsonObject {
  const code = CODES[n % CODES.length] ?? '';
  const taxes = n % 2 === 0 ? [tax] : [];
  const price_unit = 10 + (n % 7) + 0.2;
  const name = `${marker} ${code}`;
  return {
    product_id: products[code] ?? false,
    name,
    product_uom_qty: 1,
    price_unit,
    tax_ids: [[6n, 0n, taxes]],
    ...values,
  };
}

function add(sequence: number, values: JsonObject): Json {
  return [0n, 0n, { sequence: BigInt(sequence), ...values }];
}

function times<T>(count: number, make: (n: number) => T): T[] {
  return Array.from({ length: count }, (_, n) => make(n));
}
