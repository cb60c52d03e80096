import { type Arguments, PyObject, type Value } from './value.ts';

/** A function or bound method of the language itself, such as `len` or `'a'.upper`. */
export class Builtin extends PyObject {
  readonly typeName = 'builtin_function_or_method';
  readonly name: string;
  override readonly call: (args: Arguments) => Value;

  constructor(name: string, call: (args: Arguments) => Value) {
    super();
    this.name = name;
    this.call = call;
  }

  repr(): string {
    return `<built-in function ${this.name}>`;
  }
}
