/** Hooks that make records by external id, and that write to records with and without care. */
export const EXTERNAL_ID_HOOKS: Record<string, string> = {
  create: `
model: res.partner
actions:
  - create: res.partner
    external_id: =payload.id
    values: {name: =payload.name, ref: =payload.ref}
    as: made
  - run: log(made.id)
`,
  upsert: `
model: res.partner
actions:
  - upsert: res.partner
    external_id: =payload.id
    values: {name: =payload.name, ref: =payload.ref, is_company: =payload.company, country_id: =payload.country}
`,
  formatted: `
model: res.partner
actions:
  - upsert: res.partner
    external_id: =f'{payload.shop}_{payload.id}'
    values: {name: =payload.name, ref: =payload.ref}
`,
  order: `
model: sale.order
actions:
  - upsert: res.partner
    external_id: =f'{payload.id}-customer'
    values: {name: =payload.ref, ref: =payload.ref}
    as: customer
  - upsert: sale.order
    external_id: =f'{payload.id}-order'
    values:
      partner_id: =customer
      client_order_ref: =payload.ref
      date_order: =payload.date
      order_line: =payload.lines
`,
  match: `
model: res.partner
actions:
  - upsert: res.partner
    match: {ref: =payload.ref}
    values: {name: =payload.name}
`,
  update: `
model: res.partner
target_record: env['res.partner'].search([('ref', '=', payload.ref)])
actions:
  - update: record
    values: {name: =payload.name, phone: =payload.phone, category_id: =payload.tags, color: =payload.color}
`,
  fill: `
model: res.partner
target_record: env['res.partner'].search([('ref', '=', payload.ref)])
actions:
  - update: record
    values: {phone: =payload.phone, street: =payload.street, color: =payload.color}
    only_if_empty: [phone, color]
`,
  note: `
model: res.partner
actions:
  - upsert: res.partner
    match: {ref: =payload.ref}
    values: {name: =payload.ref, comment: =payload.note, website: =payload.site}
`,
  archived: `
model: res.partner
context: {active_test: false}
actions:
  - upsert: res.partner
    match: {ref: =payload.ref}
    values: {name: =payload.name}
`,
  parent: `
model: res.partner
actions:
  - create: res.partner
    values: {name: =payload.name, parent_id: {find: {ref: =payload.ref}}}
`,
};
