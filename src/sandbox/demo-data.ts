// A part of the demo data of Odoo 19, under the same ids. A model's line names its fields; then come the records, their id first.
import { create } from './change.ts';
import type { Database } from './database.ts';
import { readCell } from './models.ts';

const RECORDS = `
res.currency | name | symbol | active ; 1 | USD | $ | true ; 126 | EUR | € | false
res.country | name | code | currency_id ; 20 | Belgium | BE | 126 ; 57 | Germany | DE | 126 ; 75 | France | FR | 126
109 | Italy | IT | 126 ; 233 | United States | US | 1
res.partner.category | name | color ; 1 | Vendor | 2 ; 7 | Desk Manufacturers | 10
res.partner | name | email | phone | country_id | is_company | parent_id | category_id
1 | My Company (San Francisco) | info@yourcompany.com | +1 555-555-5556 | 233 | true
3 | Mitchell Admin | admin@example.com | +1 555-555-5555 | 233
8 | Wood Corner | bhu.a100@ic.example.com | (623)-853-7197 | 233 | true | false | [7]
9 | Acme Corporation | info@agrolait.com | (603)-996-3829 | 233 | true | false | [7]
10 | Gemini Furniture | john.b@tech.info | +1 312 349 2324 | 233 | true | false | [7]
ir.module.module | name ; 1 | base ; 2 | sale
res.company | name | partner_id ; 1 | My Company (San Francisco) | 1
res.users | name | login | email | partner_id ; 2 | Mitchell Admin | admin | admin@example.com | 3
account.tax | name | amount | type_tax_use ; 1 | 15% | 15.0 | sale ; 2 | 15% | 15.0 | purchase
product.product | name | default_code | list_price | type ; 5 | Office Chair | FURN_7777 | 70.0 | consu
6 | Office Lamp | FURN_8888 | 40.0 | consu ; 39 | Drawer | FURN_8855 | 110.5 | consu
sale.order | partner_id | state | date_order | currency_id | order_line
1 | 9 | draft | 2026-01-15 10:00:00 | 1 | [[0, 0, {"product_id": 5, "product_uom_qty": 2}]]
4 | 10 | sale | 2026-04-15 10:00:00 | 1 | [[0, 0, {"product_id": 6, "product_uom_qty": 16}]]
7 | 10 | draft | 2026-07-15 10:00:00 | 126 | [[0, 0, {"product_id": 39, "product_uom_qty": 5}]]
ir.model.data | module | name | model | res_id ; 1 | base | main_company | res.company | 1
2 | base | main_partner | res.partner | 1 ; 3 | base | USD | res.currency | 1
5 | base | us | res.country | 233 ; 6 | base | user_admin | res.users | 2
7 | base | module_base | ir.module.module | 1 ; 8 | base | module_sale | ir.module.module | 2`;

/** Fills an empty database, every time alike. */
export function insertDemoData(db: Database): void {
  let [model, names]: [string, string[]] = ['', []];
  for (const line of RECORDS.trim().split(/\n| ; /)) {
    const [first = '', ...cells] = line.split(' | ');
    if (first.includes('.')) {
      [model, names] = [first, cells];
    } else {
      const values = Object.fromEntries(cells.map((cell, index) => [names[index], readCell(cell)]));
      create({ db, context: {} }, model, values, BigInt(first));
    }
  }
}
