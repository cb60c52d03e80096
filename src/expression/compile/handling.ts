import type { PythonError } from '../exception.ts';

// The exceptions that `except` and `finally` blocks are at work on, innermost last: what a bare `raise` raises again. Evaluation is
// synchronous, so one stack is enough.
const stack: PythonError[] = [];

/** Runs a handler of the exception. */
export function handling<Result>(error: PythonError, run: () => Result): Result {
  stack.push(error);
  try {
    return run();
  } finally {
    stack.pop();
  }
}

/** The exception that is being handled, or undefined. */
export function currentException(): PythonError | undefined {
  return stack.at(-1);
}
