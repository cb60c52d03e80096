import type { Outcome, Program } from './program.ts';

/** A program that CPython and Hookdoo answer differently. */
export interface Difference {
  program: Program;
  python: Outcome;
  here: Outcome;
}

/** Whether the two outcomes are the same. CPython's words for a syntax error are not compared, only that there is one. */
export function sameOutcome(python: Outcome, here: Outcome): boolean {
  const ours = [...here.output, here.error];
  const theirs = [...python.output, python.error];
  return theirs.length === ours.length && theirs.every((line, index) => sameLine(line, ours[index] ?? null));
}

// A set shows its items in no order, so a line that may show one is compared by its letters.
function sameLine(python: string | null, here: string | null): boolean {
  return python === here || (python?.includes('{') === true && letters(python) === letters(here ?? ''));
}

function letters(line: string): string {
  return [...line].sort().join('');
}

/** The difference as text to read. */
export function showDifference({ program, python, here }: Difference): string {
  const theirs = [...python.output, python.error ?? 'no error'];
  const ours = [...here.output, here.error ?? 'no error'];
  const first = theirs.findIndex((line, index) => line !== ours[index]);
  return `${program.source.trimEnd()}\n  CPython [${first}]: ${theirs[first]}\n  here    [${first}]: ${ours[first]}\n`;
}
