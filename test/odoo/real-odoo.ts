import type { Target } from '../contract/target.ts';

/** What real Odoo speaks: since 19 two wires, on which all must be the same. */
export const PROTOCOLS =
  Number(process.env.ODOO_VERSION ?? 19) < 19 ? (['json-rpc'] as const) : (['json-rpc', 'json-2'] as const);

/** The Odoo that ODOO_URL, ODOO_DATABASE, ODOO_LOGIN and ODOO_API_KEY name; throws when one is not set. */
export async function realOdoo(): Promise<Target> {
  const [url, database, login, password] = ['URL', 'DATABASE', 'LOGIN', 'API_KEY'].map((key) => {
    const value = process.env[`ODOO_${key}`];
    if (value === undefined || value === '') {
      throw new Error(`ODOO_${key} is not set; these tests need ODOO_URL, ODOO_DATABASE, ODOO_LOGIN and ODOO_API_KEY`);
    }
    return value;
  });
  return { url: url ?? '', database: database ?? '', login: login ?? '', password: password ?? '' };
}
