// A part of the demo data of Odoo 19, under the same ids. A model's line names its fields; then a record a line, its id first.
import { type Json, parseJson } from '../odoo/json.ts';
import { create, insert } from './change.ts';
import type { Database } from './database.ts';

const RECORDS = `
res.currency | name | full_name | symbol | active
1 | USD | United States dollar | $ | true
6 | CNY | Chinese yuan | ¥ | false
126 | EUR | Euro | € | false
144 | GBP | Pound sterling | £ | false
res.country | name | code | currency_id
20 | Belgium | BE | 126
48 | China | CN | 6
57 | Germany | DE | 126
68 | Spain | ES | 126
75 | France | FR | 126
109 | Italy | IT | 126
165 | Netherlands | NL | 126
203 | San Marino | SM | 126
231 | United Kingdom | GB | 144
233 | United States | US | 1
res.country.state | name | code | country_id
13 | California | CA | 233
35 | New York | NY | 233
52 | Texas | TX | 233
363 | Milano | MI | 109
391 | Roma | RM | 109
res.partner.category | name | color | parent_id
1 | Vendor | 2
2 | Prospects | 3
3 | Employees | 4
4 | Consulting Services | 5
6 | Office Supplies | 8 | 1
7 | Desk Manufacturers | 10 | 1
res.partner | name | email | phone | country_id | is_company | parent_id | category_id
1 | My Company (San Francisco) | info@yourcompany.com | +1 555-555-5556 | 233 | true
3 | Mitchell Admin | admin@example.com | +1 555-555-5555 | 233
6 | Marc Demo | mark.brown23@example.com | (441)-695-2334 | 233
8 | Wood Corner | bhu.a100@ic.example.com | (623)-853-7197 | 233 | true | false | [7, 6]
9 | Acme Corporation | info@agrolait.com | (603)-996-3829 | 233 | true | false | [7]
10 | Gemini Furniture | john.b@tech.info | +1 312 349 2324 | 203 | true | false | [4, 7]
11 | Ready Mat | info@deltapc.example.com | (803)-873-6126 | 233 | true | false | [7, 6]
16 | Lumber Inc | lumber-inv92@example.com | (828)-316-0593 | 233 | true
17 | Willie Burke | willie.burke80@example.com | (846)-523-2111 | 233 | false | 8
21 | Edwin Hansen | edwin.hansen58@example.com | (943)-352-2555 | 203 | false | 10
res.company | name | partner_id | currency_id
1 | My Company (San Francisco) | 1 | 1
res.users | name | login | email | partner_id
2 | Mitchell Admin | admin | admin@example.com | 3
5 | Marc Demo | demo | mark.brown23@example.com | 6
product.product | name | default_code | list_price | type | description_sale
3 | Virtual Interior Design | false | 30.75 | service
5 | Office Chair | FURN_7777 | 70.0 | consu | Comfortable yellow chair for daily work
6 | Office Lamp | FURN_8888 | 40.0 | consu
20 | Large Cabinet | E-COM07 | 320.0 | consu
39 | Drawer | FURN_8855 | 110.5 | consu
crm.tag | name | color
1 | Product | 1
2 | Software | 2
3 | Services | 3
4 | Information | 4
5 | Design | 5
crm.lead | name | type | email_from | priority | tag_ids
1 | Club Office Furnitures | lead | jdunagan@leclub.example.com | "1" | [3]
2 | Design Software | lead | md@oilcompany.fr | "1" | [2]
ir.model.data | module | name | model | res_id
1 | base | main_company | res.company | 1
2 | base | main_partner | res.partner | 1
3 | base | USD | res.currency | 1
4 | base | EUR | res.currency | 126
5 | base | us | res.country | 233
6 | base | user_admin | res.users | 2
`;

/** Of each of the orders from 1 on: its customer, its state, and a product with a quantity. */
const ORDERS = `
9 draft 5 2, 11 draft 3 24, 11 draft 3 10, 10 sale 6 16, 9 draft 6 1, 16 sale 39 3, 10 draft 39 5, 10 sale 39 2,
10 sale 20 3, 10 sale 5 2, 10 sale 5 3, 10 sale 39 1, 10 sale 6 1, 10 sale 20 4, 10 sale 20 4, 10 sale 39 3,
10 sale 5 2, 10 sale 5 2, 17 sent 5 8, 17 sale 3 24, 10 sale 20 5, 10 sale 20 3, 10 sale 20 9, 10 sale 39 7`;

/** Fills an empty database, every time alike. */
export function insertDemoData(db: Database): void {
  const env = { db, context: {} };
  let model = '';
  let names: string[] = [];
  for (const line of RECORDS.trim().split('\n')) {
    const [first = '', ...cells] = line.split(' | ');
    if (/^\d+$/.test(first)) {
      insert(
        env,
        model,
        Object.fromEntries(cells.map((cell, index) => [names[index], parseCell(cell)])),
        BigInt(first),
      );
    } else {
      [model, names] = [first, cells];
    }
  }
  for (const [index, order] of ORDERS.trim().split(/,\s+/).entries()) {
    const [partner_id = null, state = null, product_id = null, product_uom_qty = null] = order
      .split(' ')
      .map(parseCell);
    const date_order = `2026-0${1 + (index % 9)}-15 10:00:00`;
    create(env, 'sale.order', {
      partner_id,
      state,
      date_order,
      order_line: [[0n, 0n, { product_id, product_uom_qty }]],
    });
  }
}

function parseCell(cell: string): Json {
  try {
    return parseJson(cell);
  } catch {
    return cell;
  }
}
