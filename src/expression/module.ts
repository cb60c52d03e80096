import { raise } from './exception.ts';
import { PyObject, type Value } from './value.ts';

/** A module such as `json`: named values that are read as attributes. */
export class Module extends PyObject {
  readonly typeName = 'module';
  readonly name: string;
  readonly #members: ReadonlyMap<string, Value>;

  constructor(name: string, members: Record<string, Value>) {
    super();
    this.name = name;
    this.#members = new Map(Object.entries(members));
  }

  override attribute(name: string): Value | undefined {
    return this.#members.get(name) ?? raise('AttributeError', `module '${this.name}' has no attribute '${name}'`);
  }

  repr(): string {
    return `<module '${this.name}'>`;
  }
}
