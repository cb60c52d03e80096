import { HookRefused } from '../../errors.ts';
import { PythonError } from '../../expression/exception.ts';
import { typeName } from '../../expression/operations/type-name.ts';
import { repr } from '../../expression/repr.ts';
import type { Value } from '../../expression/value.ts';
import type { Fitting } from './fitting.ts';

const MOST_SHOWN = 80;

/** A refusal that names the field by its path, with its place in the YAML file. */
export function refused(code: string, message: string, { path, place }: Pick<Fitting, 'path' | 'place'>): HookRefused {
  return new HookRefused(code, `${path}: ${message}`, { place: place() });
}

/** The refusal of a value that is not of the kind its field takes. `wanted` completes "expected …". */
export function misfit(value: Value, wanted: string, fitting: Fitting): HookRefused {
  return refused('bad_value', `${shown(value)} (${typeName(value)}) does not fit: expected ${wanted}`, fitting);
}

/** What `inner` gives; what it raises as a Python exception means that the value does not fit. */
export function orMisfit<T>(value: Value, wanted: string, fitting: Fitting, inner: () => T): T {
  try {
    return inner();
  } catch (error) {
    throw error instanceof PythonError ? misfit(value, wanted, fitting) : error;
  }
}

/** A value as messages show it, shortened. */
export function shown(value: Value): string {
  if (typeof value === 'string' && value.length > MOST_SHOWN) {
    return `${repr(value.slice(0, MOST_SHOWN))}…`;
  }
  try {
    const text = repr(value);
    return text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN)}…` : text;
  } catch (error) {
    if (error instanceof PythonError) {
      return '…';
    }
    throw error;
  }
}
