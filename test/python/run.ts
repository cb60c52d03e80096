import { type Difference, sameOutcome, showDifference } from './compare.ts';
import { readCorpus, writeAnswers } from './corpus.ts';
import { generateProgram } from './generate.ts';
import { type Outcome, type Program, runByPython, runHere } from './program.ts';

const SHOWN = 20;

// node test/python/run.ts [--seed=N] [--programs=N]
const seed = Number(option('seed') ?? Math.floor(Math.random() * 2 ** 31));
const count = Number(option('programs') ?? 20_000);

function option(name: string): string | undefined {
  return process.argv.find((argument) => argument.startsWith(`--${name}=`))?.slice(name.length + 3);
}

function compare(title: string, programs: Program[], answers: Outcome[]): boolean {
  const differences: Difference[] = [];
  let unsupported = 0;
  let failing = 0;
  for (const [index, program] of programs.entries()) {
    const python = answers[index] as Outcome;
    const here = runHere(program);
    failing += python.error === null ? 0 : 1;
    if (python.error === 'TooLong') {
      continue;
    }
    if (here.error?.startsWith('not supported') || here.error?.startsWith('LimitError')) {
      unsupported += 1;
    } else if (!sameOutcome(python, here)) {
      differences.push({ program, python, here });
    }
  }
  for (const difference of differences.slice(0, SHOWN)) {
    console.log(showDifference(difference));
  }
  console.log(
    `${title}: ${programs.length} programs (${failing} end in an exception), ${differences.length} different, ${unsupported} not supported`,
  );
  return differences.length === 0 && unsupported < programs.length * 0.02;
}

const cases = readCorpus();
const recorded = runByPython(cases);
writeAnswers(cases, recorded);
const corpusFine = compare('corpus', cases, recorded);

const programs = Array.from({ length: count }, (_, index) => generateProgram(seed + index));
console.log(`generated with --seed=${seed}`);
const generatedFine = compare('generated', programs, runByPython(programs));
process.exitCode = corpusFine && generatedFine ? 0 : 1;
