import assert from 'node:assert/strict';
import { bounded, DEFAULT_BUDGET } from '../../src/expression/budget.ts';
import { compileExpression } from '../../src/expression/compile.ts';
import { PythonError } from '../../src/expression/exception.ts';
import { describe as described } from '../../src/expression/exception-class.ts';
import { floatIsZero, floatRound } from '../../src/expression/float-compare.ts';
import { pureNames } from '../../src/expression/names.ts';
import { repr } from '../../src/expression/repr.ts';

const names = new Map([...pureNames(), ['float_round', floatRound], ['float_is_zero', floatIsZero]]);

/** The repr of an expression's value, or the exception it ends in, as the last line of a traceback. */
export function answer(source: string): string {
  const compiled = compileExpression(source, { names: new Set(names.keys()) });
  assert.ok(compiled.ok, `${source} does not compile`);
  try {
    return bounded(DEFAULT_BUDGET, () => repr(compiled.code.evaluate(names, DEFAULT_BUDGET)));
  } catch (error) {
    if (error instanceof PythonError) {
      return described(error);
    }
    throw error;
  }
}

/** One test for each expression with CPython's answer. */
export function answers(table: [expression: string, expected: string][]): void {
  for (const [expression, expected] of table) {
    it(expression, () => {
      assert.equal(answer(expression), expected);
    });
  }
}
