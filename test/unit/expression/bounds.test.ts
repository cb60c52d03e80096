import assert from 'node:assert/strict';
import { LimitError } from '../../../src/expression/budget.ts';
import { now, withClock } from '../../../src/expression/clock.ts';
import { findLastText, findText } from '../../../src/expression/text/find.ts';
import { answer, answers } from '../../support/answer.ts';

const tooWide = 'not supported: a width or precision of 1000001 in a format; the most is 1000000';

describe('bounds of text', () => {
  answers([
    ["'%1000001d' % 1", tooWide],
    ["'{:>1000001}'.format('a')", tooWide],
    ["'{:.1000001f}'.format(1.5)", tooWide],
  ]);

  for (const source of ["'a'.center(10 ** 9)", "'ab'.replace('', 'x' * 15000000)", "('a,' * 9000000).split(',')"]) {
    it(`${source} is stopped before it is made`, () => {
      assert.throws(() => answer(source), LimitError);
    });
  }

  it('searches for a text that almost matches everywhere in linear time', () => {
    const haystack = 'a'.repeat(1_000_000);
    const half = 'a'.repeat(500_000);

    assert.equal(findText(haystack, `b${half}`), -1);
    assert.equal(findLastText(haystack, `${half}b`), -1);
    assert.equal(findText(`${haystack}b`, `${half}b`), 500_000);
    assert.equal(findLastText(`b${haystack}`, `b${half}`), 0);
  });
});

describe('the clock', () => {
  it('is the one given for the run', () => {
    const noon = Date.UTC(2024, 0, 5, 12) * 1000;

    const shown = withClock(
      () => noon + 7,
      () => answer('[datetime.datetime.now(), datetime.date.today(), time.time()]'),
    );

    assert.equal(shown, '[datetime.datetime(2024, 1, 5, 12, 0, 0, 7), datetime.date(2024, 1, 5), 1704456000.000007]');
    assert.ok(now() > noon);
  });
});
