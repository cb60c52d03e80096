// A mapping of 20 fields and 10 lines of 5 fields: each field an expression of its own, beside the same written by hand.
import { DEFAULT_BUDGET } from '../../src/expression/budget.ts';
import { type Code, compileExpression } from '../../src/expression/compile.ts';
import { Dict } from '../../src/expression/dict.ts';
import { parsePayload } from '../../src/expression/json.ts';
import { pureNames } from '../../src/expression/names.ts';
import type { Value } from '../../src/expression/value.ts';

const FIELDS: Record<string, string> = {
  name: "f'{payload.customer.first_name} {payload.customer.last_name}'",
  email: 'payload.customer.email',
  phone: "payload.get('phone') or payload.customer.phone",
  ref: "payload['name']",
  note: "(payload.note or '').strip()",
  origin: "'shop ' + str(payload.id)",
  currency: 'payload.currency.upper()',
  total: 'float(payload.total_price)',
  tax: 'round(float(payload.total_tax), 2)',
  paid: "payload.financial_status == 'paid'",
  count: 'len(payload.line_items)',
  street: 'payload.shipping_address.address1',
  city: 'payload.shipping_address.city',
  zip: 'payload.shipping_address.zip',
  country: 'payload.shipping_address.country_code',
  company: 'payload.customer.company',
  tags: "[t.strip() for t in payload.tags.split(',')]",
  first: "payload.line_items[0]['sku']",
  quantity: 'sum(line.quantity for line in payload.line_items)',
  priority: '1 if payload.total_price and float(payload.total_price) > 100 else 0',
};
const LINE_FIELDS: Record<string, string> = {
  sku: 'line.sku',
  name: 'line.title',
  quantity: 'line.quantity',
  price: 'float(line.price)',
  discount: "line.get('discount', 0)",
};

const order = {
  id: 450789469,
  name: '#1001',
  note: ' please ring ',
  currency: 'eur',
  total_price: '598.94',
  total_tax: '11.94',
  financial_status: 'paid',
  tags: 'a, b, c',
  customer: { first_name: 'Bob', last_name: 'Norman', email: 'bob@example.com', phone: '+1 555' },
  shipping_address: { address1: 'Main 1', city: 'Gent', zip: '9000', country_code: 'BE' },
  line_items: Array.from({ length: 10 }, (_, index) => ({
    sku: `SKU${index}`,
    title: `Item ${index}`,
    quantity: index + 1,
    price: '19.99',
  })),
};

function compiled(sources: Record<string, string>, names: ReadonlySet<string>): [string, Code][] {
  return Object.entries(sources).map(([field, source]) => {
    const result = compileExpression(source, { names });
    if (!result.ok) {
      throw new Error(`${field}: ${result.faults[0]?.message}`);
    }
    return [field, result.code];
  });
}

function evaluated(code: [string, Code][], names: Map<string, Value>): Map<string, Value> {
  const values = new Map<string, Value>();
  for (const [field, expression] of code) {
    values.set(field, expression.evaluate(names, DEFAULT_BUDGET));
  }
  return values;
}

const names = new Set([...pureNames().keys(), 'payload', 'line']);
const fields = compiled(FIELDS, names);
const lineFields = compiled(LINE_FIELDS, names);
const payload = parsePayload(JSON.stringify(order), { depth: 20, keys: 1000 });
const given = new Map<string, Value>([...pureNames(), ['payload', payload]]);

function byExpressions(): unknown {
  const values = evaluated(fields, given);
  const lines: unknown[] = [];
  const items = payload instanceof Dict ? payload.get('line_items') : null;
  for (const line of Array.isArray(items) ? items : []) {
    given.set('line', line);
    lines.push(evaluated(lineFields, given));
  }
  return [values, lines];
}

function byHand(): unknown {
  const values = new Map<string, unknown>();
  const { customer, shipping_address: address } = order;
  values.set('name', `${customer.first_name} ${customer.last_name}`);
  values.set('email', customer.email);
  values.set('phone', customer.phone);
  values.set('ref', order.name);
  values.set('note', (order.note ?? '').trim());
  values.set('origin', `shop ${order.id}`);
  values.set('currency', order.currency.toUpperCase());
  values.set('total', Number(order.total_price));
  values.set('tax', Math.round(Number(order.total_tax) * 100) / 100);
  values.set('paid', order.financial_status === 'paid');
  values.set('count', order.line_items.length);
  values.set('street', address.address1);
  values.set('city', address.city);
  values.set('zip', address.zip);
  values.set('country', address.country_code);
  values.set('company', null);
  values.set(
    'tags',
    order.tags.split(',').map((tag) => tag.trim()),
  );
  values.set('first', order.line_items[0]?.sku);
  values.set(
    'quantity',
    order.line_items.reduce((sum, line) => sum + line.quantity, 0),
  );
  values.set('priority', order.total_price && Number(order.total_price) > 100 ? 1 : 0);
  const lines = order.line_items.map(
    (line) =>
      new Map<string, unknown>([
        ['sku', line.sku],
        ['name', line.title],
        ['quantity', line.quantity],
        ['price', Number(line.price)],
        ['discount', 0],
      ]),
  );
  return [values, lines];
}

function rate(run: () => unknown): number {
  for (let warm = 0; warm < 5000; warm++) {
    run();
  }
  const start = performance.now();
  let runs = 0;
  while (performance.now() - start < 2000) {
    for (let turn = 0; turn < 100; turn++) {
      run();
    }
    runs += 100;
  }
  return runs / ((performance.now() - start) / 1000);
}

const hand = rate(byHand);
const expressions = rate(byExpressions);
console.log('mapping of 20 fields and 10 lines of 5 fields, a second on one core');
console.log(`  hand-written TypeScript  ${Math.round(hand)}`);
console.log(
  `  expressions              ${Math.round(expressions)}  (${(expressions / hand).toFixed(3)} of it; goal 20000)`,
);
