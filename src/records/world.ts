import { HookRefused, OdooRejected } from '../errors.ts';
import { LimitError } from '../expression/budget.ts';
import { withClock } from '../expression/clock.ts';
import { PythonError } from '../expression/exception.ts';
import { Suspend } from '../expression/value.ts';
import { isIdempotent, isRead, type OdooCall, type Rpc } from '../odoo/call.ts';
import type { Fields } from '../odoo/fields.ts';
import { isObject, type Json, type JsonObject } from '../odoo/json.ts';
import type { KeptAnswers } from '../odoo/kept-answers.ts';
import type { Lanes } from '../odoo/lanes.ts';
import type { User } from '../odoo/user.ts';
import type { Version } from '../odoo/wire.ts';
import { namingAbsent } from './absent-record.ts';
import { FieldCache } from './field-cache.ts';
import { NotAChoice } from './fit/not-a-choice.ts';

/** What the records of one delivery are reached through. */
export interface Reach {
  /** The delivery's id. */
  delivery: string;
  rpc: Rpc;
  fields(model: string): Promise<Fields>;
  /** Has the fields of a model asked for anew. */
  forgetFields(model: string): Promise<void>;
  uid(): Promise<bigint>;
  /** The connection's user. */
  user(): Promise<User>;
  version(): Promise<Version>;
  /** The bytes at an address that is not Odoo's; without it nothing is fetched. Throws HookRefused, ServiceUnavailable. */
  download?: ((url: string) => Promise<Uint8Array>) | undefined;
  /** false: its calls are never sent together with others. */
  batch?: boolean;
  lanes: Lanes;
  kept: KeptAnswers;
  /** Gives what `load` gives, known by `what`; and the same again when the delivery is taken up again, up to its last change. */
  recall(what: string, load: () => Promise<Json>): Promise<Json>;
  /** The context of every call: the connection's under the hook's. */
  context: JsonObject;
  /** What time it is for the expressions, in milliseconds since 1970: the same however often they are run. */
  now: number;
}

/** How long code may run in all its runs together, in milliseconds, without the time that calls to Odoo take. */
const MOST_TIME = 10_000;

/** What an expression can lack: the answer to a call, a model's fields, the user's id. */
type Need = { call: OdooCall } | { fieldsOf: string } | { uid: true };

type Answer = { call: OdooCall; result: Json } | { call: OdooCall; rejected: OdooRejected };

/**
 * The Odoo that the expressions of one delivery see. Expressions run synchronously: when one needs an answer that is not there yet it
 * is suspended, the answer is fetched, and it runs again from its start with the answers so far. Values read are kept for the whole
 * delivery, until something changes in Odoo.
 */
export class World {
  readonly context: JsonObject;
  cache = new FieldCache();
  /** Attribute names the running code mentions: fields among them are read together. */
  mentioned: ReadonlySet<string> = new Set();
  /** Lists of commands that were made after a look at the rows that were there. */
  readonly looked = new WeakSet<object>();
  readonly #reach: Reach;
  readonly #now: number;
  readonly #fields = new Map<string, Fields>();
  #uid: bigint | undefined;
  #answers: Answer[] = [];
  #next = 0;
  #allowed: ReadonlySet<string> | undefined;
  #repeating = false;
  /** How many changes Odoo carried out. */
  #changes = 0;

  constructor(reach: Reach) {
    this.#reach = reach;
    this.#now = reach.now * 1000;
    this.context = reach.context;
  }

  /** Runs `code` until it has all it needs. `restart` is called before each further run. Throws what the code or Odoo throws. */
  async evaluate<T>(code: () => T, restart: () => void = () => {}): Promise<T> {
    const before = this.cache;
    this.#answers = [];
    let spent = 0;
    for (;;) {
      this.cache = before.copy();
      this.#next = 0;
      const started = performance.now();
      try {
        return withClock(() => this.#now, code);
      } catch (error) {
        if (!(error instanceof Suspend)) {
          throw error;
        }
        spent += performance.now() - started;
        if (spent > MOST_TIME) {
          throw new LimitError(
            'milliseconds',
            `stopped after ${MOST_TIME / 1000} s of work without the calls to Odoo: is one made for each of many records?`,
          );
        }
        await this.#supply(error.need as Need);
        restart();
      }
    }
  }

  /** The answer to a call, for running code. Throws Suspend while it is not there, PythonError when Odoo refused the call. */
  ask(call: OdooCall): Json {
    const answer = this.#answers[this.#next];
    if (answer === undefined) {
      throw new Suspend({ call } satisfies Need);
    }
    if (answer.call.model !== call.model || answer.call.method !== call.method) {
      throw new Error(
        `the code took another way when it was run again: ${call.model}.${call.method} instead of ${answer.call.model}.${answer.call.method}`,
      );
    }
    this.#next += 1;
    if (!isRead(call)) {
      this.cache.clear();
    }
    if ('rejected' in answer) {
      throw Object.assign(new PythonError(answer.rejected.exceptionName, [answer.rejected.message]), {
        cause: answer.rejected,
      });
    }
    return answer.result;
  }

  /** The fields of a model, for running code. */
  fieldsOf(model: string): Fields {
    const fields = this.#fields.get(model);
    if (fields === undefined) {
      throw new Suspend({ fieldsOf: model } satisfies Need);
    }
    return fields;
  }

  /** The id of the connection's user, for running code. */
  uid(): bigint {
    if (this.#uid === undefined) {
      throw new Suspend({ uid: true } satisfies Need);
    }
    return this.#uid;
  }

  /** Throws HookRefused when the code running now may not name the model. */
  allow(model: string): void {
    if (this.#allowed !== undefined && !this.#allowed.has(model)) {
      const names = [...this.#allowed].join(', ');
      throw new HookRefused(
        'model_not_allowed',
        `the model ${model} is not allowed here, only ${names}; \`models:\` lists what is allowed`,
      );
    }
  }

  /** Runs `inner` with `env[…]` limited to these models: what it names comes from outside. */
  async within<T>(models: ReadonlySet<string>, inner: () => Promise<T>): Promise<T> {
    this.#allowed = models;
    try {
      return await inner();
    } finally {
      this.#allowed = undefined;
    }
  }

  /** What runs one after another in this process, whatever delivery it is of. */
  get lanes(): Lanes {
    return this.#reach.lanes;
  }

  /** The delivery's id. */
  get delivery(): string {
    return this.#reach.delivery;
  }

  get kept(): KeptAnswers {
    return this.#reach.kept;
  }

  /** Gives what `load` gives, known by `what`; and the same again when the delivery is taken up again, up to its last change. */
  async recall(what: string, load: () => Promise<Json>): Promise<Json> {
    return await this.#reach.recall(what, load);
  }

  /** The id of the connection's user, outside of any expression. */
  async userId(): Promise<bigint> {
    return await this.#reach.uid();
  }

  /** The server's major version. */
  async majorVersion(): Promise<number> {
    return (await this.#reach.version()).major;
  }

  /** Runs `inner`; what it sends may be made again when it is not known whether Odoo carried it out. */
  async repeating<T>(inner: () => Promise<T>): Promise<T> {
    this.#repeating = true;
    try {
      return await inner();
    } finally {
      this.#repeating = false;
    }
  }

  /**
   * Runs `inner`; where it ends because a model's fields are others than those that were kept, and nothing was changed, runs it again with
   * the fields of now.
   */
  async withPresentFields<T>(inner: () => Promise<T>): Promise<T> {
    const before = this.#changes;
    try {
      return await inner();
    } catch (error) {
      if (!isSchemaFault(error) || this.#changes !== before) {
        throw error;
      }
      await Promise.all([...this.#fields.keys()].map((model) => this.#reach.forgetFields(model)));
      this.#fields.clear();
      return await inner();
    }
  }

  /** Fetches what an URL leads to, where that is possible. */
  get download(): ((url: string) => Promise<Uint8Array>) | undefined {
    return this.#reach.download;
  }

  /** Sends a call outside of any expression; a change forgets the values read so far. */
  async send(call: OdooCall): Promise<Json> {
    const [values] = call.args;
    const isLookedAt =
      call.method === 'write' && isObject(values) && Object.values(values).some((value) => this.#isLooked(value));
    const again = isLookedAt && !isIdempotent(call) ? { again: 'look_up' as const } : {};
    try {
      const result = await this.#rpc({ ...call, ...again });
      if (!isRead(call)) {
        this.cache.clear();
      }
      return result;
    } catch (error) {
      throw await namingAbsent(call, error, this);
    }
  }

  /** The connection's user, outside of any expression. */
  user(): Promise<User> {
    return this.#reach.user();
  }

  /** The fields of a model, when they were loaded before. */
  knownFields(model: string): Fields | undefined {
    return this.#fields.get(model);
  }

  /** The fields of a model, outside of any expression. */
  async loadFields(model: string): Promise<Fields> {
    const fields = this.#fields.get(model) ?? (await this.#reach.fields(model));
    this.#fields.set(model, fields);
    return fields;
  }

  #isLooked(value: Json): boolean {
    return Array.isArray(value) && this.looked.has(value);
  }

  private withContext(kwargs: JsonObject): JsonObject {
    const own = kwargs.context;
    const context = { ...this.context, ...(isObject(own) ? own : {}) };
    return Object.keys(context).length === 0 ? kwargs : { ...kwargs, context };
  }

  async #rpc(call: OdooCall): Promise<Json> {
    const again = this.#repeating ? { again: 'repeat' as const } : {};
    const alone = this.#reach.batch === false ? { batch: false } : {};
    const kwargs = call.model === '' ? call.kwargs : this.withContext(call.kwargs);
    const result = await this.#reach.rpc({ ...again, ...call, ...alone, kwargs });
    if (!isRead(call)) {
      this.#changes += 1;
    }
    return result;
  }

  async #supply(need: Need): Promise<void> {
    if ('fieldsOf' in need) {
      await this.loadFields(need.fieldsOf);
    } else if ('uid' in need) {
      this.#uid = await this.#reach.uid();
    } else {
      this.#answers.push(await this.#answer(need.call));
    }
  }

  async #answer(call: OdooCall): Promise<Answer> {
    try {
      return { call, result: await this.#rpc(call) };
    } catch (error) {
      if (error instanceof OdooRejected) {
        return { call, rejected: error };
      }
      throw error;
    }
  }
}

/**
 * Whether Odoo, or the fields that were kept of it, do not know a field or a value of a selection: Odoo 19 says KeyError on a write of an unknown
 * field, else `Invalid field …`.
 */
function isSchemaFault(error: unknown): boolean {
  if (error instanceof HookRefused) {
    return error.code === 'unknown_field' || error instanceof NotAChoice;
  }
  return (
    error instanceof OdooRejected &&
    (error.exceptionName === 'KeyError' ||
      (error.exceptionName === 'ValueError' && error.message.startsWith('Invalid field')))
  );
}
