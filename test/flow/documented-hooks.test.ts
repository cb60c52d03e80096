import { documentedHooks } from '../support/documented-hooks.ts';
import { Json2Odoo } from '../support/json-2-odoo.ts';

describe("the hooks of Odoo's documentation, on the sandbox", () => {
  documentedHooks(() => ({}));
});

describe("the hooks of Odoo's documentation, over JSON-2", () => {
  let odoo: Json2Odoo;

  before(async () => {
    odoo = await Json2Odoo.start();
    odoo.jsonRpc = false;
  });
  documentedHooks(() => odoo.variables);
  after(() => odoo.stop());
});
