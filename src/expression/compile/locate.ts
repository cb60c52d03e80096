import { LimitError } from '../budget.ts';
import { PythonError } from '../exception.ts';

/** The error with the place where it was raised, unless it has one from further inside. */
export function locate(error: unknown, offset: number): unknown {
  if (error instanceof PythonError || error instanceof LimitError) {
    error.offset ??= offset;
  }
  return error;
}
