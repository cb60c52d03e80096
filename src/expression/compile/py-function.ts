import { enter, leave, spend } from '../budget.ts';
import type { Parameters } from '../parse/syntax.ts';
import { type Arguments, PyObject, type Value } from '../value.ts';
import { Frame, type Run } from './frame.ts';
import { fillParameters } from './parameters.ts';
import type { Scope } from './scope.ts';

/** What all functions made by one `def` or `lambda` share. */
export interface Code {
  name: string;
  parameters: Parameters;
  scope: Scope;
  run: Run;
}

/** A function of the program. */
export class PyFunction extends PyObject {
  readonly typeName = 'function';
  readonly #code: Code;
  readonly #defaults: Map<string, Value>;
  readonly #around: Frame;

  constructor(code: Code, defaults: Map<string, Value>, around: Frame) {
    super();
    this.#code = code;
    this.#defaults = defaults;
    this.#around = around;
  }

  override call(args: Arguments): Value {
    const { scope, run } = this.#code;
    const frame = new Frame(scope.size, this.#around, this.#around.names);
    fillParameters(this.#code, this.#defaults, args, frame.slots);
    enter();
    try {
      spend(1);
      return run(frame);
    } finally {
      leave();
    }
  }

  get name(): string {
    return this.#code.name;
  }

  repr(): string {
    return `<function ${this.#code.name}>`;
  }
}
