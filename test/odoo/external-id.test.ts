import { externalIds } from '../support/external-ids.ts';

describe('external ids and what is written, on a real Odoo', () => {
  externalIds(() => process.env);
});
