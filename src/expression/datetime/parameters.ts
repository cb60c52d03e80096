import { raise } from '../exception.ts';
import { integer } from '../operations/position.ts';
import { typeName } from '../operations/type-name.ts';
import type { Arguments, Value } from '../value.ts';

interface Signature {
  /** How the errors call it: `function`, `replace()`. */
  name: string;
  parameters: readonly string[];
  required?: number;
  /** How many may be given by position; all when left out. */
  positional?: number;
}

/** The arguments by parameter, undefined where left out. Raises TypeError in the words of CPython's date classes. */
export function bindDate(signature: Signature, args: Arguments): (Value | undefined)[] {
  const { name, parameters, required = 0, positional = parameters.length } = signature;
  const given = args.positional.length + args.keywords.size;
  if (given > parameters.length) {
    raise('TypeError', `${name} takes at most ${parameters.length} arguments (${given} given)`);
  }
  if (args.positional.length > positional) {
    raise('TypeError', `${name} takes at most ${positional} positional arguments (${args.positional.length} given)`);
  }
  const bound: (Value | undefined)[] = args.positional.slice();
  for (const [index, parameter] of parameters.entries()) {
    const value = args.keywords.get(parameter);
    if (value !== undefined && index < args.positional.length) {
      raise('TypeError', `argument for ${name} given by name ('${parameter}') and position (${index + 1})`);
    }
    bound[index] ??= value;
    if (index < required && bound[index] === undefined) {
      raise('TypeError', `${name} missing required argument '${parameter}' (pos ${index + 1})`);
    }
  }
  for (const keyword of args.keywords.keys()) {
    if (!parameters.includes(keyword)) {
      raise(
        'TypeError',
        `'${keyword}' is an invalid keyword argument for ${name === 'function' ? 'this function' : name}`,
      );
    }
  }
  return bound;
}

/** An argument as a C int. Raises TypeError or OverflowError. */
export function needInteger(value: Value): number {
  const whole = integer(value);
  if (whole === undefined) {
    return raise('TypeError', `'${typeName(value)}' object cannot be interpreted as an integer`);
  }
  if (whole >= 2n ** 63n || whole < -(2n ** 63n)) {
    raise('OverflowError', 'Python int too large to convert to C long');
  }
  if (whole >= 2n ** 31n || whole < -(2n ** 31n)) {
    raise('OverflowError', `signed integer is ${whole > 0n ? 'greater than maximum' : 'less than minimum'}`);
  }
  return Number(whole);
}

/** An argument that must be a str. */
export function needString(value: Value | undefined, subject: string): string {
  if (typeof value !== 'string') {
    raise('TypeError', `${subject} must be str, not ${value === null ? 'None' : typeName(value ?? null)}`);
  }
  return value;
}
