import { Builtin } from './function.ts';
import { type Arguments, PyObject, type Value } from './value.ts';

/** A class of one of the modules, such as `datetime.date`: called it makes an instance, and `has` is what isinstance asks. */
export class TypeObject extends PyObject {
  readonly typeName = 'type';
  readonly name: string;
  override readonly call: (args: Arguments) => Value;
  readonly has: (value: Value) => boolean;
  readonly #constants: ReadonlyMap<string, Value>;

  constructor(
    name: string,
    call: (args: Arguments) => Value,
    has: (value: Value) => boolean,
    members: Record<string, Value | ((args: Arguments) => Value)> = {},
  ) {
    super();
    this.name = name;
    this.call = call;
    this.has = has;
    this.#constants = new Map(
      Object.entries(members).map(([member, value]) => [
        member,
        typeof value === 'function' ? new Builtin(member, value) : value,
      ]),
    );
  }

  override attribute(name: string): Value | undefined {
    return this.#constants.get(name);
  }

  repr(): string {
    return `<class '${this.name}'>`;
  }
}
