import { isRead, type OdooCall } from '../call.ts';
import type { Json } from '../json.ts';
import type { Joinable } from './kind.ts';

/** Characters in one call, about, at most: files in base64 are better sent one by one than all at once from memory. */
const MOST_TEXT = 4_000_000;

/** A call that waits to be sent. */
export interface Waiting {
  call: OdooCall;
  /** Undefined for one that goes alone. */
  joinable: Joinable | undefined;
}

/** `free`: calls that may be begun now, this one included; `limit`: calls that may be under way at once. */
export interface Room {
  free: number;
  limit: number;
}

/**
 * Parts what waits, in order of arrival, into the first call with those that go together with it, and the rest. `most`: records in one
 * call. What fits into one call goes in one; what does not is shared out evenly, so that all slots have as much to do. No call goes
 * before an earlier one that changes the same record otherwise.
 */
export function chooseTogether<W extends Waiting>(
  waiting: readonly W[],
  most: number,
  { free, limit }: Room,
): { together: W[]; rest: W[] } {
  const [first, ...others] = waiting;
  if (first?.joinable === undefined) {
    return { together: waiting.slice(0, 1), rest: others };
  }
  const { key, size } = first.joinable;
  const all = waiting.reduce((sum, { joinable }) => sum + (joinable?.key === key ? joinable.size : 0), 0);
  const share = Math.ceil(all / (all > most ? limit : free));
  const choice = new Choice(Math.max(size, Math.min(most, share)));
  const together: W[] = [];
  const rest: W[] = [];
  for (const one of waiting) {
    const goes = one.joinable?.key === key && choice.takes(one.call, one.joinable);
    (goes ? together : rest).push(one);
    if (!goes) {
      choice.passesOver(one.call);
    }
  }
  return { together, rest };
}

/** What was taken so far, and what was passed over. */
class Choice {
  #room: number;
  #textLeft = MOST_TEXT;
  readonly #unlike = new Set<string>();
  readonly #passedOver = new Set<string>();

  constructor(room: number) {
    this.#room = room;
  }

  takes(call: OdooCall, { size, unlike = [] }: Joinable): boolean {
    const isAlike = unlike.some((name) => this.#unlike.has(name));
    const isHeldBack = !isRead(call) && recordsOf(call).some((record) => this.#passedOver.has(record));
    for (const name of unlike) {
      this.#unlike.add(name);
    }
    const text = lengthOf(call.args);
    const isFirst = this.#textLeft === MOST_TEXT;
    if (size > this.#room || isAlike || isHeldBack || (text > this.#textLeft && !isFirst)) {
      return false;
    }
    this.#room -= size;
    this.#textLeft -= text;
    return true;
  }

  passesOver(call: OdooCall): void {
    for (const record of isRead(call) ? [] : recordsOf(call)) {
      this.#passedOver.add(record);
    }
  }
}

/** How many characters there are in the texts of a value. */
function lengthOf(value: Json): number {
  if (typeof value === 'string') {
    return value.length;
  }
  const inner = typeof value === 'object' && value !== null ? Object.values(value) : [];
  return inner.reduce<number>((sum, one) => sum + lengthOf(one), 0);
}

function recordsOf({ model, ids = [] }: OdooCall): string[] {
  return ids.map((id) => `${model} ${id}`);
}
