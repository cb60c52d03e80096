// The models that hooks' tests and the samples use, with some of their fields, as Odoo 19 describes them.
import { type Json, parseJson } from '../odoo/json.ts';

// A model's name, its order, and the fields that a search by name looks into; then its fields by type: `*` is required, `~`
// left out of a copy, `=` a default, and behind it stands what a relation leads to or a selection allows.
const DECLARED = `
res.partner | display_name, id desc | display_name, email, ref, vat
| char: name, email, phone, website, function, street, street2, city, zip, vat, ref | html: comment
| boolean: active=true, is_company | integer: customer_rank~, color
| selection: type=contact contact=Contact invoice=Invoice delivery=Delivery other=Other
| selection: company_type~ person=Person company=Company
| many2one: parent_id res.partner, country_id res.country, user_id res.users
| one2many: child_ids~ res.partner parent_id, message_ids~ mail.message res_id | many2many: category_id res.partner.category
res.partner.category | name, id | name | char: name* | integer: color | boolean: active=true
res.country | name, id | name, code | char: name*, code* | many2one: currency_id res.currency
res.currency | active desc, name, id | name | char: name*, symbol* | boolean: active=true
res.company | name, id | name | char: name* | many2one: partner_id* res.partner, currency_id*=1 res.currency
res.users | name, login, id | name, login | char: name, login*, email | boolean: active=true
| many2one: partner_id* res.partner, company_id*=1 res.company
account.tax | id | name | char: name* | float: amount* | boolean: active=true, price_include
| selection: amount_type*=percent group=Group_of_Taxes fixed=Fixed percent=Percentage division=Percentage_Tax_Included
| selection: type_tax_use*=sale sale=Sales purchase=Purchases none=None | many2one: company_id*=1 res.company
product.product | default_code, name, id | display_name, default_code, name, barcode
| char: name*, default_code~, barcode~ | float: list_price=1.0 | boolean: active=true
| selection: type*=consu consu=Goods service=Service combo=Combo
sale.order | date_order desc, id desc | name
| char: name*~, client_order_ref~, origin | html: note | datetime: date_order*~
| selection: state~=draft draft=Quotation sent=Quotation_Sent sale=Sales_Order cancel=Cancelled
| many2one: partner_id* res.partner, company_id*=1 res.company, currency_id=1 res.currency, user_id=2 res.users
| one2many: order_line sale.order.line order_id, message_ids~ mail.message res_id | many2many: tag_ids crm.tag
sale.order.line | order_id, sequence, id | name
| many2one: order_id* sale.order, product_id product.product | text: name*
| integer: sequence=10 | float: product_uom_qty*=1.0, price_unit*, discount | many2many: tax_ids account.tax
crm.lead | priority desc, id desc | name
| char: name*, partner_name, contact_name, email_from, phone | html: description | date: date_deadline
| monetary: expected_revenue | boolean: active=true | selection: type*=opportunity lead=Lead opportunity=Opportunity
| selection: priority="0" 0=Low 1=Medium 2=High 3=Very_High
| many2one: partner_id res.partner, country_id res.country, user_id=2 res.users | many2many: tag_ids crm.tag
crm.tag | id | name | char: name*
ir.module.module | name | name | char: name*
mail.message | id desc | subject | char: model, subject | html: body | many2one_reference: res_id
ir.attachment | id desc | name | char: name*, res_model, mimetype, checksum | binary: datas | many2one_reference: res_id
ir.model.data | module, model, name, id | name | char: module*, name*, model* | many2one_reference: res_id`;

const EVERYWHERE = `integer: id~ | char: display_name~
| datetime: create_date~, write_date~ | many2one: create_uid~ res.users, write_uid~ res.users`;

/** A field as `fields_get` describes it; with its default, and whether a copy takes it along. */
export interface SandboxField {
  type: string;
  required: boolean;
  relation?: string | undefined;
  relation_field?: string | undefined;
  selection?: string[][];
  preset: Json;
  copied: boolean;
}

export interface SandboxModel {
  order: string;
  foundBy: string[];
  fields: Map<string, SandboxField>;
}

export const MODELS = new Map<string, SandboxModel>();
for (const declared of DECLARED.trim().split(/\n(?!\|)/)) {
  const [model = '', order = '', foundBy = '', ...types] = `${declared} | ${EVERYWHERE}`.split(/\s\| /);
  const fields = types.flatMap((line) => {
    const [type = '', items = ''] = line.split(': ');
    return items.split(', ').map((item) => readField(type, item));
  });
  MODELS.set(model, { order, foundBy: foundBy.split(', '), fields: new Map(fields) });
}

function readField(type: string, item: string): [string, SandboxField] {
  const [, name = '', marks = '', preset = 'null', rest = ''] = /^(\w+)([*~]*)(?:=(\S+))? ?(.*)$/.exec(item) ?? [];
  const field = { type, required: marks.includes('*'), copied: !marks.includes('~'), preset: readCell(preset) };
  const [relation, relation_field] = rest === '' ? [] : rest.split(' ');
  const choices = rest.split(' ').map((choice) => choice.split('='));
  const selection = choices.map(([value = '', label = '']) => [value, label.replaceAll('_', ' ')]);
  return [name, type === 'selection' ? { ...field, selection } : { ...field, relation, relation_field }];
}

/** A cell of a table as JSON, or as the text it is. */
export function readCell(cell: string): Json {
  try {
    return parseJson(cell);
  } catch {
    return cell;
  }
}
