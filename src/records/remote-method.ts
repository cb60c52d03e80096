import { raise } from '../expression/exception.ts';
import { type Arguments, PyObject, type Value } from '../expression/value.ts';
import type { JsonObject } from '../odoo/json.ts';
import { fromJson, toJson } from './json-value.ts';
import type { Recordset } from './recordset.ts';

/**
 * A public method of the model, called over RPC. Whether there is one only Odoo knows; used as anything but a method it is an
 * attribute that does not exist.
 */
class RemoteMethod extends PyObject {
  readonly typeName = 'method';
  readonly #records: Recordset;
  readonly #name: string;

  constructor(records: Recordset, name: string) {
    super();
    this.#records = records;
    this.#name = name;
  }

  override call({ positional, keywords }: Arguments): Value {
    const kwargs: JsonObject = {};
    for (const [name, value] of keywords) {
      kwargs[name] = toJson(value);
    }
    return fromJson(this.#records.ask(this.#name, positional.map(toJson), kwargs));
  }

  override truth(): boolean {
    return this.missing();
  }

  override equals(): boolean {
    return this.missing();
  }

  repr(): string {
    return this.missing();
  }

  private missing(): never {
    return raise('AttributeError', `'${this.#records.model}' object has no attribute '${this.#name}'`);
  }
}

/** The method `name` of the records' model. */
export function remoteMethod(records: Recordset, name: string): PyObject {
  return new RemoteMethod(records, name);
}
