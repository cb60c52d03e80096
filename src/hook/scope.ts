import { HookRefused, OdooRejected, type Place } from '../errors.ts';
import { DEFAULT_BUDGET, LimitError } from '../expression/budget.ts';
import type { Code } from '../expression/compile.ts';
import { PythonError } from '../expression/exception.ts';
import { repr, str } from '../expression/repr.ts';
import type { Value } from '../expression/value.ts';

/** The names running code sees. */
export interface Scope {
  names: Map<string, Value>;
}

/** The place in the YAML file of an offset in a piece of code, or of the whole piece. */
export type PlaceOf = (offset?: number) => Place;

/** Runs compiled code; what it raises comes with its place, as `placing` says. */
export function runCode(code: Code, scope: Scope, place: PlaceOf): Value {
  return placing(place, () => code.evaluate(scope.names, DEFAULT_BUDGET));
}

/** Runs `inner`; a Python exception becomes HookRefused, or the OdooRejected that caused it, with its place in the YAML file. */
export function placing<T>(place: PlaceOf, inner: () => T): T {
  try {
    return inner();
  } catch (error) {
    throw placed(error, place);
  }
}

/** The error as `placing` throws it. */
export function placed(error: unknown, place: PlaceOf): unknown {
  if (error instanceof LimitError) {
    return new HookRefused('limit', error.message, { cause: error, place: place() });
  }
  if (error instanceof HookRefused) {
    error.place ??= place();
  }
  if (!(error instanceof PythonError)) {
    return error;
  }
  if (error.cause instanceof OdooRejected) {
    error.cause.place ??= place(error.offset);
    return error.cause;
  }
  return new HookRefused('raised', exceptionText(error), { cause: error, place: place(error.offset) });
}

/** As the last line of a Python traceback: `ValueError: Missing required fields`. */
function exceptionText({ type, args }: PythonError): string {
  const [first] = args;
  if (first === undefined) {
    return type;
  }
  const text = args.length > 1 ? `(${args.map(repr).join(', ')})` : type === 'KeyError' ? repr(first) : str(first);
  return `${type}: ${text}`;
}
