import type { JsonObject } from '../odoo/json.ts';

/** A record's stored values. Rows are never changed in place, so that a transaction can put the old one back. */
export type Row = JsonObject;

/** The tables, in memory. */
export class Database {
  #tables = new Map<string, Map<unknown, Row>>();
  readonly #lastIds = new Map<string, bigint>();

  rows(model: string): Row[] {
    return [...this.#table(model).values()];
  }

  get(model: string, id: unknown): Row | undefined {
    return this.#table(model).get(id);
  }

  nextId(model: string): bigint {
    return (this.#lastIds.get(model) ?? 0n) + 1n;
  }

  put(model: string, id: bigint, row: Row): void {
    this.#table(model).set(id, row);
    this.#lastIds.set(model, id < this.nextId(model) ? this.nextId(model) - 1n : id);
  }

  remove(model: string, id: unknown): void {
    this.#table(model).delete(id);
  }

  /** Runs `work`; when it throws, every table is as it was before. */
  transaction<T>(work: () => T): T {
    const before = new Map([...this.#tables].map(([model, table]) => [model, new Map(table)]));
    try {
      return work();
    } catch (error) {
      this.#tables = before;
      throw error;
    }
  }

  #table(model: string): Map<unknown, Row> {
    const table = this.#tables.get(model) ?? new Map<unknown, Row>();
    this.#tables.set(model, table);
    return table;
  }
}
