import type { Json } from '../odoo/json.ts';

/** Field values read in one delivery, by model, context, record and field. */
export class FieldCache {
  readonly #values = new Map<string, Map<string, Json>>();

  /** The values known of one record, by field name. `space` names the model and the context they were read in. */
  record(space: string, id: bigint): Map<string, Json> {
    const key = `${id} ${space}`;
    let values = this.#values.get(key);
    if (values === undefined) {
      values = new Map();
      this.#values.set(key, values);
    }
    return values;
  }

  clear(): void {
    this.#values.clear();
  }

  /** A cache that starts with the same values and goes its own way. */
  copy(): FieldCache {
    const copy = new FieldCache();
    for (const [key, values] of this.#values) {
      copy.#values.set(key, new Map(values));
    }
    return copy;
  }
}
