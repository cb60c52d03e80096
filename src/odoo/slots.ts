/** How a call ended: Odoo answered; it had trouble with the call; it was not asked. */
export type Strain = 'answered' | 'strained' | 'not asked';

/** So many answers in a row let one call more be under way. */
const RAISE_AFTER = 20;

/** How many calls may be under way at once: `most`, and fewer while Odoo has trouble with them. */
export class Slots {
  readonly #most: number;
  #limit: number;
  #busy = 0;
  #answered = 0;

  constructor(most: number) {
    this.#most = most;
    this.#limit = most;
  }

  /** How many may be under way at once now. */
  get limit(): number {
    return this.#limit;
  }

  /** How many more may be begun now. */
  get free(): number {
    return Math.max(0, this.#limit - this.#busy);
  }

  take(): void {
    this.#busy += 1;
  }

  /** Half as many from now on after trouble, one more after some answers in a row. */
  release(how: Strain): void {
    this.#busy -= 1;
    if (how === 'strained') {
      this.#limit = Math.max(1, Math.floor(this.#limit / 2));
      this.#answered = 0;
    } else if (how === 'answered' && this.#limit < this.#most) {
      this.#answered += 1;
      if (this.#answered >= RAISE_AFTER) {
        this.#limit += 1;
        this.#answered = 0;
      }
    }
  }
}
