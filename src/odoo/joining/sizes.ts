import { isRead, type OdooCall } from '../call.ts';

/** Records in one call, at most. */
const MOST = 50;
/** Values or ids that one call reads by, at most: they cost little. */
const MOST_READ = 200;
/** Models of which Odoo takes fewer at a time well: what an order costs grows with the number of those made with it. */
const MOST_OF: ReadonlyMap<string, number> = new Map([['sale.order', 15]]);
/** What is begun with: it grows with each full call that does not cost more than it should. */
const FIRST = 5;
/** A call should not take longer, in milliseconds: others wait for its slot, and Odoo ends one that takes too long. */
const LONG = 3_000;
/** A size costs too much when a record in it costs so many times what it cost in a smaller one, three times in a row: Odoo is not always equally busy. */
const DEARER = 2;
/** Full calls until a size that cost too much is tried again. */
const HOLD = 20;

/** How many records go into one call of a model and method: as many as Odoo takes well, by what the calls before cost. */
export class Sizes {
  readonly #sizes = new Map<string, Size>();

  /** How many records, rows or values may go together. */
  most(call: OdooCall): number {
    return this.#of(call).most;
  }

  /** A call about so many was answered after so many milliseconds. */
  learn(call: OdooCall, records: number, milliseconds: number): void {
    this.#of(call).learn(records, milliseconds);
  }

  /** Odoo refused calls that went together: the fewer, the less is done in vain. */
  refused(call: OdooCall): void {
    const size = this.#of(call);
    size.shrinkTo(size.most / 2);
  }

  #of(call: OdooCall): Size {
    const name = `${call.model}.${call.method}`;
    const known = this.#sizes.get(name) ?? new Size(isRead(call) ? MOST_READ : (MOST_OF.get(call.model) ?? MOST));
    this.#sizes.set(name, known);
    return known;
  }
}

class Size {
  readonly #bound: number;
  #most: number;
  /** The size at which a record cost least, and what it cost. */
  #best: { records: number; each: number } | undefined;
  #dear = 0;
  #hold = 0;

  constructor(bound: number) {
    this.#bound = bound;
    this.#most = Math.min(bound, FIRST);
  }

  get most(): number {
    return this.#most;
  }

  learn(records: number, milliseconds: number): void {
    const each = milliseconds / records;
    const isDear = this.#best !== undefined && records > this.#best.records && each > this.#best.each * DEARER;
    if (milliseconds > LONG || this.#best === undefined) {
      this.shrinkTo(LONG / each);
    }
    if (this.#best === undefined || each <= this.#best.each || records === this.#best.records) {
      this.#best = { records, each };
    }
    this.#dear = isDear ? this.#dear + 1 : 0;
    if (this.#dear > 2) {
      this.shrinkTo(this.#best.records);
      this.#dear = 0;
      this.#hold = HOLD;
    } else if (milliseconds > LONG) {
      this.#hold = HOLD;
    } else if (records >= this.#most && !isDear) {
      this.#hold -= 1;
      this.#most = this.#hold < 0 ? Math.min(this.#bound, this.#most * 2) : this.#most;
    }
  }

  shrinkTo(records: number): void {
    this.#most = Math.max(1, Math.min(this.#most, Math.floor(records)));
  }
}
