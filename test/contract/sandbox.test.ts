import { type Sandbox, startSandbox } from '../../src/sandbox/sandbox.ts';
import { Json2Odoo } from '../support/json-2-odoo.ts';
import { contract } from './contract.ts';

describe('the sandbox keeps the contract', () => {
  let sandbox: Sandbox | undefined;

  contract(async () => {
    sandbox = await startSandbox();
    return sandbox;
  });
  after(async () => {
    await sandbox?.stop();
  });
});

describe('the sandbox behind JSON-2 keeps the contract', () => {
  let odoo: Json2Odoo | undefined;

  contract(async () => {
    odoo = await Json2Odoo.start();
    return { ...odoo.access, protocol: 'json-2' };
  });
  after(async () => {
    await odoo?.stop();
  });
});
