// What Odoo's sales app and its other modules do by themselves.
import type { Json } from '../odoo/json.ts';
import type { Row } from './database.ts';
import { userError } from './fault.ts';
import { displayName, type Env } from './record.ts';

/** What Odoo fills in on a new record from others. */
export function filledIn(env: Env, model: string, row: Row, id: bigint): Row {
  if (model === 'sale.order') {
    const customer = row.partner_id ?? false;
    return { name: `S${String(id).padStart(5, '0')}`, partner_invoice_id: customer, partner_shipping_id: customer };
  }
  const product = model === 'sale.order.line' ? env.db.get('product.product', row.product_id) : undefined;
  if (product === undefined) {
    return {};
  }
  const text = product.description_sale ? `\n${product.description_sale}` : '';
  return { name: `${displayName(env, 'product.product', product)}${text}`, price_unit: product.list_price ?? 0 };
}

/** Throws where Odoo does not let a record go. */
export function forbidDeletion(model: string, row: Row | undefined): void {
  if (model === 'sale.order' && (row?.state === 'sent' || row?.state === 'sale')) {
    throw userError('You can not delete a sent quotation or a confirmed sales order. You must first cancel it.');
  }
}

/** Confirms quotations. Throws Odoo's UserError for one that is none, or that has a line without a product. */
export function confirmOrders(env: Env, orders: Row[]): Json {
  if (orders.some(({ state }) => state !== 'draft' && state !== 'sent')) {
    throw userError('Some orders are not in a state requiring confirmation.');
  }
  for (const order of orders) {
    const lines = env.db.rows('sale.order.line').filter((line) => line.order_id === order.id);
    if (lines.some((line) => (line.product_id ?? false) === false)) {
      throw userError('Some order lines are missing a product, you need to correct them before going further.');
    }
    env.db.put('sale.order', BigInt(String(order.id)), { ...order, state: 'sale' });
  }
  return true;
}
