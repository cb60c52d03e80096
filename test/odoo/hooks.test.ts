import { documentedHooks } from '../support/documented-hooks.ts';
import { everyAction } from '../support/every-action.ts';

describe("the hooks of Odoo's documentation, on a real Odoo", () => {
  documentedHooks(() => process.env);
});

describe('every action, on a real Odoo', () => {
  everyAction(() => process.env);
});
