import { contract } from '../contract/contract.ts';
import { PROTOCOLS, realOdoo } from './real-odoo.ts';

for (const protocol of PROTOCOLS) {
  describe(`a real Odoo keeps the contract over ${protocol}`, () => {
    contract(async () => ({ ...(await realOdoo()), protocol }));
  });
}
