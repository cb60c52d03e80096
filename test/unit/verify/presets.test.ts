import assert from 'node:assert/strict';
import { parsePayload } from '../../../src/expression/json.ts';
import { keysOf } from '../../../src/hook/delivery-keys.ts';
import { type Hook, parseHook } from '../../../src/hook/hook.ts';
import { checkPreset } from '../../../src/hook/preset.ts';
import { BUILT_IN } from '../../../src/verify/presets/index.ts';
import { SAMPLES } from '../../support/senders.ts';

const CONTEXT = {
  name: 'orders',
  file: 'hooks/orders.yaml',
  connections: ['main'],
  publicUrl: 'https://hooks.example.com',
  placeAt: () => ({ file: 'hooks/orders.yaml', line: 1, column: 1 }),
};

function hookOf(preset: string): Hook {
  const own = SAMPLES.find((sample) => sample.preset === preset)?.verify ?? {};
  const verify = { preset, ...own };
  const parsed = parseHook({ model: 'res.partner', actions: [{ run: 'pass' }], verify }, CONTEXT);
  assert.ok('hook' in parsed, JSON.stringify(parsed));
  return parsed.hook;
}

describe('the presets that are built in', () => {
  for (const [name, preset] of Object.entries(BUILT_IN)) {
    it(`have no fault: ${name}`, () => {
      assert.deepEqual(checkPreset(preset, CONTEXT), []);
    });

    it(`make no key of what is not there, which would take strangers for one: ${name}`, () => {
      const { keys } = hookOf(name);
      const payload = parsePayload('{"payload": {}}', { depth: 10, keys: 10 });

      const made = keysOf(keys, { payload, headers: [], query: [], body: Buffer.from('{}') });

      assert.ok(made.unique === undefined || /[0-9a-f]{64}/.test(made.unique), made.unique);
      assert.equal(made.order, undefined);
    });

    it(`answer a sender that cannot wait at once: ${name}`, () => {
      const waitsFor = preset.waits ?? '';

      assert.equal(hookOf(name).answer, waitsFor.startsWith('while the shop waits') ? 'done' : 'stored');
    });
  }
});
