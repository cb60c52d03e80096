import type { JsonObject } from '../odoo/json.ts';

/** A record's stored values. Rows are never changed in place, so that a transaction can put the old one back. */
export interface Row extends JsonObject {
  id: bigint;
}

/** The tables, in memory. */
export class Database {
  #tables = new Map<string, Map<unknown, Row>>();
  /** The newest id: one row of numbers for all models, above those of the demo data. */
  lastId = 1000n;

  /** A model's records by their ids. */
  table(model: string): Map<unknown, Row> {
    const table = this.#tables.get(model) ?? new Map<unknown, Row>();
    this.#tables.set(model, table);
    return table;
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
