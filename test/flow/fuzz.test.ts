import assert from 'node:assert/strict';
import { fuzz } from '../fuzz/fuzz.ts';

const REQUESTS = 2000;

describe('two thousand generated requests, hostile and valid', () => {
  it('are answered below 500, and what was answered is in the store', async () => {
    const seed = Date.now() % 1_000_000;

    const { faults, statuses } = await fuzz(REQUESTS, seed);

    assert.deepEqual(faults, [], `npm run fuzz -- --seed=${seed} --requests=${REQUESTS}`);
    for (const status of [200, 400, 404, 415, 422, 429]) {
      assert.ok(statuses.has(status), `some are answered ${status}`);
    }
  }).timeout(120_000);
});
