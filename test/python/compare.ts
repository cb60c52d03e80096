import type { Outcome, Program } from './program.ts';

/** A program that CPython and Hookdoo answer differently. */
export interface Difference {
  program: Program;
  python: Outcome;
  here: Outcome;
}

/** Whether the two outcomes are the same. CPython's words for a syntax error are not compared, only that there is one. */
export function sameOutcome(python: Outcome, here: Outcome): boolean {
  return python.error === here.error && python.output.join('\n') === here.output.join('\n');
}

/** The difference as text to read. */
export function showDifference({ program, python, here }: Difference): string {
  const show = (outcome: Outcome) => [...outcome.output, outcome.error ?? 'no error'].join('\n    ');
  return `${program.source.trimEnd()}\n  CPython:\n    ${show(python)}\n  here:\n    ${show(here)}\n`;
}
