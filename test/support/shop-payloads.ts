// Orders in the shape in which Shopify, WooCommerce and Square send them, with the sums as those shops come to them.

/** What is in the basket: prices in cents, with tax where `included`; the tax in percent. */
export interface Basket {
  /** Makes the order's number and its event one of a kind. */
  id: number;
  /** How often it was changed: the later, the newer. */
  revision: number;
  email: string;
  included: boolean;
  rate: number;
  lines: { sku: string; name: string; quantity: number; cents: number; discount?: number }[];
  shipping: number;
}

/** A total, as the shop's customer is told it: in cents. */
export interface Order {
  payload: Record<string, unknown>;
  total: number;
  tax: number;
}

const money = (cents: number) => (cents / 100).toFixed(2);

/** The tax in an amount, or on top of it, in whole cents. */
function taxOf(cents: number, { included, rate }: Basket): number {
  return Math.round(included ? cents - cents / (1 + rate / 100) : (cents * rate) / 100);
}

/** What is paid for, with its tax. */
function sums(basket: Basket): { total: number; tax: number } {
  const amounts = [
    ...basket.lines.flatMap(({ cents, quantity, discount = 0 }) => [cents * quantity, -discount]),
    basket.shipping,
  ];
  const tax = amounts.reduce((sum, cents) => sum + taxOf(cents, basket), 0);
  const plain = amounts.reduce((sum, cents) => sum + cents, 0);
  return { tax, total: basket.included ? plain : plain + tax };
}

/** `financial_status` is paid. */
export function shopifyOrder(basket: Basket): Order {
  const { id, revision, email, included, rate, lines, shipping } = basket;
  const { total, tax } = sums(basket);
  const taxLines = (cents: number) => [{ title: `Tax ${rate}%`, rate: rate / 100, price: money(taxOf(cents, basket)) }];
  const address = {
    first_name: 'Ada',
    last_name: 'Byron',
    address1: '12 Main Street',
    address2: null,
    zip: '40202',
    city: 'Louisville',
    country_code: 'US',
    province_code: 'KY',
    phone: '+1 555-625-1199',
  };
  return {
    total,
    tax,
    payload: {
      id,
      name: `#${id}`,
      email,
      created_at: '2026-05-04T23:15:00-04:00',
      updated_at: `2026-05-04T23:15:0${revision}-04:00`,
      currency: 'USD',
      financial_status: 'paid',
      taxes_included: included,
      total_price: money(total),
      total_tax: money(tax),
      customer: { id: id + 1, email, first_name: 'Ada', last_name: 'Byron' },
      billing_address: address,
      shipping_address: address,
      line_items: lines.map(({ sku, name, quantity, cents, discount = 0 }, index) => ({
        id: id * 10 + index,
        sku,
        name,
        title: name,
        quantity,
        price: money(cents),
        tax_lines: taxLines(cents * quantity - discount),
        discount_allocations: discount === 0 ? [] : [{ amount: money(discount), discount_application_index: 0 }],
      })),
      shipping_lines: [{ id: 1, title: 'Standard', price: money(shipping), tax_lines: taxLines(shipping) }],
    },
  };
}

/** `status` is processing. Amounts of a line are without tax, to six places where the prices include it. */
export function wooCommerceOrder(basket: Basket): Order {
  const { id, revision, email, included, rate, lines, shipping } = basket;
  const { total, tax } = sums(basket);
  const net = (cents: number) => (included ? cents - taxOf(cents, basket) : cents);
  const taxes = (cents: number) => [{ id: 75, total: money(taxOf(cents, basket)), subtotal: '' }];
  return {
    total,
    tax,
    payload: {
      id,
      number: String(id),
      status: 'processing',
      currency: 'USD',
      date_created: '2026-05-05T05:15:00',
      date_created_gmt: '2026-05-05T03:15:00',
      date_modified_gmt: `2026-05-05T03:15:0${revision}`,
      prices_include_tax: included,
      total: money(total),
      total_tax: money(tax),
      customer_id: 0,
      billing: {
        first_name: 'Ada',
        last_name: 'Byron',
        company: '',
        address_1: '12 Main Street',
        address_2: '',
        city: 'Louisville',
        state: 'KY',
        postcode: '40202',
        country: 'US',
        email,
        phone: '(555) 625-1199',
      },
      line_items: lines.map(({ sku, name, quantity, cents, discount = 0 }, index) => {
        const [before, after] = [cents * quantity, cents * quantity - discount];
        // The coupon takes away what it is worth, and the tax on it.
        const [taxBefore, taxAfter] = [taxOf(before, basket), taxOf(before, basket) + taxOf(-discount, basket)];
        return {
          id: id * 10 + index,
          name,
          sku,
          quantity,
          subtotal: money(net(before)),
          subtotal_tax: money(taxBefore),
          total: money(included ? after - taxAfter : after),
          total_tax: money(taxAfter),
          taxes: taxes(after),
        };
      }),
      tax_lines: [{ id: 1, rate_id: 75, rate_code: 'US-KY-1', rate_percent: rate, label: 'Tax', compound: false }],
      shipping_lines: [
        {
          id: 2,
          method_id: 'flat_rate',
          method_title: 'Flat rate',
          total: money(net(shipping)),
          total_tax: money(taxOf(shipping, basket)),
          taxes: taxes(shipping),
        },
      ],
      fee_lines: [],
    },
  };
}

/** What Square's API tells of an order; it has no shipping. `payload` is the order, `squareEvent` what is sent. */
export function squareOrder(basket: Basket): Order {
  const { id, revision, included, rate, lines } = basket;
  const { total, tax } = sums({ ...basket, shipping: 0 });
  const usd = (amount: number) => ({ amount, currency: 'USD' });
  return {
    total,
    tax,
    payload: {
      id: `square-${id}`,
      location_id: 'L1',
      state: 'COMPLETED',
      version: revision,
      created_at: '2026-05-05T03:15:00.614Z',
      updated_at: '2026-05-05T03:15:02.614Z',
      total_money: usd(total),
      total_tax_money: usd(tax),
      taxes: [{ uid: 'tax', name: 'Tax', percentage: String(rate), type: included ? 'INCLUSIVE' : 'ADDITIVE' }],
      line_items: lines.map(({ sku, name, quantity, cents, discount = 0 }, index) => ({
        uid: `line-${index}`,
        catalog_object_id: sku,
        name,
        quantity: String(quantity),
        base_price_money: usd(cents),
        total_discount_money: usd(discount),
        applied_taxes: [{ uid: `applied-${index}`, tax_uid: 'tax' }],
      })),
    },
  };
}

/** What Square sends of an order: next to nothing. */
export function squareEvent({ id: number, revision: version }: Basket): Record<string, unknown> {
  const id = `square-${number}`;
  const told = { order_id: id, location_id: 'L1', state: 'COMPLETED', version, updated_at: '2026-05-05T03:15:02.614Z' };
  return {
    merchant_id: 'M1',
    type: 'order.updated',
    event_id: `${id}-${version}`,
    created_at: '2026-05-05T03:15:03Z',
    data: { type: 'order_updated', id, object: { order_updated: told } },
  };
}
