import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { DEFAULT_BUDGET, LimitError } from '../../src/expression/budget.ts';
import { compileExpression, compileProgram } from '../../src/expression/compile.ts';
import { PythonError } from '../../src/expression/exception.ts';
import { describe } from '../../src/expression/exception-class.ts';
import { Builtin } from '../../src/expression/function.ts';
import { pureNames } from '../../src/expression/names.ts';
import { repr } from '../../src/expression/repr.ts';
import type { Value } from '../../src/expression/value.ts';

/** A piece of Python: one expression, or statements that show values with `emit(…)`. */
export interface Program {
  kind: 'expression' | 'program';
  source: string;
}

/** What a program showed, and the exception it ended with. */
export interface Outcome {
  output: string[];
  error: string | null;
}

/** Runs the programs by CPython, all in one process. */
export function runByPython(programs: Program[]): Outcome[] {
  const script = fileURLToPath(new URL('cpython.py', import.meta.url));
  const result = spawnSync('python3', ['-W', 'ignore', script], {
    input: JSON.stringify(programs),
    encoding: 'utf8',
    maxBuffer: 2 ** 30,
  });
  if (result.status !== 0) {
    throw new Error(`python3 failed: ${result.stderr || result.error?.message}`);
  }
  return JSON.parse(result.stdout);
}

/** Runs the program here. A fault at load shows as the error `SyntaxError`, or as `not supported: …`. */
export function runHere(program: Program): Outcome {
  const output: string[] = [];
  const emit = new Builtin('emit', (args) => {
    output.push(args.positional.map(repr).join(' '));
    return null;
  });
  const names = new Map<string, Value>([...pureNames(), ['emit', emit]]);
  const compile = program.kind === 'expression' ? compileExpression : compileProgram;
  const compiled = compile(program.source, { names: new Set(names.keys()) });
  if (!compiled.ok) {
    return { output: [], error: faultName(compiled.faults[0]?.message ?? '') };
  }
  try {
    const value = compiled.code.evaluate(names, DEFAULT_BUDGET);
    return { output: program.kind === 'expression' ? [repr(value)] : output, error: null };
  } catch (error) {
    return { output, error: errorName(error) };
  }
}

function faultName(message: string): string {
  if (message.startsWith('not supported')) {
    return message;
  }
  const undefinedName = /^name '\w+' is not defined/.exec(message);
  return undefinedName ? `NameError: ${undefinedName[0]}` : 'SyntaxError';
}

function errorName(error: unknown): string {
  if (error instanceof PythonError) {
    return describe(error);
  }
  return error instanceof LimitError
    ? `LimitError: ${error.message}`
    : `crash: ${error instanceof Error ? error.stack : error}`;
}
