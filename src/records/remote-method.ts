import { raise } from '../expression/exception.ts';
import { type Arguments, PyObject, type Value } from '../expression/value.ts';
import type { Json, JsonObject } from '../odoo/json.ts';
import { idsOf } from './created.ts';
import { fromJson, toJson } from './json-value.ts';
import type { Recordset } from './recordset.ts';

/** Odoo's own methods that take no records, on whatever they are called. */
const OF_THE_MODEL: ReadonlySet<string> = new Set([
  'default_get',
  'fields_get',
  'formatted_read_group',
  'load',
  'name_create',
  'name_search',
  'read_group',
  'search_read',
]);

/** Methods of every model with a chatter that give records, with the model of those: over RPC come ids alone. */
const GIVES_RECORDS: ReadonlyMap<string, string> = new Map([
  ['activity_schedule', 'mail.activity'],
  ['message_notify', 'mail.message'],
  ['message_post', 'mail.message'],
]);

/** The ids in an answer: one, a list, or as Odoo 14 writes records: `mail.activity(7,)`. */
function idsIn(answer: Json): bigint[] {
  if (typeof answer === 'string') {
    return [...answer.matchAll(/\b\d+\b/g)].map(([id]) => BigInt(id));
  }
  return answer === false || answer === null ? [] : idsOf(answer);
}

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
    const kwargs: JsonObject = Object.fromEntries([...keywords].map(([name, value]) => [name, toJson(value)]));
    const args = positional.map(toJson);
    const answer = OF_THE_MODEL.has(this.#name)
      ? this.#records.askModel(this.#name, args, kwargs)
      : this.#records.ask(this.#name, args, kwargs);
    const model = GIVES_RECORDS.get(this.#name);
    return model === undefined ? fromJson(answer) : this.#records.env.records(model, idsIn(answer));
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
