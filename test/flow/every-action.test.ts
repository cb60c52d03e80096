import { everyAction } from '../support/every-action.ts';
import { Json2Odoo } from '../support/json-2-odoo.ts';

describe('every action, on the sandbox', () => {
  everyAction(() => ({}));
});

describe('every action, over JSON-2', () => {
  let odoo: Json2Odoo;

  before(async () => {
    odoo = await Json2Odoo.start();
    odoo.jsonRpc = false;
    odoo.catalogue = { 'sale.order': { action_cancel: { parameters: {} } } };
  });
  everyAction(() => odoo.variables);
  after(() => odoo.stop());
});
