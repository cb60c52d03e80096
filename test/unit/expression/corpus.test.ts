import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { sameOutcome, showDifference } from '../../python/compare.ts';
import { readAnswers, readCorpus } from '../../python/corpus.ts';
import { runHere } from '../../python/program.ts';

// What CPython answered is recorded by `npm run test:python`.
describe('the corpus of Python programs', () => {
  const answers = readAnswers();
  const byFile = Map.groupBy(readCorpus(), ({ name }) => name.slice(0, name.indexOf(':')));

  for (const [file, cases] of byFile) {
    it(`${file}: answers as CPython does`, () => {
      const differences = cases.flatMap((program) => {
        const python = answers.get(program.source);
        assert.ok(python, `no recorded answer for ${program.name}: run npm run test:python`);
        const here = runHere(program);
        return sameOutcome(python, here) ? [] : [showDifference({ program, python, here })];
      });

      assert.deepEqual(differences, []);
    });
  }
});
