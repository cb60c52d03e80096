import type { DatabaseSync } from 'node:sqlite';
import type { Delivery, DeliveryLog, DeliverySummary, LoggedCall, Settlement } from '../delivery.ts';
import { makeDeliveryId } from '../delivery-id.ts';
import { redact } from '../redact.ts';
import type { Arrival, ListFilter, Store, StoredSecret } from '../store.ts';
import { prepareAddCall } from './add-call.ts';
import { prepareCheck } from './check.ts';
import { prepareEnsureSecret } from './ensure-secret.ts';
import { prepareGet } from './get.ts';
import { GroupCommit } from './group-commit.ts';
import { prepareIdsBeginning } from './ids-beginning.ts';
import { prepareList } from './list.ts';
import { prepareReceive } from './receive.ts';
import { prepareRotateSecret } from './rotate-secret.ts';
import { prepareSecrets } from './secrets.ts';
import { prepareSettle } from './settle.ts';
import { prepareStart } from './start.ts';
import { unavailable } from './unavailable.ts';

function prepare(database: DatabaseSync) {
  return {
    receive: prepareReceive(database),
    start: prepareStart(database),
    settle: prepareSettle(database),
    addCall: prepareAddCall(database),
    list: prepareList(database),
    get: prepareGet(database),
    idsBeginning: prepareIdsBeginning(database),
    ...prepareSecrets(database),
    ensureSecret: prepareEnsureSecret(database),
    rotateSecret: prepareRotateSecret(database),
    check: prepareCheck(database),
  };
}

/** The store in one SQLite file. Changes are committed in groups; reads see what is committed. */
export class SqliteStore implements Store {
  readonly #database: DatabaseSync;
  readonly #sql: ReturnType<typeof prepare>;
  readonly #commit: GroupCommit;

  constructor(database: DatabaseSync) {
    this.#database = database;
    this.#sql = prepare(database);
    this.#commit = new GroupCommit(database);
  }

  receive(arrival: Arrival): Promise<Delivery> {
    const receivedAt = Date.now();
    const { hook, request } = arrival;
    const redacted = redact(request, arrival.redact);
    const delivery: Delivery = { id: makeDeliveryId(receivedAt), hook, receivedAt, request, hidden: redacted.hidden };
    return this.#commit.add(() => {
      this.#sql.receive(delivery, arrival, redacted);
      return delivery;
    });
  }

  start(id: string): Promise<void> {
    const now = Date.now();
    return this.#commit.add(() => this.#sql.start(id, now));
  }

  settle(id: string, settlement: Settlement): Promise<void> {
    const now = Date.now();
    return this.#commit.add(() => this.#sql.settle(id, settlement, now));
  }

  addCall(id: string, call: LoggedCall): Promise<void> {
    return this.#commit.add(() => this.#sql.addCall(id, call));
  }

  async list(filter: ListFilter): Promise<DeliverySummary[]> {
    return read(() => this.#sql.list(filter));
  }

  async get(id: string): Promise<DeliveryLog | undefined> {
    return read(() => {
      const found = this.#sql.get(id);
      if (found !== undefined || id === '') {
        return found;
      }
      const [only, ...others] = this.#sql.idsBeginning(id);
      return only === undefined || others.length > 0 ? undefined : this.#sql.get(only);
    });
  }

  async idsBeginning(prefix: string): Promise<string[]> {
    return read(() => this.#sql.idsBeginning(prefix));
  }

  async secrets(): Promise<readonly StoredSecret[]> {
    return read(() => this.#sql.secrets());
  }

  async ensureSecret(hook: string, secret: string): Promise<string> {
    await this.#changeSecrets(() => this.#sql.ensureSecret(hook, secret, Date.now()));
    const lasting = (await this.secrets()).find((known) => known.hook === hook && known.expiresAt === undefined);
    return lasting?.secret ?? secret;
  }

  async rotateSecret(hook: string, secret: string, othersUntil: number): Promise<void> {
    await this.#changeSecrets(() => this.#sql.rotateSecret(hook, secret, othersUntil, Date.now()));
  }

  async #changeSecrets(change: () => void): Promise<void> {
    await this.#commit.add(change);
    this.#sql.forget();
  }

  async check(): Promise<void> {
    await this.#commit.add(() => this.#sql.check());
  }

  async close(): Promise<void> {
    if (this.#database.isOpen) {
      this.#commit.flush();
      this.#database.close();
    }
  }
}

function read<T>(query: () => T): T {
  try {
    return query();
  } catch (error) {
    throw unavailable(error);
  }
}
