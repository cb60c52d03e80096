import { type Difference, sameOutcome, showDifference } from './compare.ts';
import { readCorpus, writeAnswers } from './corpus.ts';
import { runByPython, runHere } from './program.ts';

const cases = readCorpus();
const answers = runByPython(cases);
writeAnswers(cases, answers);
const differences: Difference[] = [];
for (const [index, program] of cases.entries()) {
  const python = answers[index];
  const here = runHere(program);
  if (python && !sameOutcome(python, here)) {
    differences.push({ program, python, here });
  }
}
for (const difference of differences) {
  console.log(showDifference(difference));
}
console.log(`corpus: ${cases.length} programs, ${differences.length} different`);
process.exitCode = differences.length > 0 ? 1 : 0;
