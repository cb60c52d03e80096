import type { OdooCall } from './call.ts';
import type { Json } from './json.ts';

export interface Version {
  major: number;
  /** As Odoo writes it: `19.0`, `saas~17.4`. */
  text: string;
}

/** Where and as whom a wire speaks. */
export interface WireSettings {
  name: string;
  url: string;
  database: string;
  login: string;
  /** A password or an API key. */
  password: string;
  /** Connections open at once. */
  sockets: number;
}

/** One way of speaking to Odoo. Each method throws OdooRejected or OdooUnavailable; `timeout` is in milliseconds. */
export interface Wire {
  /** Needs no login and says nothing of the database. */
  version(timeout: number): Promise<Version>;
  /** The id of the connection's user. */
  uid(timeout: number): Promise<bigint>;
  /** Odoo's answer; null from a method that returns nothing. */
  send(call: OdooCall, timeout: number): Promise<Json>;
  close(): void;
}

/** The connection as messages name it: `connection main (https://odoo.example.com)`. */
export function describeConnection(settings: Pick<WireSettings, 'name' | 'url'>): string {
  return `connection ${settings.name} (${new URL(settings.url).origin})`;
}

/** The arguments by position, as they are over JSON-RPC: the records come first. */
export function positionsOf(call: OdooCall): Json[] {
  return call.ids === undefined ? call.args : [[...call.ids], ...call.args];
}
