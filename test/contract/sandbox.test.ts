import { type Sandbox, startSandbox } from '../../src/sandbox/sandbox.ts';
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
