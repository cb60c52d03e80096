import { documentedHooks } from '../support/documented-hooks.ts';

describe("the hooks of Odoo's documentation, on the sandbox", () => {
  documentedHooks(() => ({}));
});
