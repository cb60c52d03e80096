/** A Map that lets go of its oldest entry past `limit`. */
export class BoundedMap extends Map<string, unknown> {
  readonly #limit: number;

  constructor(limit: number) {
    super();
    this.#limit = limit;
  }

  override set(key: string, value: unknown): this {
    this.delete(key);
    super.set(key, value);
    const oldest = this.keys().next();
    if (this.size > this.#limit && !oldest.done) {
      this.delete(oldest.value);
    }
    return this;
  }
}
