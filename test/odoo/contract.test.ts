import { contract } from '../contract/contract.ts';
import { realOdoo } from './real-odoo.ts';

describe('a real Odoo keeps the contract', () => {
  contract(realOdoo);
});
