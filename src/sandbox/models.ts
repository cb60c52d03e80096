// The models the samples use, as Odoo 19 describes them.
import * as f from './field.ts';

export interface SandboxModel {
  label: string;
  /** The order of a search without one. */
  order: string;
  /** The fields `name_search` looks into; `name` where there are none. */
  names?: string[];
  /** Has a chatter; Odoo then refuses a write to a record that is gone. */
  thread?: boolean;
  /** Fields that no two records share, with what Odoo says to the second. */
  unique?: [string[], string];
  fields: Record<string, f.SandboxField>;
}

const ADDRESS_TYPES = { contact: 'Contact', invoice: 'Invoice', delivery: 'Delivery', other: 'Other' };
const ORDER_STATES = { draft: 'Quotation', sent: 'Quotation Sent', sale: 'Sales Order', cancel: 'Cancelled' };
const PRIORITIES = { 0: 'Low', 1: 'Medium', 2: 'High', 3: 'Very High' };
const PRODUCT_TYPES = { consu: 'Goods', service: 'Service', combo: 'Combo' };

const sales: Record<string, SandboxModel> = {
  'sale.order': {
    label: 'Sales Order',
    order: 'date_order desc, id desc',
    thread: true,
    fields: {
      name: f.char('Order Reference', { required: true, copy: false }),
      partner_id: f.many2one('Customer', 'res.partner', f.required),
      partner_invoice_id: f.many2one('Invoice Address', 'res.partner', f.required),
      partner_shipping_id: f.many2one('Delivery Address', 'res.partner', f.required),
      company_id: f.many2one('Company', 'res.company', { required: true, default: 1n }),
      currency_id: f.many2one('Currency', 'res.currency', { readonly: true, default: 1n }),
      user_id: f.many2one('Salesperson', 'res.users', { default: 2n }),
      date_order: f.datetime('Order Date', { required: true, copy: false }),
      state: f.selection('Status', ORDER_STATES, { readonly: true, default: 'draft', copy: false }),
      client_order_ref: f.char('Customer Reference', f.uncopied),
      origin: f.char('Source Document'),
      note: f.html('Terms and conditions'),
      order_line: f.one2many('Order Lines', 'sale.order.line', 'order_id', true),
      amount_total: f.monetary('Total', f.readonly),
      tag_ids: f.many2many('Tags', 'crm.tag'),
    },
  },
  'sale.order.line': {
    label: 'Sales Order Line',
    order: 'order_id, sequence, id',
    fields: {
      order_id: f.many2one('Order Reference', 'sale.order', { required: true, ondelete: 'cascade' }),
      product_id: f.many2one('Product', 'product.product'),
      name: f.text('Description', f.required),
      sequence: f.integer('Sequence', { default: 10n }),
      product_uom_qty: f.float('Quantity', { required: true, digits: 2, default: 1 }),
      price_unit: f.float('Unit Price', f.required),
      discount: f.float('Discount (%)', { digits: 2 }),
      price_subtotal: f.monetary('Subtotal', f.readonly),
    },
  },
  'product.product': {
    label: 'Product Variant',
    order: 'default_code, name, id',
    names: ['display_name', 'default_code', 'name', 'barcode'],
    thread: true,
    fields: {
      name: f.char('Name', { required: true, store: false }),
      default_code: f.char('Internal Reference', f.uncopied),
      barcode: f.char('Barcode', f.uncopied),
      type: f.selection('Product Type', PRODUCT_TYPES, { required: true, store: false, default: 'consu' }),
      list_price: f.float('Sales Price', { store: false, digits: 2, default: 1 }),
      description_sale: f.text('Sales Description', f.unstored),
      active: f.boolean('Active', { default: true }),
    },
  },
  'crm.lead': {
    label: 'Lead',
    order: 'priority desc, id desc',
    thread: true,
    fields: {
      name: f.char('Opportunity', f.required),
      type: f.selection(
        'Type',
        { lead: 'Lead', opportunity: 'Opportunity' },
        { required: true, default: 'opportunity' },
      ),
      partner_id: f.many2one('Contact', 'res.partner'),
      partner_name: f.char('Company Name'),
      contact_name: f.char('Contact Name'),
      email_from: f.char('Email'),
      phone: f.char('Phone'),
      country_id: f.many2one('Country', 'res.country'),
      expected_revenue: f.monetary('Expected Revenue'),
      priority: f.selection('Priority', PRIORITIES, { default: '0' }),
      date_deadline: f.date('Expected Closing'),
      description: f.html('Notes'),
      tag_ids: f.many2many('Tags', 'crm.tag'),
      user_id: f.many2one('Salesperson', 'res.users', { default: 2n }),
      active: f.boolean('Active', { default: true }),
    },
  },
  'crm.tag': {
    label: 'CRM Tag',
    order: 'id',
    unique: [['name'], 'Tag name already exists!'],
    fields: { name: f.char('Tag Name', f.required), color: f.integer('Color', { default: 10n }) },
  },
};

const contacts: Record<string, SandboxModel> = {
  'res.partner': {
    label: 'Contact',
    order: 'display_name, id desc',
    names: ['display_name', 'email', 'ref', 'vat'],
    thread: true,
    fields: {
      name: f.char('Name'),
      active: f.boolean('Active', { default: true }),
      type: f.selection('Address Type', ADDRESS_TYPES, { default: 'contact' }),
      is_company: f.boolean('Is a Company'),
      company_type: f.selection('Company Type', { person: 'Person', company: 'Company' }, f.unstored),
      parent_id: f.many2one('Related Company', 'res.partner'),
      child_ids: f.one2many('Contact', 'res.partner', 'parent_id'),
      email: f.char('Email'),
      phone: f.char('Phone'),
      website: f.char('Website Link'),
      function: f.char('Job Position'),
      street: f.char('Street'),
      street2: f.char('Street2'),
      city: f.char('City'),
      zip: f.char('Zip'),
      state_id: f.many2one('State', 'res.country.state'),
      country_id: f.many2one('Country', 'res.country'),
      vat: f.char('Tax ID'),
      ref: f.char('Reference'),
      comment: f.html('Notes'),
      user_id: f.many2one('Salesperson', 'res.users'),
      category_id: f.many2many('Tags', 'res.partner.category'),
      customer_rank: f.integer('Customer Rank', f.uncopied),
      color: f.integer('Color Index'),
    },
  },
  'res.partner.category': {
    label: 'Partner Tags',
    order: 'name, id',
    fields: {
      name: f.char('Name', f.required),
      color: f.integer('Color', { default: 2n }),
      parent_id: f.many2one('Category', 'res.partner.category', { ondelete: 'cascade' }),
      active: f.boolean('Active', { default: true }),
    },
  },
  'res.country': {
    label: 'Country',
    order: 'name, id',
    names: ['name', 'code'],
    unique: [['code'], 'The code of the country must be unique!'],
    fields: {
      name: f.char('Country Name', f.required),
      code: f.char('Country Code', f.required),
      state_ids: f.one2many('States', 'res.country.state', 'country_id'),
      currency_id: f.many2one('Currency', 'res.currency'),
    },
  },
  'res.country.state': {
    label: 'Country state',
    order: 'code, id',
    names: ['name', 'code'],
    unique: [['code', 'country_id'], 'The code of the state must be unique by country!'],
    fields: {
      name: f.char('State Name', f.required),
      code: f.char('State Code', f.required),
      country_id: f.many2one('Country', 'res.country', f.required),
    },
  },
  'res.currency': {
    label: 'Currency',
    order: 'active desc, name, id',
    unique: [['name'], 'The currency code must be unique!'],
    fields: {
      name: f.char('Currency', f.required),
      full_name: f.char('Name'),
      symbol: f.char('Symbol', f.required),
      active: f.boolean('Active', { default: true }),
    },
  },
};

const system: Record<string, SandboxModel> = {
  'res.company': {
    label: 'Companies',
    order: 'name, id',
    fields: {
      name: f.char('Company Name', f.required),
      partner_id: f.many2one('Partner', 'res.partner', f.required),
      currency_id: f.many2one('Currency', 'res.currency', { required: true, default: 1n }),
    },
  },
  'res.users': {
    label: 'User',
    order: 'name, login, id',
    names: ['name', 'login'],
    unique: [['login'], 'You can not have two users with the same login!'],
    fields: {
      name: f.char('Name', f.unstored),
      login: f.char('Login', f.required),
      email: f.char('Email', f.unstored),
      partner_id: f.many2one('Related Partner', 'res.partner', f.required),
      company_id: f.many2one('Company', 'res.company', { required: true, default: 1n }),
      active: f.boolean('Active', { default: true }),
    },
  },
  'mail.message': {
    label: 'Message',
    order: 'id desc',
    fields: {
      model: f.char('Related Document Model'),
      res_id: f.reference('Related Document ID'),
      body: f.html('Contents', { default: '' }),
      subject: f.char('Subject'),
      author_id: f.many2one('Author', 'res.partner'),
    },
  },
  'ir.model.data': {
    label: 'Model Data',
    order: 'module, model, name, id',
    unique: [
      ['module', 'name'],
      'duplicate key value violates unique constraint "ir_model_data_module_name_uniq_index"',
    ],
    fields: {
      module: f.char('Module', { required: true, default: '' }),
      name: f.char('External Identifier', f.required),
      model: f.char('Model Name', f.required),
      res_id: f.reference('Record ID'),
    },
  },
  'ir.attachment': {
    label: 'Attachment',
    order: 'id desc',
    fields: {
      name: f.char('Name', f.required),
      type: f.selection('Type', { url: 'URL', binary: 'File' }, { required: true, default: 'binary' }),
      datas: f.binary('File Content (base64)', f.unstored),
      res_model: f.char('Resource Model'),
      res_id: f.reference('Resource ID'),
    },
  },
};

export const MODELS: Record<string, SandboxModel> = { ...contacts, ...sales, ...system };

for (const [model, { fields }] of Object.entries(MODELS)) {
  fields.id = f.integer('ID', f.readonly);
  fields.display_name = f.char('Display Name', { readonly: true, store: false });
  fields.create_date = f.datetime(model === 'sale.order' ? 'Creation Date' : 'Created on', f.readonly);
  fields.create_uid = f.many2one('Created by', 'res.users', f.readonly);
  fields.write_date = f.datetime(model === 'product.product' ? 'Write Date' : 'Last Updated on', f.readonly);
  fields.write_uid = f.many2one('Last Updated by', 'res.users', f.readonly);
}
