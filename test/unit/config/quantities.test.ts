import assert from 'node:assert/strict';
import { parseSize } from '../../../src/config/size.ts';
import { parseDuration } from '../../../src/duration.ts';

describe('a duration', () => {
  it('is a number and a unit, in milliseconds', () => {
    const parsed = ['500ms', '10s', '1.5m', '24h', '30d', '0s'].map(parseDuration);

    assert.deepEqual(parsed, [500, 10_000, 90_000, 86_400_000, 2_592_000_000, 0]);
  });

  it('is nothing else', () => {
    const parsed = ['10', 's', '-1s', '10 s', '10S', '1w', '1e3s', ''].map(parseDuration);

    assert.deepEqual(new Set(parsed), new Set([undefined]));
  });
});

describe('a size', () => {
  it('is a number and a unit, in bytes', () => {
    const parsed = ['500b', '64kb', '1mb', '1.5gb'].map(parseSize);

    assert.deepEqual(parsed, [500, 65_536, 1_048_576, 1_610_612_736]);
  });

  it('is nothing else', () => {
    const parsed = ['500', 'mb', '1MB', '1 mb', '1k'].map(parseSize);

    assert.deepEqual(new Set(parsed), new Set([undefined]));
  });
});
