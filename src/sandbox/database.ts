import type { JsonObject } from '../odoo/json.ts';

/** A record's stored values. Rows are never changed in place, so that a transaction can put the old one back. */
export interface Row extends JsonObject {
  id: bigint;
}

/** The tables, in memory. */
export class Database {
  #tables = new Map<string, Map<unknown, Row>>();
  // One row of numbers for all models, above those of the demo data.
  #lastId = 1000n;

  rows(model: string): Row[] {
    return [...(this.#tables.get(model)?.values() ?? [])];
  }

  get(model: string, id: unknown): Row | undefined {
    return this.#tables.get(model)?.get(id);
  }

  nextId(): bigint {
    return ++this.#lastId;
  }

  put(model: string, row: Row): void {
    const table = this.#tables.get(model) ?? new Map<unknown, Row>();
    this.#tables.set(model, table.set(row.id, row));
  }

  remove(model: string, id: bigint): void {
    this.#tables.get(model)?.delete(id);
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
}
