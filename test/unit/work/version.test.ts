import assert from 'node:assert/strict';
import { isNewer } from '../../../src/work/version.ts';

describe('versions', () => {
  const newer: [string, string][] = [
    ['10', '9'],
    ['9007199254740993', '9007199254740992'],
    ['1.5', '1'],
    ['2026-03-01T09:00:00Z', '2026-03-01T10:00:00+02:00'],
    ['2026-03-01T09:00:00.123457Z', '2026-03-01T09:00:00.123456Z'],
    ['b', 'a'],
  ];
  for (const [one, other] of newer) {
    it(`${one} is newer than ${other}`, () => {
      assert.deepEqual([isNewer(one, other), isNewer(other, one), isNewer(one, one)], [true, false, false]);
    });
  }
});
