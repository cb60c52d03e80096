/** The texts that were seen last, so many at most: of more, the ones seen the longest ago are forgotten. */
export class Recent {
  readonly #most: number;
  readonly #forgotten: (text: string) => void;
  readonly #texts = new Set<string>();

  constructor(most: number, forgotten: (text: string) => void = () => undefined) {
    this.#most = most;
    this.#forgotten = forgotten;
  }

  has(text: string): boolean {
    return this.#texts.has(text);
  }

  /** Adds it, or has it stand as the one seen last. */
  add(text: string): void {
    this.#texts.delete(text);
    this.#texts.add(text);
    const [oldest] = this.#texts;
    if (this.#texts.size > this.#most && oldest !== undefined) {
      this.#texts.delete(oldest);
      this.#forgotten(oldest);
    }
  }
}
