import assert from 'node:assert/strict';
import { createLog } from '../../src/log.ts';
import { onOneLine, printable } from '../../src/printable.ts';

const HOSTILE = '\x1b[2J\x9b31m\r\n12:00:00   forged\t\u2028\u202eabc ü 😀';

describe('what comes from outside', () => {
  it('stands on one line of the log, with its control characters escaped', () => {
    for (const readable of [true, false]) {
      const lines: string[] = [];
      const log = createLog({ level: 'info', readable, write: (line) => lines.push(line) });

      log.info({ [HOSTILE]: 1, reason: HOSTILE, err: new Error(HOSTILE), list: [HOSTILE] }, 'delivery');

      assert.equal(lines.length, 1);
      assert.match(lines[0] ?? '', /^[^\p{Cc}\p{Bidi_Control}\u2028\u2029]*\n$/u);
      assert.match(lines[0] ?? '', /abc ü 😀/);
    }
  });

  it('is the same JSON with its control characters escaped', () => {
    const json = printable(JSON.stringify({ [HOSTILE]: HOSTILE }));

    assert.match(json, /^[^\p{Cc}\p{Bidi_Control}\u2028\u2029]*$/u);
    assert.deepEqual(JSON.parse(json), { [HOSTILE]: HOSTILE });
  });

  it('keeps its lines where it may have several', () => {
    assert.equal(printable('a\n\tb\r\x00'), 'a\n\tb\\u000d\\u0000');
    assert.equal(onOneLine('a\n\tb\r\x00'), 'a\\n\\tb\\r\\u0000');
  });
});
