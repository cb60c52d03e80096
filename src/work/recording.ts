import { z } from 'zod';
import type { JournalEntry } from '../deliveries/delivery.ts';
import { HookRefused } from '../errors.ts';
import { isIdempotent } from '../odoo/call.ts';
import { type Json, type JsonObject, parseJson } from '../odoo/json.ts';

/** What earlier attempts of a delivery did, as the present one goes through it. */
export class Recording {
  /**
   * The last change, when its outcome is not known and it does more when it is made twice. What was read before it is read anew, so that a look-up
   * or an `if` sees whether Odoo carried it out. A plain `write` or `unlink` is replayed instead: made again it must have the values it had; unless it
   * is one to look up before, because a person may have changed something since.
   */
  readonly open: JournalEntry | undefined;
  readonly #entries: readonly JournalEntry[];
  readonly #used = new Set<JournalEntry>();
  #at = 0;

  constructor(journal: readonly JournalEntry[]) {
    const open = journal.findLast((entry) => entry.isChange && isOpen(entry));
    this.open = open === undefined || isSafeAgain(open) ? undefined : open;
    const last = journal.findLastIndex((entry) => entry.isChange && entry.fault === undefined && entry !== this.open);
    this.#entries = journal.slice(0, last + 1);
  }

  /** How many entries are replayed: all up to the last change. */
  get length(): number {
    return this.#entries.length;
  }

  /** The answer to a read, if it was asked for before the next change. */
  read(text: string): JournalEntry | undefined {
    for (let at = this.#at; at < this.#entries.length; at += 1) {
      const entry = this.#entries[at];
      if (entry === undefined || entry.isChange) {
        return undefined;
      }
      if (entry.call === text) {
        this.#at = at + 1;
        return entry;
      }
    }
    return undefined;
  }

  /**
   * The entry of a change; undefined when all that were made are behind. Throws HookRefused when it is another than those that were
   * made: then the hook was edited, and it cannot be told what would be done twice.
   */
  change(text: string): JournalEntry | undefined {
    const at = this.#entries.findIndex((entry) => entry.isChange && entry.call === text && !this.#used.has(entry));
    const entry = this.#entries[at];
    if (entry !== undefined) {
      this.#used.add(entry);
      this.#at = Math.max(this.#at, at + 1);
      return entry;
    }
    const unmade = this.#entries.find((made) => made.isChange && made.fault === undefined && !this.#used.has(made));
    if (unmade !== undefined) {
      throw new HookRefused('journal_mismatch', mismatch(text, unmade.call));
    }
    return undefined;
  }
}

const Made = z.object({ method: z.string(), args: z.array(z.custom<Json>()), kwargs: z.custom<JsonObject>() });

function isSafeAgain({ call, again }: JournalEntry): boolean {
  return again === 'repeat' && isIdempotent(Made.parse(parseJson(call)));
}

function isOpen({ answer, fault }: JournalEntry): boolean {
  return answer === undefined && fault === undefined;
}

function mismatch(text: string, made: string): string {
  return (
    `an earlier attempt made ${cut(made)}, and now the hook would make ${cut(text)} in its place: it was edited since, or its code ` +
    'comes to something else each time. Nothing was done; `hookdoo replay --anew` begins from the start, whatever was done before'
  );
}

function cut(text: string): string {
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}
