import type { Fields } from '../../odoo/fields.ts';

/** Fields that Odoo calls otherwise from a version on: models, the old name, the new one, the version. */
const RENAMED: readonly (readonly [models: string, before: string, after: string, since: number])[] = [
  ['sale.order.line', 'tax_id', 'tax_ids', 19],
  ['purchase.order.line', 'taxes_id', 'tax_ids', 19],
  ['sale.order.line purchase.order.line product.supplierinfo', 'product_uom', 'product_uom_id', 19],
  ['res.partner res.users crm.lead', 'mobile', 'phone', 19],
  ['res.users', 'groups_id', 'group_ids', 19],
  ['account.payment', 'ref', 'memo', 18],
  ['account.account', 'company_id', 'company_ids', 18],
  ['stock.move', 'quantity_done', 'quantity', 17],
  ['stock.move.line', 'qty_done', 'quantity', 17],
  ['account.account', 'user_type_id', 'account_type', 16],
  ['crm.lead', 'lost_reason', 'lost_reason_id', 16],
  ['product.supplierinfo', 'name', 'partner_id', 16],
  ['stock.picking', 'move_lines', 'move_ids', 16],
  ['project.task', 'user_id', 'user_ids', 15],
];

/** What a field of another version of Odoo is called in this one, as the end of a sentence; undefined when it is not known to be one. */
export function nameInThisVersion(model: string, name: string, fields: Fields): string | undefined {
  for (const [models, before, after, since] of RENAMED) {
    if (!models.split(' ').includes(model)) {
      continue;
    }
    if (name === before && fields.has(after)) {
      return `\`${after}\` (its name since Odoo ${since})`;
    }
    if (name === after && fields.has(before)) {
      return `\`${before}\` (its name before Odoo ${since})`;
    }
  }
  return undefined;
}
