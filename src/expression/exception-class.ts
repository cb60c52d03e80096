import { PythonError, raise } from './exception.ts';
import { repr, str } from './repr.ts';
import { Tuple } from './tuple.ts';
import { type Arguments, PyObject, type Value } from './value.ts';

/** An exception's class, such as ValueError; calling it makes the exception. */
export class ExceptionClass extends PyObject {
  readonly typeName = 'type';
  readonly name: string;
  readonly parent: ExceptionClass | undefined;

  constructor(name: string, parent: ExceptionClass | undefined) {
    super();
    this.name = name;
    this.parent = parent;
  }

  override call(args: Arguments): Value {
    if (args.keywords.size > 0) {
      raise('TypeError', `${this.name}() takes no keyword arguments`);
    }
    return new ExceptionValue(this, args.positional);
  }

  /** Whether this is the other class or a subclass of it. */
  within(other: ExceptionClass): boolean {
    for (let current: ExceptionClass | undefined = this; current; current = current.parent) {
      if (current === other) {
        return true;
      }
    }
    return false;
  }

  repr(): string {
    return `<class '${this.name}'>`;
  }
}

/** An exception as a value: what `except … as e` names. */
export class ExceptionValue extends PyObject {
  readonly type: ExceptionClass;
  readonly args: readonly Value[];

  constructor(type: ExceptionClass, args: readonly Value[]) {
    super();
    this.type = type;
    this.args = args;
  }

  get typeName(): string {
    return this.type.name;
  }

  override attribute(name: string): Value | undefined {
    return name === 'args' ? new Tuple(this.args) : undefined;
  }

  override str(): string {
    const [first] = this.args;
    if (this.args.length === 1 && first !== undefined) {
      return this.type.within(classNamed('KeyError')) ? repr(first) : str(first);
    }
    return this.args.length === 0 ? '' : new Tuple(this.args).repr();
  }

  repr(): string {
    return `${this.type.name}(${this.args.map(repr).join(', ')})`;
  }
}

// Each class below the one it is derived from.
const TREE = `
Exception
  ArithmeticError
    FloatingPointError
    OverflowError
    ZeroDivisionError
  AssertionError
  AttributeError
  LookupError
    IndexError
    KeyError
      UnknownTimeZoneError
  InvalidTimeError
    AmbiguousTimeError
    NonExistentTimeError
  NameError
    UnboundLocalError
  OSError
  RuntimeError
    NotImplementedError
    RecursionError
  StopIteration
  TypeError
  ValueError
    Error
    IllegalMonthError
    JSONDecodeError
    ParserError
    UnicodeError
      UnicodeDecodeError
      UnicodeEncodeError
  AccessDenied
  RedirectWarning
  UserError
    AccessError
    MissingError
    ValidationError
`;

const classes = readTree();

function readTree(): Map<string, ExceptionClass> {
  const read = new Map<string, ExceptionClass>();
  const line: ExceptionClass[] = [];
  for (const [, indent = '', name = ''] of TREE.matchAll(/^( *)(\w+)$/gm)) {
    const level = indent.length / 2;
    const type = new ExceptionClass(name, line[level - 1]);
    line[level] = type;
    read.set(name, type);
  }
  return read;
}

// Raised by modules; code catches them by the class above them, as Odoo gives it no name for these.
const UNNAMED = new Set([
  'AmbiguousTimeError',
  'Error',
  'IllegalMonthError',
  'InvalidTimeError',
  'NonExistentTimeError',
  'ParserError',
  'UnknownTimeZoneError',
]);

/** The exception classes that code can name, by name. */
export function exceptionClasses(): ReadonlyMap<string, ExceptionClass> {
  return new Map([...classes].filter(([name]) => !UNNAMED.has(name)));
}

/** The class of this name; an unknown one, which a host object raised, is derived from Exception. */
export function classNamed(name: string): ExceptionClass {
  return classes.get(name) ?? new ExceptionClass(name, classes.get('Exception'));
}

/** The exception as the value that `except … as e` names. */
export function exceptionValue(error: PythonError): ExceptionValue {
  if (!(error.value instanceof ExceptionValue)) {
    const value = new ExceptionValue(classNamed(error.type), error.args);
    error.value = value;
    return value;
  }
  return error.value;
}

/** The exception that `raise value` throws. Raises TypeError when it is none. */
export function raised(value: Value): PythonError {
  if (value instanceof ExceptionClass) {
    return raised(new ExceptionValue(value, []));
  }
  if (!(value instanceof ExceptionValue)) {
    return raise('TypeError', 'exceptions must derive from BaseException');
  }
  const error = new PythonError(value.type.name, [...value.args]);
  error.value = value;
  return error;
}

/** `ValueError: the message`, as the last line of a Python traceback has it. */
export function describe(error: PythonError): string {
  const message = exceptionValue(error).str();
  return message === '' ? error.type : `${error.type}: ${message}`;
}
