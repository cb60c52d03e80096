import { documentedHooks } from '../support/documented-hooks.ts';
import { everyAction } from '../support/every-action.ts';
import { PROTOCOLS } from './real-odoo.ts';

for (const protocol of PROTOCOLS) {
  const variables = () => ({ ...process.env, ODOO_PROTOCOL: protocol });

  describe(`the hooks of Odoo's documentation, on a real Odoo over ${protocol}`, () => {
    documentedHooks(variables);
  });

  describe(`every action, on a real Odoo over ${protocol}`, () => {
    everyAction(variables);
  });
}
