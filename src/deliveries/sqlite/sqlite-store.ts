import type { DatabaseSync } from 'node:sqlite';
import type { Delivery, DeliveryLog, DeliverySummary, Ending, JournalEntry, LoggedCall, State } from '../delivery.ts';
import type { Seal } from '../seal.ts';
import type {
  Arrival,
  Item,
  ListFilter,
  NotPossible,
  Received,
  Refusal,
  ReplayOptions,
  Store,
  StoredSecret,
  TakeGroup,
  WrittenField,
  WrittenRecord,
} from '../store.ts';
import { Disk } from './disk.ts';
import { GroupCommit } from './group-commit.ts';
import { prepared, preparedItems } from './receive.ts';
import type { ServingLock } from './serving-lock.ts';
import { prepareStatements, type Statements } from './statements.ts';
import { unavailable } from './unavailable.ts';

/** The store in one SQLite file. Changes are committed in groups; reads see what is committed. */
export class SqliteStore implements Store {
  readonly #database: DatabaseSync;
  readonly #sql: Statements;
  readonly #disk: Disk;
  readonly #commit: GroupCommit;
  readonly #seal: Seal;
  readonly #lock: ServingLock;
  #closed: Promise<void> | undefined;

  constructor(database: DatabaseSync, seal: Seal, lock: ServingLock) {
    this.#lock = lock;
    this.#seal = seal;
    this.#database = database;
    this.#sql = prepareStatements(database, seal);
    // Commits go to the file beside the database, and from there into it by and by.
    this.#disk = new Disk(`${database.location()}-wal`);
    this.#commit = new GroupCommit(database, this.#disk);
  }

  async receive(arrival: Arrival): Promise<Received> {
    const { uniqueFor } = arrival;
    const one = { ...prepared(arrival.hook, arrival.request, arrival.redact, arrival.keys), uniqueFor };
    return await this.#commit.add(() => this.#sql.receive(one, arrival.take));
  }

  async receiveSplit(arrival: Arrival, items: readonly Item[]): Promise<{ parent: Delivery; items: Received[] }> {
    const whole = prepared(arrival.hook, arrival.request, arrival.redact, arrival.keys);
    const split = preparedItems(whole, arrival, items);
    const received = await this.#commit.add(() => this.#sql.receiveSplit(split.parent, split.items, arrival.take));
    return { parent: whole.delivery, items: received };
  }

  async refuse(refusal: Refusal): Promise<Delivery> {
    const one = prepared(refusal.hook, refusal.request, refusal.redact);
    await this.#commit.addOnDisk(() => this.#sql.refuse(one, refusal));
    return one.delivery;
  }

  async take(groups: readonly TakeGroup[], now: number): Promise<Delivery[]> {
    const hooks = groups.flatMap((group) => (group.most > 0 ? group.hooks : []));
    const due = await this.nextDue(hooks);
    return due === undefined || due > now ? [] : await this.#commit.add(() => this.#sql.take(groups, now));
  }

  async nextDue(hooks: readonly string[]): Promise<number | undefined> {
    return read(() => this.#sql.nextDue(hooks));
  }

  onDisk(): Promise<void> {
    return this.#commit.onDisk();
  }

  settle(delivery: Delivery, ending: Ending, entries: readonly JournalEntry[]): Promise<void> {
    const now = Date.now();
    return this.#commit.add(() => {
      this.#sql.journals.write(delivery, entries);
      this.#sql.settle(delivery, ending, now);
    });
  }

  journal(delivery: Delivery, entries: readonly JournalEntry[], cutAfter?: number): Promise<void> {
    return this.#commit.add(() => {
      if (cutAfter !== undefined) {
        this.#sql.journals.cutAfter(delivery, cutAfter);
      }
      this.#sql.journals.write(delivery, entries);
    });
  }

  async wake(what: string, hooks: readonly string[] | undefined, most: number): Promise<void> {
    if (read(() => this.#sql.isWaitedFor(what))) {
      const now = Date.now();
      await this.#commit.add(() => this.#sql.wake(what, hooks, most, now));
    }
  }

  recover(): Promise<number> {
    return this.#commit.addOnDisk(() => this.#sql.recover(Date.now()));
  }

  async pending(): Promise<number> {
    return read(() => this.#sql.pending());
  }

  async newestVersion(hook: string, orderKey: string): Promise<{ version: string; delivery: string } | undefined> {
    return read(() => this.#sql.newestVersion(hook, orderKey));
  }

  addCall(id: string, call: LoggedCall): Promise<void> {
    return this.#commit.add(() => this.#sql.addCall(id, call));
  }

  mark(text: string): string {
    return this.#seal.mark(text);
  }

  async written(record: WrittenRecord): Promise<WrittenField[]> {
    return read(() => this.#sql.written(record));
  }

  keepWritten(record: WrittenRecord, fields: Parameters<Store['keepWritten']>[1]): Promise<void> {
    return this.#commit.add(() => this.#sql.keepWritten(record, fields));
  }

  replay(id: string, options: ReplayOptions): Promise<NotPossible | undefined> {
    return this.#commit.addOnDisk(() => this.#sql.replay(id, options, Date.now()));
  }

  discard(id: string, reason: string): Promise<NotPossible | undefined> {
    return this.#commit.addOnDisk(() => this.#sql.discard(id, reason, Date.now()));
  }

  markUndone(id: string, reason: string): Promise<void> {
    return this.#commit.addOnDisk(() => this.#sql.markUndone(id, reason, Date.now()));
  }

  cleanUp(states: readonly State[], before: number, most: number): Promise<number> {
    return this.#commit.addOnDisk(() => this.#sql.cleanUp(states, before, most));
  }

  async shrink(): Promise<boolean> {
    return read(() => this.#sql.shrink());
  }

  async serve(): Promise<boolean> {
    return this.#lock.take();
  }

  async isServed(): Promise<boolean> {
    return this.#lock.isTaken();
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
    await this.#commit.addOnDisk(change);
    this.#sql.forget();
  }

  async check(): Promise<void> {
    await this.#commit.addOnDisk(() => this.#sql.check());
  }

  async close(): Promise<void> {
    this.#closed ??= this.#close();
    await this.#closed;
  }

  async #close(): Promise<void> {
    this.#commit.flush();
    await this.onDisk().catch(() => undefined);
    try {
      this.#disk.close();
    } finally {
      this.#database.close();
      this.#lock.release();
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
