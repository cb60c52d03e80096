// What an expression can hold. One rule: Python's int is a bigint, its float a number, str a string, bool a boolean, None null,
// list an array; everything else is a PyObject.

export type Value = null | boolean | bigint | number | string | Value[] | PyObject;

export type BinaryOperator = '+' | '-' | '*' | '/' | '//' | '%' | '**' | '@' | '&' | '|' | '^' | '<<' | '>>';

export type OrderOperator = '<' | '<=' | '>' | '>=';

/** Positional and keyword arguments of a call. */
export interface Arguments {
  positional: Value[];
  keywords: Map<string, Value>;
}

/**
 * Everything that is not a JavaScript primitive or an array: dict, tuple, functions, dates, recordsets. A subclass defines what its
 * Python type can do; what it leaves out answers as Python does for a type that cannot (TypeError, AttributeError).
 */
export abstract class PyObject {
  /** Python's name of the type as `type(x).__name__` gives it, such as `dict`. */
  abstract readonly typeName: string;

  /** The attribute's value; undefined makes an AttributeError. A method comes back bound. */
  attribute?(name: string): Value | undefined;
  /** Assignment to an attribute (`record.name = 'x'`). */
  setAttribute?(name: string, value: Value): void;
  call?(args: Arguments): Value;
  /** `bool(x)`; without it: length > 0, or true. */
  truth?(): boolean;
  length?(): number;
  iterate?(): Iterable<Value>;
  /** `x[key]`; slices come as a Slice object. */
  item?(key: Value): Value;
  setItem?(key: Value, value: Value): void;
  deleteItem?(key: Value): void;
  contains?(item: Value): boolean;
  /** `x == other`; without it: identity. */
  equals?(other: Value): boolean;
  /** A primitive that is equal for equal values, to use the object as a dict key; without it the type is unhashable if it has `equals`. */
  hashKey?(): unknown;
  /** Negative, 0 or positive as `x < == > other`; undefined when the two cannot be ordered. `operator` is for its message. */
  compare?(other: Value, operator?: OrderOperator): number | undefined;
  /** `x op other`, or `other op x` when `reflected`; undefined means not supported. */
  binary?(operator: BinaryOperator, other: Value, reflected: boolean): Value | undefined;
  negate?(): Value;
  /** `abs(x)`. */
  absolute?(): Value;
  /** `repr(x)`. */
  abstract repr(): string;
  /** `str(x)`; without it: repr. */
  str?(): string;
  /** `format(x, spec)`; without it only an empty spec is allowed. */
  format?(spec: string): string;
}

/** A fault found when an expression is compiled. `offset` counts UTF-16 units from the start of its text. */
export interface Fault {
  offset: number;
  message: string;
}

/**
 * Thrown by a host object (a recordset) when it needs an answer from outside that is not there yet. It is no Python exception: `except`
 * and `finally` let it pass. The runner gets the answer and runs the code again from its start, with the answers so far at hand; so
 * the language itself needs no promises.
 */
export class Suspend {
  readonly need: unknown;

  constructor(need: unknown) {
    this.need = need;
  }
}
