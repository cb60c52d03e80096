import { z } from 'zod';
import type { Delivery, JournalEntry } from '../deliveries/delivery.ts';
import type { Store } from '../deliveries/store.ts';
import { HookRefused, OdooRejected, OdooUnavailable, ServiceUnavailable } from '../errors.ts';
import { callName, isIdempotent, isRead, type OdooCall, type Rpc } from '../odoo/call.ts';
import { type Json, parseJson, writeJson } from '../odoo/json.ts';
import { valuesBefore } from './before.ts';
import { callText } from './call-text.ts';
import { Postponed } from './postponed.ts';
import { Recording } from './recording.ts';

/** What a journal works with. */
export interface JournalParts {
  store: Pick<Store, 'journal' | 'onDisk'>;
  /** Sends the calls that were not made before. */
  rpc: Rpc;
  /** How long a call can be under way, in milliseconds. */
  timeout: number;
  /** Whether any call may be made again while its outcome is not known. */
  repeat: boolean;
  /** Whether the values that a write replaces are kept. */
  undo: boolean;
}

const Fault = z.object({ exception: z.string(), message: z.string() });

/**
 * The calls of one delivery, over all attempts. Each change is on disk before it is sent, each answer before the next change. A further
 * attempt is given the answers of the earlier ones up to the last change, and makes only what comes after.
 */
export class Journal {
  readonly #parts: JournalParts;
  readonly #past: Recording;
  readonly #delivery: Delivery;
  readonly #changed = new Set<string>();
  #last: number;
  /** The highest number that was stored. */
  #highest: number;
  #unsaved: JournalEntry[] = [];
  #isClosed = false;

  constructor(delivery: Delivery, parts: JournalParts) {
    this.#delivery = delivery;
    this.#parts = parts;
    this.#past = new Recording(delivery.journal);
    this.#last = this.#past.length;
    this.#highest = Math.max(0, ...delivery.journal.map(({ n }) => n));
  }

  /** Ends it. Gives the entries that are to be stored with the settlement, up to the last change: the reads after it would be made anew. */
  close(): readonly JournalEntry[] {
    this.#isClosed = true;
    return this.#unsaved.slice(0, this.#unsaved.findLastIndex(({ isChange }) => isChange) + 1);
  }

  /** The models in which something was changed. */
  get changed(): ReadonlySet<string> {
    return this.#changed;
  }

  /** Throws Postponed while the outcome of an earlier change may still come, HookRefused when it cannot be told; what Odoo and the store throw. */
  readonly rpc: Rpc = async (call) => {
    const text = callText(call);
    if (isRead(call)) {
      return await this.#read(text, () => this.#parts.rpc(call));
    }
    if (call.model !== '') {
      this.#changed.add(call.model);
    }
    const known = this.#past.change(text);
    if (known !== undefined) {
      return hasOutcome(known) ? outcomeOf(known) : await this.#again(call, known);
    }
    const { open } = this.#past;
    if (open !== undefined && isSameChange(open, call, text)) {
      if (open.again === 'repeat' || open.again === 'never') {
        this.#last += 1;
        return await this.#again(call, { ...open, call: text, n: this.#last });
      }
      if (open.again === 'look_up') {
        this.#waitUntilOver(open);
      }
    }
    return await this.#send(call, await this.#newEntry(call, text));
  };

  /** What `load` gives, known by `what`; replayed as a read is, so that a further attempt decides by the same. */
  readonly recall = async (what: string, load: () => Promise<Json>): Promise<Json> =>
    await this.#read(callText({ model: '', method: `(${what})`, args: [], kwargs: {} }), load);

  /** Whether it is not known if the last change of the earlier attempts was carried out. */
  get isUnsure(): boolean {
    return this.#past.open !== undefined;
  }

  async #read(text: string, load: () => Promise<Json>): Promise<Json> {
    const known = this.#past.read(text);
    if (known !== undefined) {
      return outcomeOf(known);
    }
    const sentAt = Date.now();
    const entry = this.#entry(text, { isChange: false, again: 'repeat', sentAt });
    try {
      const answer = await load();
      entry.answer = writeJson(answer);
      return answer;
    } catch (error) {
      if (error instanceof OdooRejected) {
        entry.fault = faultOf(error);
      }
      throw error;
    } finally {
      if (hasOutcome(entry)) {
        this.#last += 1;
        this.#unsaved.push({ ...entry, n: this.#last });
      }
    }
  }

  /** Makes a change again whose outcome is not known, although what was read anew before it still asks for it. */
  async #again(call: OdooCall, entry: JournalEntry): Promise<Json> {
    this.#waitUntilOver(entry);
    if (entry.again !== 'repeat' && this.#againOf(call) !== 'repeat') {
      throw unknownOutcome(call, this.#delivery.id, entry);
    }
    try {
      return await this.#send(call, { ...entry }, entry);
    } catch (error) {
      // What is deleted already was deleted by the first call.
      if (call.method === 'unlink' && error instanceof OdooRejected && error.exceptionName === 'MissingError') {
        this.#save({ ...entry, answer: 'true', fault: undefined });
        return true;
      }
      throw error;
    }
  }

  #waitUntilOver({ sentAt, call }: JournalEntry): void {
    const over = sentAt + this.#parts.timeout;
    if (Date.now() < over) {
      throw new Postponed(
        `it is not known yet whether Odoo carried out ${shortName(call)}, and it may still do so`,
        over,
      );
    }
  }

  /** `known`: the entry as it was, when the call was made before. */
  async #send(call: OdooCall, entry: JournalEntry, known?: JournalEntry): Promise<Json> {
    let isSent = false;
    const onSend = async () => {
      entry.sentAt = Date.now();
      await Promise.all([this.#store([...this.#unsaved, entry], entry.n), call.onSend?.()]);
      await this.#parts.store.onDisk();
      isSent = true;
    };
    try {
      const answer = await this.#parts.rpc({ ...call, onSend });
      this.#save({ ...entry, answer: writeJson(answer) });
      return answer;
    } catch (error) {
      if (error instanceof OdooRejected) {
        this.#save({ ...entry, fault: faultOf(error) });
      } else if (isSent && wasNotDone(error)) {
        this.#last = known?.n ?? entry.n - 1;
        await this.#store(known === undefined ? [] : [known], this.#last);
      }
      throw error;
    }
  }

  async #store(entries: JournalEntry[], last: number): Promise<void> {
    const cutAfter = last < this.#highest ? last : undefined;
    this.#highest = last;
    await this.#parts.store.journal(this.#delivery, entries, cutAfter);
    this.#unsaved = this.#unsaved.filter((entry) => !entries.includes(entry));
  }

  /** Stores an outcome by itself, unless the next change or the settlement comes at once and takes it along. */
  #save(entry: JournalEntry): void {
    this.#unsaved.push(entry);
    setImmediate(() => {
      if (!this.#isClosed && this.#unsaved.includes(entry)) {
        this.#store([entry], this.#last).catch(() => undefined);
      }
    });
  }

  async #newEntry(call: OdooCall, text: string): Promise<JournalEntry> {
    const entry = this.#entry(text, { isChange: true, again: this.#againOf(call), sentAt: 0 });
    entry.before = this.#parts.undo ? await valuesBefore(call, this.#parts.rpc) : undefined;
    this.#last += 1;
    return { ...entry, n: this.#last };
  }

  #entry(text: string, kind: Pick<JournalEntry, 'isChange' | 'again' | 'sentAt'>): JournalEntry {
    return { n: 0, call: text, answer: undefined, fault: undefined, before: undefined, ...kind };
  }

  #againOf(call: OdooCall): JournalEntry['again'] {
    if (call.again !== undefined) {
      return call.again;
    }
    return this.#parts.repeat || isIdempotent(call) ? 'repeat' : 'never';
  }
}

function hasOutcome({ answer, fault }: JournalEntry): boolean {
  return answer !== undefined || fault !== undefined;
}

function outcomeOf({ answer, fault }: JournalEntry): Json {
  if (fault !== undefined) {
    const { exception, message } = Fault.parse(JSON.parse(fault));
    throw new OdooRejected(exception, message);
  }
  return parseJson(answer ?? 'null');
}

/** Odoo says so; or another server refused it, or did not answer and knows a repeat by its id. */
function wasNotDone(error: unknown): boolean {
  const atOdoo = error instanceof OdooUnavailable && error.effect === 'none';
  return atOdoo || error instanceof ServiceUnavailable || error instanceof HookRefused;
}

function faultOf({ exception, message }: OdooRejected): string {
  return JSON.stringify({ exception, message });
}

/**
 * Whether a change is the one whose outcome is not known, made again: the same method of the same model, a `write` on the same records.
 * Another change that comes first means that what was read anew no longer asks for it: Odoo carried it out.
 */
function isSameChange(open: JournalEntry, { model, method, ids = [] }: OdooCall, text: string): boolean {
  const made = Name.parse(JSON.parse(open.call));
  const isSame = made.model === model && made.method === method;
  return open.call === text || (isSame && (method !== 'write' || made.ids.join() === ids.join()));
}

const Name = z.object({ model: z.string(), method: z.string(), ids: z.array(z.number()).default([]) });

function shortName(text: string): string {
  return callName(Name.parse(JSON.parse(text)));
}

function unknownOutcome(call: OdooCall, id: string, { sentAt }: JournalEntry): HookRefused {
  const name = callName(call);
  const on = call.ids === undefined ? '' : ` on ${call.ids.join(', ')}`;
  return new HookRefused(
    'outcome_unknown',
    `it is not known whether Odoo carried out ${name}${on}, sent at ${new Date(sentAt).toISOString()}: no answer came, and making it ` +
      `again could do it twice. Look in Odoo: if it is not there, \`hookdoo replay --repeat ${id}\` makes it; if it is, ` +
      `\`hookdoo discard ${id}\` ends the delivery. \`repeat: true\` in the hook makes such calls again by itself`,
  );
}
