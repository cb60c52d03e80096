import { LimitError } from '../budget.ts';
import { PythonError } from '../exception.ts';

/** Runs the action; an error it throws gets the place, unless it has one from further inside. */
export function located<Result>(offset: number, action: () => Result): Result {
  try {
    return action();
  } catch (error) {
    throw locate(error, offset);
  }
}

/** The error with the place where it was raised, unless it has one from further inside. */
export function locate(error: unknown, offset: number): unknown {
  if (error instanceof PythonError || error instanceof LimitError) {
    error.offset ??= offset;
  }
  return error;
}
