import { OdooRejected, type Place } from '../../errors.ts';
import type { OdooCall } from '../../odoo/call.ts';
import { type Json, type JsonObject, writeJson } from '../../odoo/json.ts';

/** What a record is looked for by: one field, and what else must hold. */
export interface LookUp {
  model: string;
  field: string;
  value: Json;
  /** Further conditions of the domain. */
  rest?: Json[];
  context?: JsonObject;
}

/**
 * Look-ups that differ only in the value: one call asks for all of them, in the form
 * `search_read([[field, 'in', values], …rest], fields=[field], order='id')`.
 */
export class LookUpGroup {
  readonly #like: LookUp;
  /** Where the first of them stands. */
  readonly #place: () => Place;
  readonly #wanted = new Map<string, Json>();
  readonly #found = new Map<string, bigint[]>();

  constructor(like: LookUp, place: () => Place) {
    this.#like = like;
    this.#place = place;
  }

  static keyOf({ model, field, rest = [], context = {} }: LookUp): string {
    return writeJson([model, field, rest, context]);
  }

  /** The ids of the records with this value, lowest first; undefined while they are not known, and then they are wanted. */
  ids(value: Json): bigint[] | undefined {
    const key = valueKey(value);
    const ids = this.#found.get(key);
    if (ids === undefined) {
      this.#wanted.set(key, value);
    }
    return ids;
  }

  /** Whether there is something to ask for. */
  get wants(): boolean {
    return this.#wanted.size > 0;
  }

  /** Asks for what is wanted. Throws OdooRejected, with the place of what asks, and OdooUnavailable. */
  async supply(send: (call: OdooCall) => Promise<Json>): Promise<void> {
    if (!this.wants) {
      return;
    }
    const values = [...this.#wanted.values()];
    for (const row of rowsOf(await placed(send(this.#call(values)), this.#place))) {
      const key = valueKey(row[this.#like.field] ?? null);
      this.#found.set(key, [...(this.#found.get(key) ?? []), row.id]);
    }
    for (const key of this.#wanted.keys()) {
      this.#found.set(key, this.#found.get(key) ?? []);
    }
    this.#wanted.clear();
  }

  #call(values: Json[]): OdooCall {
    const { model, field, rest = [], context } = this.#like;
    const kwargs = { fields: [field], order: 'id', ...(context && { context }) };
    return { model, method: 'search_read', args: [[[field, 'in', values], ...rest]], kwargs };
  }
}

/** The rows in the answer of `search_read`. */
export function rowsOf(answer: Json): (JsonObject & { id: bigint })[] {
  return Array.isArray(answer) ? answer.filter(isRow) : [];
}

function isRow(row: Json): row is JsonObject & { id: bigint } {
  return typeof row === 'object' && row !== null && !Array.isArray(row) && typeof row.id === 'bigint';
}

/** A value to compare by: numbers by what they count, a many2one (`[id, name]`) by its id. */
function valueKey(value: Json): string {
  const plain = Array.isArray(value) ? (value[0] ?? false) : value;
  return typeof plain === 'bigint' || typeof plain === 'number' ? `n${Number(plain)}` : `${typeof plain} ${plain}`;
}

/** What Odoo refuses to tell is refused at this place. */
export async function placed<T>(answer: Promise<T>, place: () => Place): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof OdooRejected) {
      error.place ??= place();
    }
    throw error;
  }
}
