import { raise } from './exception.ts';
import { Builtin } from './function.ts';
import { methodOf, methodsOf } from './operations/attribute.ts';
import { typeName } from './operations/type-name.ts';
import { type Arguments, PyObject, type Value } from './value.ts';

/** A built-in type, such as `int`: calling it makes or converts a value. */
export class BuiltinType extends PyObject {
  readonly typeName = 'type';
  readonly name: string;
  readonly #make: (args: Arguments) => Value;
  readonly #extra: ReadonlyMap<string, Value>;

  constructor(name: string, make: (args: Arguments) => Value, extra: Record<string, Value> = {}) {
    super();
    this.name = name;
    this.#make = make;
    this.#extra = new Map(Object.entries(extra));
  }

  override call(args: Arguments): Value {
    return this.#make(args);
  }

  /** Whether the value is of this type, as `isinstance` sees it. */
  includes(value: Value): boolean {
    const type = typeName(value);
    return type === this.name || (type === 'bool' && this.name === 'int');
  }

  /** A method of the type's values, to be called with the value first: `str.lower`. */
  override attribute(name: string): Value | undefined {
    const extra = this.#extra.get(name);
    if (extra !== undefined || !methodsOf(this.name)?.(name)) {
      return extra;
    }
    return new Builtin(name, (args) => {
      const [self, ...positional] = args.positional;
      if (self === undefined) {
        return raise('TypeError', `unbound method ${this.name}.${name}() needs an argument`);
      }
      const method = this.includes(self) ? methodOf(self, name) : undefined;
      if (!method) {
        return raise(
          'TypeError',
          `descriptor '${name}' for '${this.name}' objects doesn't apply to a '${typeName(self)}' object`,
        );
      }
      return method({ positional, keywords: args.keywords });
    });
  }

  repr(): string {
    return `<class '${this.name}'>`;
  }
}
