import type { OdooCall } from '../call.ts';
import type { Json, JsonObject } from '../json.ts';

/** What a call is for those it may go together with. */
export interface Joinable {
  kind: Kind;
  /** The same for calls that can go together. */
  key: string;
  /** How many records, rows or values it is about; 0 where any number of such calls is no more work than one. */
  size: number;
  /** No two calls that go together may have one of these in common. */
  unlike?: readonly string[];
}

/** What one of the calls that went together gets: its own answer; or, as nothing was done, it is sent again, with others or alone. */
export type Share = { answer: Json } | 'together' | 'alone';

/** Calls of one kind, which Odoo can be sent as one. */
export interface Kind {
  /** Undefined for a call that cannot go together with another. */
  of(call: OdooCall): Joinable | undefined;
  join(calls: readonly OdooCall[]): OdooCall;
  /** One for each call, from the answer to all. Throws OdooUnavailable when the answer cannot be told apart. */
  share(calls: readonly OdooCall[], answer: Json): Share[];
}

/** Whether nothing but a context stands among the named arguments. */
export function hasOnly(kwargs: JsonObject, ...names: string[]): boolean {
  return Object.keys(kwargs).every((name) => names.includes(name));
}
