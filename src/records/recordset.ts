import { HookRefused, type Place } from '../errors.ts';
import { raise } from '../expression/exception.ts';
import { repr } from '../expression/repr.ts';
import { Slice, slicedItems } from '../expression/slice.ts';
import type { BinaryOperator, Value } from '../expression/value.ts';
import type { Json, JsonObject } from '../odoo/json.ts';
import type { Environment } from './environment.ts';
import { readField } from './field-value.ts';
import { toJson } from './json-value.ts';
import { recordMethod } from './record-methods.ts';
import { Records } from './records.ts';
import { remoteMethod } from './remote-method.ts';

/** Odoo's recordset, over RPC: fields are read for the whole set when the first is needed; methods are calls. */
export class Recordset extends Records {
  readonly typeName: string;
  readonly env: Environment;
  readonly model: string;
  readonly ids: readonly bigint[];
  /** The records that were found together; their fields are read together. */
  readonly together: readonly bigint[];
  /** The model itself (`env['res.partner']`), not a search that found nothing. */
  readonly isModel: boolean;

  constructor(
    env: Environment,
    model: string,
    ids: readonly bigint[],
    together: readonly bigint[] = ids,
    isModel = false,
  ) {
    super();
    this.typeName = model;
    this.env = env;
    this.model = model;
    this.ids = ids;
    this.together = together;
    this.isModel = isModel;
  }

  /** Other records of the same model and environment. */
  with(ids: Iterable<bigint>, together?: readonly bigint[]): Recordset {
    return new Recordset(this.env, this.model, [...new Set(ids)], together);
  }

  /** The same records, seen with another context. */
  inEnvironment(env: Environment): Recordset {
    return new Recordset(env, this.model, this.ids, this.together, this.isModel);
  }

  /** Each record alone. */
  singles(): Recordset[] {
    return this.ids.map((id) => new Recordset(this.env, this.model, [id], this.together));
  }

  /** The value of a field. Raises ValueError when there are several records, as Odoo does. */
  field(name: string): Value {
    return readField(this, name);
  }

  /** Calls a method on these records, for running code. */
  ask(method: string, args: Json[], kwargs: JsonObject = {}): Json {
    const ids = this.isModel ? {} : { ids: [...this.ids] };
    return this.env.world.ask({ model: this.model, method, ...ids, args, kwargs: this.inContext(kwargs) });
  }

  /** Calls a method of the model, for running code. */
  askModel(method: string, args: Json[], kwargs: JsonObject = {}): Json {
    return this.env.world.ask({ model: this.model, method, args, kwargs: this.inContext(kwargs) });
  }

  override attribute(name: string): Value | undefined {
    switch (name) {
      case 'ids':
        return [...this.ids];
      case 'id':
        return this.ids.length === 0 ? false : this.one();
      case 'env':
        return this.env;
      default:
        break;
    }
    const method = recordMethod(this, name);
    if (method !== undefined) {
      return method;
    }
    return this.env.world.fieldsOf(this.model).has(name) ? this.field(name) : remoteMethod(this, name);
  }

  override setAttribute(name: string, value: Value): void {
    if (!this.env.world.fieldsOf(this.model).has(name)) {
      raise('AttributeError', `'${this.model}' object has no attribute '${name}'`);
    }
    if (this.ids.length > 0) {
      this.ask('write', [{ [name]: value === null ? false : toJson(value) }]);
    }
  }

  override truth(): boolean {
    return this.ids.length > 0;
  }

  override length(): number {
    return this.ids.length;
  }

  override iterate(): Iterable<Value> {
    return this.singles();
  }

  override item(key: Value): Value {
    if (typeof key === 'string') {
      return this.field(key);
    }
    if (key instanceof Slice) {
      return this.with(slicedItems(this.ids, key) as bigint[], this.together);
    }
    const index = typeof key === 'bigint' ? Number(key) : Number.NaN;
    const id = this.ids.at(index);
    return id === undefined ? raise('IndexError', 'tuple index out of range') : this.with([id], this.together);
  }

  override setItem(key: Value, value: Value): void {
    this.setAttribute(typeof key === 'string' ? key : raise('TypeError', 'a field is named by text'), value);
  }

  override contains(item: Value): boolean {
    if (item instanceof Recordset && item.model === this.model) {
      return item.ids.length === 1 && item.ids.every((id) => this.ids.includes(id));
    }
    return typeof item === 'string'
      ? this.env.world.fieldsOf(this.model).has(item)
      : raise('TypeError', `unsupported operand types in: ${repr(item)} in ${this.repr()}`);
  }

  override equals(other: Value): boolean {
    return other instanceof Recordset && other.model === this.model && sameIds(this.ids, other.ids);
  }

  override hashKey(): unknown {
    return `${this.model}(${this.ids.join(',')})`;
  }

  override binary(operator: BinaryOperator, other: Value, reflected: boolean): Value | undefined {
    if (!(other instanceof Recordset) || reflected) {
      return undefined;
    }
    if (other.model !== this.model) {
      return raise('TypeError', `inconsistent models in: ${this.repr()} ${operator} ${other.repr()}`);
    }
    const theirs = new Set(other.ids);
    switch (operator) {
      case '+':
        // One record can be in it twice, as in Odoo.
        return new Recordset(this.env, this.model, [...this.ids, ...other.ids]);
      case '|':
        return this.with([...this.ids, ...other.ids]);
      case '&':
        return this.with(this.ids.filter((id) => theirs.has(id)));
      case '-':
        return this.with(this.ids.filter((id) => !theirs.has(id)));
      default:
        return undefined;
    }
  }

  repr(): string {
    return `${this.model}(${this.ids.join(', ')}${this.ids.length === 1 ? ',' : ''})`;
  }

  /** The id, when there is exactly one record. Raises ValueError as `ensure_one` does. */
  one(): bigint {
    const [id] = this.ids;
    return id === undefined || this.ids.length > 1 ? raise('ValueError', `Expected singleton: ${this.repr()}`) : id;
  }

  private inContext(kwargs: JsonObject): JsonObject {
    return Object.keys(this.env.context).length === 0 ? kwargs : { ...kwargs, context: this.env.context };
  }
}

function sameIds(a: readonly bigint[], b: readonly bigint[]): boolean {
  const ids = new Set(a);
  return ids.size === new Set(b).size && b.every((id) => ids.has(id));
}

/** The ids a method is called on, as a call takes them; none for the model itself. Throws HookRefused when there is no record. */
export function callTarget(records: Recordset, doing: string, place: Place): { ids?: bigint[] } {
  if (records.isModel) {
    return {};
  }
  if (records.ids.length === 0) {
    throw new HookRefused('no_record', `there is no ${records.model} record to ${doing}`, { place });
  }
  return { ids: [...records.ids] };
}
