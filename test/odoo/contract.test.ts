import { contract } from '../contract/contract.ts';

describe('a real Odoo keeps the contract', () => {
  contract(async () => {
    const [url, database, login, password] = ['URL', 'DATABASE', 'LOGIN', 'API_KEY'].map((key) => {
      const value = process.env[`ODOO_${key}`];
      if (value === undefined || value === '') {
        throw new Error(
          `ODOO_${key} is not set; these tests need ODOO_URL, ODOO_DATABASE, ODOO_LOGIN and ODOO_API_KEY`,
        );
      }
      return value;
    });
    return { url: url ?? '', database: database ?? '', login: login ?? '', password: password ?? '' };
  });
});
