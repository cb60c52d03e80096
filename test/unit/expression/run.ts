import assert from 'node:assert/strict';
import { type Budget, DEFAULT_BUDGET } from '../../../src/expression/budget.ts';
import { type Code, type Compiled, compileExpression, compileProgram } from '../../../src/expression/compile.ts';
import { Builtin } from '../../../src/expression/function.ts';
import { pureNames } from '../../../src/expression/names.ts';
import { repr } from '../../../src/expression/repr.ts';
import type { Value } from '../../../src/expression/value.ts';

export type Names = Record<string, Value>;

function allNames(names: Names): Map<string, Value> {
  return new Map([...pureNames(), ...Object.entries(names)]);
}

export function compiled(source: string, names: Names = {}): Compiled<Code> {
  return compileExpression(source, { names: new Set(allNames(names).keys()) });
}

export function compiledProgram(source: string, names: Names = {}): Compiled<Code> {
  return compileProgram(source, { names: new Set(['emit', ...allNames(names).keys()]) });
}

function codeOf(result: Compiled<Code>): Code {
  assert.ok(result.ok, result.ok ? '' : result.faults.map((fault) => `${fault.offset}: ${fault.message}`).join('\n'));
  return result.code;
}

/** The value of an expression. */
export function evaluate(source: string, names: Names = {}, budget: Budget = DEFAULT_BUDGET): Value {
  return codeOf(compiled(source, names)).evaluate(allNames(names), budget);
}

/** What a program showed by `emit(…)`, each as its repr. */
export function run(source: string, names: Names = {}, budget: Budget = DEFAULT_BUDGET): string[] {
  const shown: string[] = [];
  const emit = new Builtin('emit', (args) => {
    shown.push(args.positional.map(repr).join(' '));
    return null;
  });
  codeOf(compiledProgram(source, names)).evaluate(allNames({ ...names, emit }), budget);
  return shown;
}

/** The faults of an expression or program as `offset: message`. */
export function faultsOf(result: Compiled<Code>): string[] {
  return result.ok ? [] : result.faults.map((fault) => `${fault.offset}: ${fault.message}`);
}
